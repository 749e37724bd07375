"""A school's intranet wants to know when somebody claims a badge and when it is there."""

import asyncio
import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlmodel import select

from core.claims import announcing
from core.ground.errors import DeliveryError, Trouble
from core.ground.paths import ROOT
from core.ground.rows import outbox
from core.ground.settings import Settings
from core.ground.tables import Badge, Case, Outbox
from core.issuing import revoke
from core.programmes.catalogue import read
from core.programmes.evidence.guarded_request import GuardedRequest
from tests.webhooks.receiver import (
    PLACE,
    SECRET,
    Receiver,
    hook,
    listening,
    operator,
    verified,
    with_lines,
)
from tests.world.command import Cocarde
from tests.world.visitors import claimed, issued
from tests.world.world import Stage
from webhooks import check, deliver, sign

SETTINGS = {"webhook_secrets": f"intranet={SECRET}", "internal_hosts": "127.0.0.1"}


@pytest.fixture
def intranet() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


@pytest.fixture
def told(either: Stage, intranet: Receiver, tmp_path: Path) -> Stage:
    """An installation, on each engine, whose BeCode tells the intranet everything."""
    with_lines(either, tmp_path, hook(intranet.url), **SETTINGS)
    return either


@pytest.fixture
def telling(stage: Stage, intranet: Receiver, tmp_path: Path) -> Stage:
    with_lines(stage, tmp_path, hook(intranet.url), **SETTINGS)
    return stage


def send(stage: Stage) -> int:
    request = deliver.requests_of(stage.world)
    return asyncio.run(deliver.deliver_due(stage.world, request))


def rows(stage: Stage) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).where(Outbox.door == "webhook").order_by("id")))


def test_each_step_is_told_once_signed_and_without_a_name(told: Stage, intranet: Receiver) -> None:
    badge = issued(told)
    while send(told):
        pass
    assert intranet.kinds == [
        "claim.opened", "claim.completed", "claim.submitted", "claim.approved",
        "claim.issued", "badge.issued",
    ]  # fmt: skip
    now = told.clock.at.timestamp()
    events = [verified(headers, body, SECRET, now) for headers, body in intranet.came]
    assert events[-1]["data"] == {
        "programme": "becode",
        "badge": badge.id,
        "claim": str(badge.claim_id),
        "badge_class": "python-avance",
        "page": f"https://badges.example.org/b/{badge.id}",
        "issuer": "becode",
    }
    assert events[2]["data"]["from"] == "ready"
    assert events[2]["data"]["to"] == "in_review"
    everything = b" ".join(body for _, body in intranet.came).lower()
    for private in (b"lina", b"haddad", b"example.org/meteo", b"sam", b"github"):
        assert private not in everything
    assert len(set(intranet.ids)) == len(intranet.ids)
    assert {row.state for row in rows(told)} == {outbox.SENT}
    assert {row.remote_id for row in rows(told)} == {"HTTP 204"}


def test_a_revocation_is_told_without_its_reason(telling: Stage, intranet: Receiver) -> None:
    issued(telling)
    with telling.world.turn() as turn:
        revoke.revoke(turn, turn.db.exec(select(Badge)).one(), "Lina n'était pas là.")
    while send(telling):
        pass
    assert intranet.kinds[-2:] == ["badge.issued", "badge.revoked"]
    assert "Lina" not in intranet.came[-1][1].decode()


def test_a_programme_that_names_no_webhook_tells_nobody(stage: Stage) -> None:
    issued(stage)
    assert rows(stage) == []


def test_only_what_was_asked_for_is_told(stage: Stage, intranet: Receiver, tmp_path: Path) -> None:
    lines = hook(intranet.url, 'events = ["badge.*", "claim.refused"]')
    with_lines(stage, tmp_path, lines, **SETTINGS)
    issued(stage)
    while send(stage):
        pass
    assert intranet.kinds == ["badge.issued"]


def test_a_turn_that_fails_tells_nothing(telling: Stage) -> None:
    claimed(telling)
    before = len(rows(telling))
    with pytest.raises(ZeroDivisionError), telling.world.turn() as turn:
        announcing.announce(turn, "becode", "claim.refused", {}, "1")
        raise ZeroDivisionError
    assert len(rows(telling)) == before


def test_a_receiver_that_is_away_gets_all_of_it_later_in_order_with_the_same_ids(
    told: Stage, intranet: Receiver
) -> None:
    claimed(told)
    intranet.answers += [(500, {})] * 3
    send(told)
    first = list(intranet.ids)
    assert len(first) == 3
    assert send(told) == 0  # not before its time
    told.clock.pass_(seconds=30)
    send(told)
    assert intranet.ids[3:] == first
    assert {row.attempts for row in rows(told)} == {1}
    later = verified(*intranet.came[-1], SECRET, told.clock.at.timestamp())
    assert later["type"] == "claim.submitted"


def test_a_kill_between_the_answer_and_our_note_sends_the_same_event_again(
    telling: Stage, intranet: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(telling)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "sent", killed)
        row = outbox.take(telling.world, "webhook", 1)[0]
        with pytest.raises(KeyboardInterrupt):
            deliver.post(telling.world, deliver.requests_of(telling.world), row)
    telling.dies()
    while send(telling):
        pass
    twice = [name for name in intranet.ids if intranet.ids.count(name) == 2]
    assert twice == [intranet.ids[0]] * 2  # which its id tells the receiver
    assert len(set(intranet.ids)) == len(rows(telling)) == 3


def test_a_receiver_that_asks_for_time_gets_it_and_one_that_is_gone_is_left(
    telling: Stage, intranet: Receiver
) -> None:
    claimed(telling)
    intranet.answers += [(429, {"Retry-After": "600"}), (410, {}), (302, {"Location": "/"})]
    send(telling)
    busy, gone, led = rows(telling)
    assert busy.due_at - telling.clock.at == timedelta(seconds=600)
    assert gone.state == outbox.DEAD
    assert (led.state, led.error) == (outbox.WAITING, f"{PLACE}: HTTP 302")  # never followed
    assert len(intranet.came) == 3


def test_after_five_days_it_is_given_up_and_told_and_can_be_sent_again(
    telling: Stage, intranet: Receiver, tmp_path: Path
) -> None:
    claimed(telling)
    intranet.answers += [(503, {})] * 100
    send(telling)
    telling.clock.pass_(days=6)
    send(telling)
    assert {row.state for row in rows(telling)} == {outbox.DEAD}
    with telling.world.glance() as turn:
        told = turn.db.exec(select(Case)).one()  # one for all of a receiver
    assert (told.occasion, told.programme) == ("lost_event", PLACE.partition("/")[0])
    assert "HTTP 503" in told.why
    cocarde = operator(telling, tmp_path)
    findings = cocarde.json("check")["findings"]
    (found,) = [each for each in findings if each["about"] == "webhook"]
    assert found["what"] == f"3 events were given up; the last: {PLACE}: HTTP 503."
    assert cocarde.json("webhooks", "again") == {"again": 3}
    intranet.answers.clear()
    telling.clock.pass_(days=10_000)  # the command has the real clock
    while send(telling):
        pass
    assert {row.state for row in rows(telling)} == {outbox.SENT}


def test_the_operator_sees_each_delivery_and_can_try_one(
    telling: Stage, intranet: Receiver, tmp_path: Path
) -> None:
    claimed(telling)
    intranet.answers += [(204, {}), (500, {})]
    send(telling)
    cocarde = operator(telling, tmp_path)
    log = cocarde.json("webhooks", "list", PLACE)
    assert [(each["type"], each["state"], each["answer"]) for each in reversed(log)] == [
        ("claim.opened", "sent", "HTTP 204"),
        ("claim.completed", "waiting", f"{PLACE}: HTTP 500"),
        ("claim.submitted", "sent", "HTTP 204"),
    ]
    assert "claim.submitted" in cocarde("webhooks")
    assert cocarde.json("webhooks", "ping", PLACE)["answer"] == "HTTP 204"
    assert intranet.kinds[-1] == "ping"
    assert "no webhook" in cocarde("webhooks", "ping", "becode/nobody", status=1)
    assert "PROGRAMME/NAME" in cocarde("webhooks", "ping", status=2)


def test_a_new_secret_is_one(tmp_path: Path) -> None:
    assert len(sign.key(Cocarde(tmp_path)("webhooks", "secret").strip())) == 32


def test_while_a_secret_changes_both_are_right(telling: Stage, intranet: Receiver) -> None:
    new = "whsec_" + base64.b64encode(b"n" * 24).decode()
    changed = replace(telling.world.settings, webhook_secrets=f"intranet={new} {SECRET}")
    telling.world = replace(telling.world, settings=changed)
    claimed(telling)
    send(telling)
    now = telling.clock.at.timestamp()
    for secret in (new, SECRET):
        assert verified(*intranet.came[0], secret, now)["type"] == "claim.opened"
    headers, body = intranet.came[0]
    with pytest.raises(AssertionError, match="not theirs"):
        verified(headers, body.replace(b"opened", b"issued"), SECRET, now)
    with pytest.raises(AssertionError, match="an old one"):
        verified(headers, body, SECRET, now + 301)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", SECRET[6:]])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(Trouble, match="no secret of a webhook"):
        sign.key(secret)


def test_the_signature_is_that_of_the_specification() -> None:
    """The example that Standard Webhooks' own libraries are tested with."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    key = sign.key(secret)
    signed = b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + body
    assert sign.mac(key, signed) == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hooks.example.org/x", "no address that may be asked"),
        ("https://lina:pw@hooks.example.org/", "no address that may be asked"),
        ("https://hooks.example.org:8443/", "no address that may be asked"),
        ("https://10.0.0.7/", "its address is not public"),
        ("https://intranet.test/", "its address is not public"),
        ("https://[::1]/", "its address is not public"),
        ("ftp://hooks.example.org/", "no address that may be asked"),
        ("https:///", "no address that may be asked"),
    ],
)
def test_no_event_goes_where_the_operator_did_not_say(url: str, why: str) -> None:
    request = GuardedRequest(resolve=lambda host, port: ["10.0.0.7"])
    with pytest.raises(DeliveryError, match=why) as stopped:
        request("POST", url, headers={})
    assert not stopped.value.permanent


def test_check_says_what_keeps_events_here(stage: Stage, tmp_path: Path) -> None:
    with_lines(stage, tmp_path, hook("http://hooks.example.org/x"), webhook_secrets="other=abc")
    found = {each.what: each.mend for each in check.look(stage.world.settings)}
    assert set(found) == {
        "events would go to http://hooks.example.org/x without TLS.",
        "it has no secret, so nothing leaves.",
        "no programme has a webhook named other.",
    }
    assert all(found.values())


def test_a_mistake_in_the_file_is_told_with_what_there_is(stage: Stage, tmp_path: Path) -> None:
    lines = hook("https://a.example.org", 'events = ["badge.lost"]\n') + hook(
        "https://b.example.org"
    )
    with_lines(stage, tmp_path, lines)
    path = Path(stage.world.settings.programmes) / "becode"
    told = "\n".join(map(str, read(path).mistakes))
    assert "there is no event 'badge.lost'" in told
    assert "badge.revoked" in told
    assert "more than one webhook is named 'intranet'" in told


def test_the_secrets_of_webhooks_are_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    from core.ground.logs import Redaction

    redact = Redaction(Settings(webhook_secrets=f"a={SECRET},b=whsec_b2s="))
    assert redact(f"{SECRET} whsec_b2s=") == "[hidden] [hidden]"


def test_the_log_keeps_the_very_bytes_that_left(telling: Stage, intranet: Receiver) -> None:
    """The badge's id too: it looks like a secret and is none."""
    badge = issued(telling)
    while send(telling):
        pass
    assert rows(telling)[-1].message.encode() == intranet.came[-1][1]
    assert json.loads(rows(telling)[-1].message)["data"]["badge"] == badge.id


def test_the_receiver_of_the_page_takes_what_is_sent_and_nothing_else(
    telling: Stage, intranet: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    claimed(telling)
    send(telling)
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    known: dict[str, Any] = {}
    exec(code.replace("…what stands behind whsec_…", SECRET.removeprefix("whsec_")), known)
    receive, (headers, body) = known["receive"], intranet.came[0]
    with time_machine.travel(telling.clock.at):
        assert [receive(headers, body), receive(headers, body)] == [204, 204]
        assert capsys.readouterr().out.count("claim.opened") == 1
        assert receive({**headers, "webhook-id": "msg_1"}, body) == 401
    with time_machine.travel(telling.clock.at + timedelta(minutes=6)):
        assert receive(headers, body) == 401
    assert len(code.strip().splitlines()) <= 20
