"""`check --live`: a mail to itself and back, a message to the chat of the staff, the pages and
their certificates from outside; each step says what happened, how long, and how to mend it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cocarde import live_pages
from core.ground.effects import Outcome
from core.ground.findings import LiveStep, Weight
from core.ground.settings import Settings
from core.ground.tables import StaffGroup
from core.people import people
from mail import listen, live
from tests.servers.mail import MailServers
from tests.servers.mail_talk import RealPost, begun, running
from tests.servers.mailbox_reader import until
from tests.servers.telegram import BotApi, Limits
from tests.servers.web_sites import Page, Site
from tests.world.command import Cocarde
from tests.world.world import Stage

BECODE = "becode"


def json_page(status: int, told: object) -> Page:
    return status, {"Content-Type": "application/json"}, json.dumps(told).encode()


def readyz(status: int, *wrong: str) -> Page:
    return json_page(status, {"wrong": [{"name": each} for each in wrong]})


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(limits=Limits(on=False)) as running_api:
        yield running_api


def mail_settings(servers: MailServers, name: str, **more: str) -> Settings:
    to = servers.create(name)
    urls = {"smtp_url": servers.smtp_url, "imap_url": servers.imap_url(name)}
    return Settings(**(urls | {"mail_address": to} | more))  # type: ignore[arg-type]


def subjects(servers: MailServers, name: str, folder: str) -> list[str]:
    """What lies in a folder, oldest first."""
    client = servers.login(name)
    client.select(folder, readonly=True)
    found = client.uid("SEARCH", "ALL")[1][0] or b""
    parts = "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])"
    told = [client.uid("FETCH", uid.decode(), parts)[1][0] for uid in found.split()]
    client.logout()
    return [each[1].decode().strip() for each in told if isinstance(each, tuple)]


OURS = "Subject: Cocarde: check --live"


def only(steps: Iterator[LiveStep]) -> LiveStep:
    (step,) = steps
    return step


def test_all_is_well_in_one_command(
    mail_servers: MailServers, api: BotApi, stage: Stage, tmp_path: Path
) -> None:
    ours = mail_servers.create("live")
    nour = api.person("Nour", "fr")
    group = api.group("BeCode", [nour])
    with stage.world.turn() as turn:
        turn.db.add(
            StaffGroup(
                id=uuid4(),
                programme=BECODE,
                door=people.TELEGRAM,
                place=str(group.id),
                opened_by=uuid4(),
            )
        )
    with Site({"/readyz": readyz(200, "disk_full")}).running() as site:
        ways: dict[str, Any] = {
            "COCARDE_SMTP_URL": mail_servers.smtp_url,
            "COCARDE_SMTP_URL_2": mail_servers.submission_url("live"),
            "COCARDE_IMAP_URL": mail_servers.imap_url("live"),
            "COCARDE_CA_FILE": str(mail_servers.folder / "tls.pem"),
            "COCARDE_MAIL_ADDRESS": ours,
            "COCARDE_TELEGRAM_API": api.url,
            "COCARDE_TELEGRAM_TOKEN": api.token,
            "COCARDE_PUBLIC_URL": site.base,
            "COCARDE_DATABASE_URL": stage.world.settings.database_url,
        }
        told = Cocarde(tmp_path).json("check", "--live", **ways)
    steps = {(each["about"], each["weight"]): each for each in told["live"]}
    assert "warns of: disk_full" in steps["web", "beware"]["what"]
    assert "watching.md" in steps["web", "beware"]["mend"]
    assert "(becode)" in steps["telegram", "fine"]["what"]
    assert "normandie" in steps["telegram", "beware"]["what"]
    back = [each for each in told["live"] if each["about"] == "mail"]
    assert [each["weight"] for each in back] == ["fine", "fine"]  # each of the two servers
    assert 0 < back[0]["seconds"] < 20
    shown = group.inbox[-1].text
    assert shown.startswith("TEST")
    assert site.base in shown
    assert subjects(mail_servers, "live", "INBOX") == []
    assert subjects(mail_servers, "live", "Cocarde.Done") == [OURS, OURS]


def test_other_mails_stay_where_they_are(mail_servers: MailServers) -> None:
    settings = mail_settings(mail_servers, "livebeside")
    client = mail_servers.login("livebeside")
    client.append("INBOX", "", "", b"Subject: Bonjour\r\n\r\nOui\r\n")
    client.logout()
    assert only(live.look(settings, 20)).finding.weight is Weight.FINE
    assert subjects(mail_servers, "livebeside", "INBOX") == ["Subject: Bonjour"]


async def test_the_running_door_takes_it_as_nothing(
    mail_servers: MailServers, stage: Stage
) -> None:
    ours = mail_servers.create("liverunning")
    talk = begun(stage, RealPost(mail_servers), ours, "awa@example.org")
    async with running(talk.world):
        step = await asyncio.to_thread(lambda: only(live.look(talk.world.settings, 20)))
        assert step.finding.weight is Weight.FINE
    written = live.OwnMail.new(ours).raw()
    assert listen.receive_mail(talk.world, written).outcome is Outcome.IGNORED
    await until(lambda: subjects(mail_servers, "liverunning", "INBOX") == [])
    assert set(talk.worked()) == {Outcome.IGNORED}


def test_a_mail_that_never_comes_back_is_told_with_where_to_look(
    mail_servers: MailServers,
) -> None:
    settings = mail_settings(mail_servers, "livelost")
    other = mail_servers.create("liveelsewhere")
    step = only(live.look(Settings(**{**_fields(settings), "mail_address": other}), 0.6))
    assert step.finding.weight is Weight.WRONG
    assert "did not come back within 0.6 s" in step.finding.what
    assert "spam" in step.finding.mend
    assert "liveelsewhere+live-" in step.finding.mend
    assert step.seconds >= 0.6


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in ("smtp_url", "imap_url")}


def test_a_mail_that_the_server_refuses(mail_servers: MailServers) -> None:
    settings = mail_settings(mail_servers, "liverefused", mail_address="refused@example.org")
    step = only(live.look(settings, 5))
    assert step.finding.weight is Weight.WRONG
    assert "refuses a mail to refused+live-" in step.finding.what
    assert "plus" in step.finding.mend


@pytest.mark.parametrize("setting", ["smtp_url", "imap_url"])
def test_a_server_that_is_away_is_named_by_its_setting(
    mail_servers: MailServers, setting: str
) -> None:
    away = f"{setting[:4]}://lina:sesame-9@127.0.0.1:9"
    settings = mail_settings(mail_servers, f"away{setting[:4]}", **{setting: away})
    step = only(live.look(settings, 5))
    assert step.finding.weight is Weight.WRONG
    assert "127.0.0.1:9 does not answer" in step.finding.what
    assert f"COCARDE_{setting.upper()}" in step.finding.mend
    assert "sesame-9" not in str(step.finding)


def test_a_group_that_put_the_bot_out_and_no_other_chat(
    api: BotApi, stage: Stage, tmp_path: Path
) -> None:
    nour = api.person("Nour", "fr")
    nour.opens_link()
    gone = api.group("BeCode", [nour])
    gone.kicks_bot()
    stage.supporter("nour", "Nour", "normandie", "manager")
    with stage.world.turn() as turn:
        mailbox = people.find(turn, people.MAIL, "nour@example.org")
        assert mailbox is not None
        person = people.person_of(turn, mailbox)
        people.used(turn, people.add_address(turn, person, people.TELEGRAM, str(nour.id)))
        turn.db.add(
            StaffGroup(
                id=uuid4(),
                programme=BECODE,
                door=people.TELEGRAM,
                place=str(gone.id),
                opened_by=person.id,
            )
        )
    told = Cocarde(tmp_path).json(
        "check",
        "--live",
        "1",
        status=1,
        COCARDE_TELEGRAM_API=api.url,
        COCARDE_TELEGRAM_TOKEN=api.token,
        COCARDE_PUBLIC_URL="http://127.0.0.1:9",
        COCARDE_DATABASE_URL=stage.world.settings.database_url,
    )
    kinds = {each["weight"]: each for each in told["live"] if each["about"] == "telegram"}
    assert "kicked" in kinds["wrong"]["what"]
    assert "/here" in kinds["wrong"]["mend"]
    assert "(normandie)" in kinds["fine"]["what"]
    assert nour.inbox[-1].text.startswith("TEST")
    assert "/readyz does not answer" in "".join(each["what"] for each in told["live"])
    assert "no mail was sent" in "".join(each["what"] for each in told["live"])


@pytest.mark.parametrize(
    ("answer", "weight", "said"),
    [
        (readyz(200), Weight.FINE, "all is well"),
        (readyz(503, "store"), Weight.WRONG, "503"),
        (json_page(200, ["another site"]), Weight.WRONG, "out of service"),
        ((502, {}, b"<html>bad gateway</html>"), Weight.WRONG, "502"),
    ],
)
def test_the_pages_are_asked_from_outside(answer: Page, weight: Weight, said: str) -> None:
    with Site({"/readyz": answer}).running() as site:
        step = only(live_pages.look(Settings(public_url=site.base), 1))
    assert step.finding.weight is weight
    assert said in step.finding.what


def test_the_days_left_of_a_certificate_are_told(mail_servers: MailServers) -> None:
    authority = str(mail_servers.folder / "tls.pem")
    base = f"https://127.0.0.1:{mail_servers.ports['imaps']}"
    known = [*live_pages.look(Settings(public_url=base, ca_file=authority), 1)]
    unknown = [*live_pages.look(Settings(public_url=base), 1)]
    assert "the certificate of 127.0.0.1" in known[-1].finding.what
    assert "days" in known[-1].finding.what
    assert unknown[-1].finding.weight is Weight.WRONG
    assert "COCARDE_CA_FILE" in unknown[-1].finding.mend
