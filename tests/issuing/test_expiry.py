"""A badge that is true for two years: what it says, who is told, and how it is had again."""

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.badges.verify.verify import verify
from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Badge, Claim, Outbox
from core.issuing import stored_badges
from core.people import opt_outs, people
from core.programmes.catalogue import read
from tests.world.review_desk import expiring
from tests.world.talking import Talk, badges, texts, word
from tests.world.visitors import REPOSITORY, SITE, issued, revoke, visitor
from tests.world.world import Stage


def two_years(stage: Stage) -> Badge:
    """Lina's badge « Python avancé », true for two years."""
    expiring(stage, "becode", "python-avance", "2 years")
    return issued(stage)


def told(stage: Stage) -> list[str]:
    """What the holder was told of the end of their badge."""
    due(stage.world)
    with stage.world.glance() as turn:
        rows = select(Outbox).where(Outbox.kind == MessageKind.EXPIRY).order_by(col(Outbox.id))
        return [Message.from_json(row.message).text for row in turn.db.exec(rows)]


def reason(stage: Stage, badge: Badge) -> str:
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
        register = stored_badges.register(turn)
        assert png is not None
        return verify(png, recipient=None, register=register, now=stage.clock.at).reason


async def test_both_formats_the_page_and_verifying_say_until_when(either: Stage) -> None:
    badge = two_years(either)
    until = json.loads(badge.credential)["validUntil"]
    assert until == json.loads(badge.assertion)["expires"]
    assert badge.expires_at is not None
    assert until.startswith(f"{badge.expires_at:%Y-%m-%dT}")
    assert badge.expires_at - either.clock.at > timedelta(days=729)
    assert reason(either, badge) == "valid"
    async with visitor(either) as lina:
        assert "Valable jusqu'au" in (await lina.get(f"/b/{badge.id}")).text.replace("&#39;", "'")
        either.clock.at = badge.expires_at + timedelta(seconds=1)
        assert reason(either, badge) == "expired"
        page = (await lina.get(f"/b/{badge.id}")).text
        assert "durée de validité est passée" in page
        assert "Vérifié</strong>" not in page


def test_its_holder_is_told_once_a_month_before(either: Stage) -> None:
    two_years(either)
    either.clock.pass_(days=690)
    assert told(either) == []
    either.clock.pass_(days=15)
    (text,) = told(either)
    assert word("badge.renewal", "fr-informal") in text
    assert REPOSITORY in text
    either.clock.pass_(days=60)
    assert told(either) == [text]


def test_who_was_away_for_years_is_told_that_it_is_over(stage: Stage) -> None:
    two_years(stage)
    stage.clock.pass_(days=900)
    (text,) = told(stage)
    assert "n'est plus valable depuis le" in text


@pytest.mark.parametrize("why", ["revoked", "stop"])
def test_nobody_is_told_of_a_badge_that_is_gone_or_once_they_said_stop(
    stage: Stage, why: str
) -> None:
    badge = two_years(stage)
    if why == "revoked":
        revoke(stage, badge)
    else:
        with stage.world.turn() as turn:
            for door, value in ((people.TERMINAL, "lina"), (people.MAIL, "lina@example.org")):
                address = people.find(turn, door, value)
                assert address is not None
                opt_outs.stop(turn, address, "becode")
    stage.clock.pass_(days=705)
    assert told(stage) == []


def test_it_is_had_again_by_one_yes_and_only_once(either: Stage) -> None:
    old = two_years(either)
    lina = Talk(either, "lina", count=50)
    assert word("claim.held", "fr-informal", badge="Python avancé") in texts(
        lina.say("Python avancé")
    )
    either.clock.pass_(days=705)
    said = texts(lina.say("je veux le badge Python avancé"))
    assert REPOSITORY in said
    assert SITE in said
    lina.say("oui")
    with either.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref).order_by(col(Claim.opened_at).desc())).first()
    Talk(either, "sam", count=50).send(choice=f"approve:{ref}")
    new = next(each for each in badges(either) if each.id != old.id)
    assert new.renews == old.id
    assert new.expires_at is not None
    assert old.expires_at is not None
    assert new.expires_at > old.expires_at
    assert told(either) == []  # they have renewed it
    assert word("claim.held", "fr-informal", badge="Python avancé") in texts(
        lina.say("Python avancé")
    )


def test_a_class_whose_last_day_is_past_is_told_by_check(stage: Stage) -> None:
    expiring(stage, "service-civique", "volontaire", "2026-11-15")
    reading = read(stage.world.settings.programmes_folder / "service-civique")
    (found,) = reading.past(stage.clock.at)
    assert (found.weight, "2026-11-15" in str(found)) == ("beware", True)
    assert reading.past(stage.clock.at - timedelta(days=30)) == ()
