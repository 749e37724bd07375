"""`cocarde organisation`: a manager lets an organisation join, count and leave, from a terminal."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from core.programmes.evidence.fetch import GuardedFetch
from tests.verifiers import foreign
from tests.world.command import Cocarde
from tests.world.partner import answered, there
from tests.world.world import Stage

ADD = ("organisation", "add", "--programme", "normandie", "--name", "Atelier Nord")
ISSUER = ("--issuer", foreign.PROFILE)
CLASS = ("--class", foreign.CLASS, "--competence", "organiser", "--level", "2")
COUNTED = {"achievement": foreign.CLASS, "competence": "organiser", "level": 2, "name": "Soudure"}


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> foreign.Hosts:
    """The organisation's hosts, which answer whoever asks."""
    found = there()
    monkeypatch.setattr(GuardedFetch, "document", lambda _, url, asked: answered(found, url, asked))
    return found


@pytest.fixture
def cocarde(tmp_path: Path, hosts: foreign.Hosts) -> Cocarde:
    assert not hosts.down
    return Cocarde(tmp_path)


def test_an_organisation_joins_with_a_badge_class_named_by_its_own_document(
    cocarde: Cocarde,
) -> None:
    told = cocarde.json(*ADD, "--alias", "AN", *ISSUER, *CLASS)
    assert (told["slug"], told["aliases"], told["left_at"]) == ("atelier-nord", ["AN"], None)
    assert told["classes"] == [COUNTED]
    assert cocarde.json("organisation", "show", "an") == told
    (listed,) = cocarde.json("organisation", "list", "--programme", "normandie")
    assert listed == told
    shown = cocarde("organisation", "show", "AN")
    assert f"organiser 2  {foreign.CLASS}  Soudure" in shown


def test_all_that_is_wrong_is_told_and_nothing_kept(cocarde: Cocarde) -> None:
    wrong = ("--class", f"https://{foreign.HOST}/none.json", "--competence", "plomberie")
    told = cocarde(*ADD, "--alias", "ADB", *ISSUER, *wrong, "--level", "1", status=2)
    assert "“ADB” is already a name of Atelier du Bocage" in told
    assert "“plomberie” is not a competence" in told
    assert "no document at the address of the badge class" in told
    assert cocarde.json("organisation", "list") == []


def test_silent_hosts_are_told_and_can_be_passed_over(
    cocarde: Cocarde, hosts: foreign.Hosts
) -> None:
    hosts.down = True
    assert "--unchecked" in cocarde(*ADD, *ISSUER, *CLASS, status=2)
    told = cocarde.json(*ADD, *ISSUER, *CLASS, "--unchecked")
    assert told["classes"] == [COUNTED | {"name": ""}]


@pytest.mark.parametrize(
    "text",
    [
        "adresse;compétence;niveau\n{url};S'intégrer;Je maîtrise\n",
        "niveau,badge,nom,adresse\n2,INTEGRER,Soudure,{url}\n\n",
        "{url}\tintegrer\tniveau 2\n",
    ],
)
def test_several_classes_come_from_a_file_as_people_save_it(
    cocarde: Cocarde, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "classes.csv"
    file.write_text(text.format(url=foreign.CLASS), encoding="cp1252")
    cocarde.json(*ADD, *ISSUER)
    told = cocarde.json("organisation", "count", "atelier nord", "--classes", str(file))
    assert told["classes"] == [COUNTED | {"competence": "integrer"}]


def test_a_line_that_cannot_be_read_is_told_by_its_number(cocarde: Cocarde, tmp_path: Path) -> None:
    file = tmp_path / "classes.csv"
    file.write_text(f"{foreign.CLASS};organiser;1\nSoudure;organiser\n", encoding="utf-8")
    cocarde.json(*ADD, *ISSUER)
    told = partial(cocarde, "organisation", "count", "AN", status=2)
    assert "No organisation of that name" in told("--classes", str(file))
    told = partial(cocarde, "organisation", "count", "Atelier Nord", status=2)
    assert "line 2" in told("--classes", str(file))
    assert "No badge class" in told()
    assert "all three" in told("--class", foreign.CLASS, "--level", "1")


def test_one_that_leaves_is_listed_with_its_day(cocarde: Cocarde) -> None:
    cocarde.json(*ADD, *ISSUER, *CLASS)
    left = cocarde.json("organisation", "remove", "Atelier Nord", "--now", "2026-12-01T10:00:00Z")
    assert left["left_at"].startswith("2026-12-01")
    assert left["classes"] == [COUNTED]
    assert "left on 2026-12-01" in cocarde("organisation", "list")
    assert "has left already" in cocarde("organisation", "remove", "Atelier Nord", status=2)


def test_what_was_registered_wrongly_is_taken_back_and_the_organisation_stays(
    cocarde: Cocarde,
) -> None:
    cocarde.json(*ADD, *ISSUER, *CLASS, "--alias", "AN", "--host", "files.example.org")
    remove = ("organisation", "remove", "Atelier Nord")
    wrong = ("--class", foreign.CLASS, *ISSUER, "--alias", "AN", "--host", "files.example.org")
    told = cocarde.json(*remove, *wrong)
    assert [told[name] for name in ("classes", "issuers", "aliases", "hosts")] == [[], [], [], []]
    assert told["left_at"] is None
    assert f"has no {foreign.CLASS}" in cocarde(*remove, "--class", foreign.CLASS, status=2)
    assert "has no AN" in cocarde(*remove, "--alias", "AN", status=2)


def test_two_addresses_of_one_class_are_one_class(cocarde: Cocarde) -> None:
    again = ("--class", foreign.ASSERTION, "--competence", "adapter", "--level", "1")
    told = cocarde(*ADD, *ISSUER, *CLASS, *again, status=2)
    assert f"the badge class {foreign.CLASS} is given twice" in told


def test_a_class_whose_id_is_no_address_has_nothing_to_look_at(cocarde: Cocarde) -> None:
    named = ("--class", "urn:uuid:5b0f1f6c", "--competence", "adapter", "--level", "1")
    told = cocarde.json(*ADD, "--issuer", foreign.did_key(foreign.ED), *named)
    assert [each["achievement"] for each in told["classes"]] == ["urn:uuid:5b0f1f6c"]


def test_check_tells_what_the_programme_file_has_no_more(
    cocarde: Cocarde, tmp_path: Path, stage: Stage
) -> None:
    cocarde.json(*ADD, *ISSUER, *CLASS)
    folder = shutil.copytree(stage.world.settings.programmes_folder, tmp_path / "programmes")
    file = folder / "normandie" / "programme.toml"
    kept = file.read_text(encoding="utf-8").replace('competence = "organiser"', 'competence = "x"')
    partner = f'\n[[partner]]\nname = "Fablab"\nissuers = ["{foreign.PROFILE}"]\n'
    file.write_text(kept + partner, encoding="utf-8")
    told = cocarde("check", status=1, COCARDE_PROGRAMMES=str(folder))
    assert f"{foreign.CLASS} (Atelier Nord) counts for organiser, level 2, which" in told
    assert f"{foreign.PROFILE} is the issuer of Atelier Nord, and that of Fablab too" in told
    shutil.rmtree(folder / "normandie")
    told = cocarde("check", COCARDE_PROGRAMMES=str(folder), status=0)
    assert "Atelier Nord joined the programme normandie, which is no more" in told
