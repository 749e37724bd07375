"""Volunteers by the hundred, invited and confirmed as in service, over a SQLite file of their own.

The mails of `tests/inbox/` answer the invitation of a mission that ended on 5 June 2026; here each
volunteer has that mission, an address, a claim and a secret of their own.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from sqlmodel import col, select

from core.claims import claim_form, recap, sending
from core.claims.moves import move
from core.claims.opening import open_claim
from core.claims.states import Move
from core.desk.staff_actions import STAFF_ACTIONS
from core.followers import FOLLOWERS
from core.ground.clock import real_now
from core.ground.database.store import Store
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.settings import Settings
from core.ground.tables import Mission, Outbox
from core.ground.world import RealChance, World
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.link_check import LinkCheck
from mail.row_tags import tag
from tests.world.inbox_claims import INBOX, ROW, SECRET, Expected
from tests.world.world import BASE, WORDS, make_keys

PROGRAMME, BADGE = "service-civique", "volontaire"
TODAY: Final = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
MISSION: Final[dict[str, Any]] = {
    "name": "Awa Diallo",
    "starts_on": date(2025, 10, 6),
    "ends_on": date(2026, 6, 5),
    "organisation": "Association Les Passerelles",
    "domain": "Solidarité",
}
INVITED = ("invitation.fr", "ready")  # the claims that those answer
DOMAIN, OURS = b"@cocarde.test", b"@example.org"
AWA, TO = b"awa@example.org", b"badges+" + SECRET.encode() + DOMAIN
_OWN_ID = re.compile(rb"(?mi)^message-id: <")
# What the servers on the way write above every real mail.
_WAY = """\
Authentication-Results: mx.cocarde.test; dkim=pass header.d=example.org header.s=s1; spf=pass
 smtp.mailfrom={sender}; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=example.org
Received: from mail-ej1-f54.example.org (mail-ej1-f54.example.org [203.0.113.54])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate)
\tby mx.cocarde.test (Postfix) with ESMTPS id 4F5C6D7E8F for <badges@cocarde.test>;
\tMon,  8 Jun 2026 10:01:02 +0200 (CEST)
Received: by mail-ej1-f54.example.org with SMTP id a640c23a62f3a-ad52d9be{number:05} for
 <badges@cocarde.test>; Mon, 08 Jun 2026 01:01:01 -0700 (PDT)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1; t=1749369661;
 h=to:subject:message-id:date:from:in-reply-to:references:mime-version:content-type;
 bh=q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng=; b=nq9QH0rmVbS8kGzvJ1yYx4KpTt0mC2dLw7uXo
 Zr3Bf6Ej5Hs8Va1Pn4Qc0Rd9Ug2Wi7Yk5Mb3Nl6Oe1Tj8Fa4Sh0Gx2Cv7Dz9Xq5Lw3Kr6Jp1Iy8Hu4Gt0Fs
X-Received: by 2002:a17:906:f5a9:b0:ad2:3ac:f06a with SMTP id
 a640c23a62f3a-ad2{number:05}; Mon, 08 Jun 2026 01:01:01 -0700 (PDT)
"""


def new_world(folder: Path, **settings: str) -> World:
    """An installation with keys, whose clock goes on from the morning of 8 June 2026."""
    made = Settings(
        database_url=f"sqlite:///{folder / 'bench.db'}",
        public_url=BASE,
        key_file=str(folder / "keys.json"),
        mail_authserv_id="mx.cocarde.test",
    )
    made = replace(made, **settings)  # type: ignore[arg-type]
    store = Store(made.database_url)
    store.prepare()
    make_keys(made.key_path, catalogue(made.programmes_folder).programmes.values())
    ahead = TODAY - real_now()

    def now() -> datetime:
        return real_now() + ahead

    return World(store, WORDS, made, found, FOLLOWERS, STAFF_ACTIONS, now, RealChance())


def found(_: str) -> LinkCheck:
    """Evidence that is there: looking at it is not what is measured."""
    return LinkCheck("found", 200)


def invite(world: World, mails: list[str]) -> list[Outbox]:
    """A finished mission, a claim and an invitation with a secret for each of these addresses."""
    with world.turn() as turn:
        for mail in mails:
            mission = Mission(
                id=turn.chance.uuid(), programme=PROGRAMME, reference=mail, mail=mail,
                imported_at=turn.at, **MISSION,
            )  # fmt: skip
            turn.db.add(mission)
            turn.db.flush()
            address = people.meet(turn, people.MAIL, mail, name=mission.name, language="fr")
            person = people.person_of(turn, address)
            claim = open_claim(turn, person, PROGRAMME, BADGE, mission=mission)
            move(turn, claim, Move.COMPLETE)
            shown = recap.recap(turn, claim_form.form_of(turn, claim))
            shown = replace(
                shown, letter="invitation", values={**shown.values, "name": mission.name}
            )
            sending.send(turn, address, claim, MessageKind.INVITATION, mail, shown)
        query = select(Outbox).where(Outbox.kind == "invitation", col(Outbox.place).in_(mails))
        return list(turn.db.exec(query.order_by(col(Outbox.place))))


def answers() -> list[bytes]:
    """The mails of `tests/inbox/` with HTML that answer a complete invitation in words."""
    mails = [mail for mail in sorted(INBOX.glob("*.eml")) if Expected.of(mail).claim in INVITED]
    raws = [mail.read_bytes() for mail in mails if Expected.of(mail).words]
    return [raw for raw in raws if b"text/html" in raw and TO in raw and AWA in raw]


def answer(style: bytes, row: Outbox, number: int) -> bytes:
    """A mail of `tests/inbox/` as the reader of this row would have sent it, and as it came in."""
    secret = Message.from_json(row.message).token.encode()
    raw = style.replace(SECRET.encode(), secret).replace(ROW.encode(), tag(row.id).encode())
    raw = raw.replace(AWA, row.place.encode()).replace(DOMAIN, OURS)
    raw = _OWN_ID.sub(b"Message-ID: <%05d." % number, raw, count=1)
    way = _WAY.format(sender=row.place, number=number).replace("\n", "\r\n").encode()
    return way + raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
