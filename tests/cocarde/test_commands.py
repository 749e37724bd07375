"""The commands of the contract, run as processes: what they print, and their exit status."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from cocarde.installation import open_world
from cocarde.printing import clock
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.settings import read_settings
from core.roster.invitations.letter import write_out
from tests.world.command import Cocarde

ROSTER = (
    "reference;mail;nom complet;début;fin;organisme;domaine\n"
    "SC-1;awa@example.org;Awa Diallo;01/03/2026;16/11/2026;Association Les Passerelles;Solidarité\n"
)
THE_DAY_BEFORE = ("--now", "2026-11-16T10:30:00+01:00")
THE_DAY_AFTER = "2026-11-17T10:30:00+01:00"


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


def roster(cocarde: Cocarde, text: str = ROSTER) -> str:
    path = cocarde.folder / "missions.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def invitation_token(cocarde: Cocarde) -> str:
    """The secret of the invitation, once its words were found as at its delivery."""
    world = open_world(read_settings(cocarde.environment()), now=clock(THE_DAY_AFTER))
    (row,) = outbox.take(world, "mail")
    ready = write_out(world, row)
    world.store.close()
    assert ready is not None
    return Message.from_json(ready.message).token


def mail(folder: Path, token: str, text: str) -> str:
    message = EmailMessage()
    message["From"] = "Awa Diallo <awa@example.org>"
    message["To"] = f"badges+{token}@cocarde.test"
    message["Subject"] = "Re: Votre badge"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    path = folder / "answer.eml"
    path.write_bytes(message.as_bytes())
    return str(path)


def test_a_roster_then_due_then_a_mail_bring_a_badge(cocarde: Cocarde) -> None:
    counts = cocarde.json("roster", "import", roster(cocarde), "--programme", "service-civique")
    assert (counts["added"], counts["refused"]) == (1, [])
    due = cocarde.json("due", "--now", THE_DAY_AFTER)
    assert [row["kind"] for row in due["outbox"]] == ["invitation"]
    assert [move["to"] for move in due["moves"]] == ["draft", "ready"]
    assert "répondez « oui »" in due["replies"][0]["text"]
    token = invitation_token(cocarde)
    path = mail(cocarde.folder, token, "Oui, tout est exact.\n\nAwa")
    told = cocarde.json("receive", "mail", path, "--now", THE_DAY_AFTER)
    assert told["outcome"] == "claim_recorded"
    assert told["new_text"].startswith("Oui")
    assert [move["to"] for move in told["moves"]] == ["approved", "issued"]
    assert len(told["badges"]) == 1
    again = cocarde.json("receive", "mail", path, "--now", THE_DAY_AFTER)
    assert again["outcome"] == "duplicate"
    assert again["moves"] == again["replies"] == again["badges"] == []


def test_as_a_process_it_says_and_ends_the_same(cocarde: Cocarde) -> None:
    words = ("roster", "import", roster(cocarde), "--programme", "service-civique")
    assert "1 added" in cocarde.process(*words)
    assert "1 as before" in cocarde(*words)
    assert "no command 'fly'" in cocarde.process("fly", status=2)


def test_a_dry_run_keeps_nothing(cocarde: Cocarde) -> None:
    words = ("roster", "import", roster(cocarde), "--programme", "service-civique")
    assert cocarde.json(*words, "--dry-run")["added"] == 1
    assert cocarde.json(*words)["added"] == 1


def test_where_each_invitation_stands_is_shown(cocarde: Cocarde) -> None:
    cocarde("roster", "import", roster(cocarde), "--programme", "service-civique")
    words = ("roster", "show", "--programme", "service-civique")
    told = cocarde.json(*words, *THE_DAY_BEFORE)
    assert told["counts"] == {"not ended yet": 1}
    (mission,) = told["missions"]
    assert (mission["reference"], mission["status"]) == ("SC-1", "not ended yet")
    assert mission["at"] == "2026-11-17T10:00:00+01:00"
    cocarde("due", "--now", THE_DAY_AFTER)
    shown = cocarde(*words, "--mail", "Awa@example.org")
    assert "1  waiting to be sent\n" in shown
    assert "SC-1  awa@example.org  Awa Diallo  waiting to be sent from 2026-11-17 10:30" in shown


def test_where_each_invitation_stands_goes_to_a_spreadsheet(cocarde: Cocarde) -> None:
    formula = ROSTER.replace("SC-1", "=SC-1")
    cocarde("roster", "import", roster(cocarde, formula), "--programme", "service-civique")
    file = cocarde.folder / "stands.csv"
    words = ("roster", "show", "--programme", "service-civique")
    cocarde(*words, "--csv", str(file), *THE_DAY_BEFORE)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "reference;mail;name;status;at;why;message;known_by"
    assert lines[1].startswith("'=SC-1;awa@example.org;Awa Diallo;not ended yet;2026-11-17T10:")


def test_dates_that_can_be_read_two_ways_are_asked_about(cocarde: Cocarde) -> None:
    path = roster(cocarde, ROSTER.replace("16/11/2026", "06/11/2026"))
    words = ("roster", "import", path, "--programme", "service-civique")
    assert "--dates day-first" in cocarde(*words, status=2)
    assert cocarde.json(*words, "--dates", "day-first")["added"] == 1


def test_refused_rows_come_back_in_a_file_with_their_reason(cocarde: Cocarde) -> None:
    path = roster(cocarde, ROSTER.replace("awa@example.org", "awa"))
    told = cocarde("roster", "import", path, "--programme", "service-civique", status=1)
    assert "n'est pas une adresse" in told
    back = cocarde.folder / "missions-refused.csv"
    assert "n'est pas une adresse" in back.read_text(encoding="utf-8-sig")


def test_a_telegram_update_is_worked_once(cocarde: Cocarde) -> None:
    person = {"id": 7, "is_bot": False, "first_name": "Lina", "language_code": "fr"}
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1_790_000_000,
            "chat": {"id": 7, "type": "private", "first_name": "Lina"},
            "from": person,
            "text": "/start becode_python-avance",
        },
    }
    path = cocarde.folder / "update.json"
    path.write_text(json.dumps(update), encoding="utf-8")
    told = cocarde.json("receive", "telegram", str(path))
    assert told["outcome"] == "asked"
    assert told["replies"][0]["door"] == "telegram"
    assert "1/3" in told["replies"][0]["text"]
    assert cocarde.json("receive", "telegram", str(path))["outcome"] == "duplicate"


def test_a_coach_awards_from_the_command_line(cocarde: Cocarde) -> None:
    cocarde("staff", "add", "sam@example.org", "--programme", "becode", "--name", "Sam Okafor")
    who = ("--by", "sam@example.org", "--why", "Un conflit de fusion résolu seule.")
    told = cocarde.json("award", "becode", "git", "temi@example.org", *who)
    assert len(told["badges"]) == 1
    again = cocarde("award", "becode", "git", "temi@example.org", *who, status=2)
    assert "a déjà le badge" in again


def test_who_holds_no_role_cannot_award(cocarde: Cocarde) -> None:
    cocarde("staff", "add", "sam@example.org", "--programme", "maillage")
    told = cocarde("award", "becode", "git", "a@example.org", "--by", "sam@example.org", status=2)
    assert "valident" in told


def test_staff_is_added_listed_and_removed(cocarde: Cocarde) -> None:
    cocarde("staff", "add", "sam@example.org", "--programme", "becode", "--name", "Sam Okafor")
    (member,) = cocarde.json("staff", "list")
    assert (member["mail"], member["role"]) == ("sam@example.org", "reviewer")
    cocarde("staff", "remove", "sam@example.org", "--programme", "becode")
    assert cocarde.json("staff", "list") == []


def test_review_says_what_waits_and_refuses_an_unknown_reference(cocarde: Cocarde) -> None:
    assert cocarde.json("review", "list") == []
    told = cocarde("review", "approve", "nothing1", "--by", "sam@example.org", status=2)
    assert "no claim 'nothing1'" in told


def test_keys_are_made_rotated_and_kept(cocarde: Cocarde) -> None:
    cocarde("keys", "create", "becode")
    listed = cocarde.json("keys", "rotate", "becode")
    assert [bool(key["retired"]) for key in listed] == [True, False]
    assert (cocarde.folder / "keys.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("COCARDE_LISTEN", "nowhere", "not host:port"),
        ("COCARDE_MAIL_PACE", "0", "not a number of emails a minute"),
        ("COCARDE_PUBLIC_URL", "ftp://x.test", "does not start with"),
        ("COCARDE_PUBLIC_URL", "http://badges.example.org", "not https"),
        ("COCARDE_PROGRAMMES", "/nowhere/at/all", "is not a folder"),
        ("COCARDE_TELEGRAM_TOCKEN", "1:x", "is no setting"),
        ("COCARDE_SMTP_URL", "smtp://127.0.0.1:9", "does not answer"),
        ("COCARDE_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none", "COCARDE_DATABASE_URL"),
    ],
)
def test_check_tells_a_wrong_setting_and_its_mend(
    cocarde: Cocarde, setting: str, value: str, said: str
) -> None:
    assert said in cocarde("check", status=1, **{setting: value})


def test_check_tells_each_mistake_of_a_programme(cocarde: Cocarde) -> None:
    folder = cocarde.folder / "programmes" / "jardin"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text('slug = "jardin"\nnome = 1\n', encoding="utf-8")
    told = cocarde.json("check", status=1, COCARDE_PROGRAMMES=str(folder.parent))
    abouts = [finding["about"] for finding in told["findings"]]
    assert any(about.endswith("programme.toml, line 2: nome") for about in abouts)
    assert any(about.endswith("programme.toml: badge") for about in abouts)
    assert all(f["mend"] for f in told["findings"] if f["about"].endswith("nome"))


def test_an_unreadable_mail_is_set_aside_and_not_lost(cocarde: Cocarde) -> None:
    path = cocarde.folder / "deep.eml"
    path.write_bytes(b"Subject: x\r\n" + b"A" * 100_000 + b": y\r\n\r\nbody")
    assert cocarde.json("receive", "mail", str(path))["outcome"] == "quarantined"


def test_a_file_that_is_not_there_is_said(cocarde: Cocarde) -> None:
    assert "cannot be read" in cocarde("receive", "mail", "/nowhere.eml", status=2)
    assert "cannot be read" in cocarde("verify", "/nowhere.png", status=2)


def test_a_folder_that_is_not_there_is_said_in_one_line(cocarde: Cocarde) -> None:
    there = str(cocarde.folder / "nowhere" / "b")
    told = cocarde("backup", there, status=2)
    assert f"{cocarde.folder}/nowhere" in told
    assert "Traceback" not in told
    assert "un dossier qui existe" in cocarde("--lang", "fr", "backup", there, status=2)


def test_who_does_it_must_be_told(cocarde: Cocarde) -> None:
    assert "--by" in cocarde("stats", "--link", "--lang", "fr", status=2)


def test_an_unknown_command_shows_those_there_are(cocarde: Cocarde) -> None:
    told = cocarde("fly", status=2)
    assert "no command 'fly'" in told
    assert "verify" in told
