"""A change of a programme is tried before it is in force: which of the last decisions it would have
turned, whose, and why; a file that is broken or another's is said to be so. And: which rules are of
no use."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from cocarde.programme import real_answers
from cocarde.programme.preview_stories import asked_in_chat, badges
from cocarde.programme.preview_world import preview_world
from core.audit import versions
from core.due import due
from core.ground.paths import TEMPLATES
from core.ground.tables import Claim, Event
from tests.world.command import Cocarde
from tests.world.talking import Talk
from tests.world.world import Stage, make_stage

CIVIC = TEMPLATES / "programmes" / "service-civique"
LONG, SIX, SHORT = (
    ("2026-01-01", "2026-11-13"),
    ("2026-05-04", "2026-11-13"),
    ("2026-08-01", "2026-11-13"),
)


def volunteer(stage: Stage, key: str, name: str, days: tuple[str, str]) -> str:
    """Somebody on the list asks for the badge and says yes; gives the reference of their claim."""
    stage.mission(
        "service-civique", reference=key, name=name, mail=f"{key}@example.org", starts_on=days[0],
        ends_on=days[1], organisation="Les Passerelles", domain="Solidarité", place="Rouen",
    )  # fmt: skip
    person = stage.known(key, name, f"{key}@example.org")
    talk = Talk(stage, key)
    talk.say("je veux mon badge de service civique")
    talk.say("oui")
    due(stage.world)
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.ref).where(Claim.person_id == person.id)).one()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Three volunteers: of ten months, of six, of three, who is told that it is too short."""
    made = make_stage(tmp_path_factory.mktemp("tried"))
    versions.keep(made.world)
    yield made
    made.world.store.close()


@pytest.fixture(scope="module")
def refs(stage: Stage) -> dict[str, str]:
    told = {"awa": ("Awa Diallo", LONG), "ines": ("Inès Roy", SIX), "tom": ("Tom Petit", SHORT)}
    return {key: volunteer(stage, key, *each) for key, each in told.items()}


@pytest.fixture
def cocarde(stage: Stage, refs: dict[str, str]) -> Cocarde:
    assert refs
    return Cocarde(stage.world.settings.key_path.parent)


def changed(folder: Path, old: str, new: str) -> str:
    """The programme's file with one thing changed, beside its drawing."""
    place = folder / "draft"
    place.mkdir(exist_ok=True)
    for path in CIVIC.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    text = (CIVIC / "programme.toml").read_text(encoding="utf-8")
    assert old in text
    (place / "programme.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(place / "programme.toml")


def test_a_stricter_rule_tells_who_would_not_have_had_the_badge(
    cocarde: Cocarde, refs: dict[str, str]
) -> None:
    file = changed(cocarde.folder, "months = 6", "months = 8")
    before = (cocarde.folder / "cocarde.db").read_bytes()
    told = cocarde.json("programme", "dry-run", file)
    assert (told["ok"], told["looked_at"]) == (True, 3)
    (lost,) = told["turned"]
    assert (lost["claim"], lost["turned"], lost["person"]) == (refs["ines"], "lost", None)
    (why,) = lost["why"]
    assert (why["rule"], why["before"], why["after"]) == ("lasted", "pass", "barred")
    assert "6 months" in why["words"]
    assert [each["change"] for each in told["changes"]] == ["rule_gone", "rule_new"]
    words = cocarde("programme", "dry-run", file, "--names", "--last", "2")
    assert "turned 1 of the last 2 decisions" in words
    assert f"{refs['ines']} (Inès Roy)" in words
    assert "new rule (mission): lasted(mission, months=8)" in words
    assert (cocarde.folder / "cocarde.db").read_bytes() == before


def test_a_milder_rule_tells_who_was_turned_away_and_would_not_have_been(
    cocarde: Cocarde, refs: dict[str, str]
) -> None:
    told = cocarde.json("programme", "dry-run", changed(cocarde.folder, "months = 6", "months = 3"))
    (gained,) = told["turned"]
    assert (gained["claim"], gained["turned"]) == (refs["tom"], "gained")


def test_a_change_of_words_turns_nothing(cocarde: Cocarde) -> None:
    file = changed(cocarde.folder, "Dates de la mission", "Vos dates")
    told = cocarde.json("programme", "dry-run", str(Path(file).parent))
    assert (told["looked_at"], told["turned"], told["changes"]) == (3, [], [])


def test_who_decides_and_what_is_asked_anew_is_told(cocarde: Cocarde) -> None:
    file = changed(cocarde.folder, 'review = { by = "nobody" }', 'review = { by = "coach" }')
    text = Path(file).read_text(encoding="utf-8")
    question = '[[form.mission.question]]\nname = "tutor"\nkind = "text"\n'
    question += 'label.fr = "Tuteur"\nask.fr = "Qui vous a suivi ? Par exemple « Léa »."\n'
    question += 'label.en = "Tutor"\nask.en = "Who looked after you? For example “Léa”."\n\n'
    text = text.replace("[[form.mission.question]]", question + "[[form.mission.question]]", 1)
    Path(file).write_text(text, encoding="utf-8")
    told = cocarde.json("programme", "dry-run", file)
    assert {each["turned"] for each in told["turned"]} == {"seen"}
    assert {each["change"] for each in told["changes"]} == {"question_new", "review"}
    assert told["unanswered"] == [{"badge": "volontaire", "question": "tutor", "claims": 3}]


def test_a_broken_file_is_told_as_by_check(cocarde: Cocarde) -> None:
    file = changed(cocarde.folder, 'kind = "lasted"', 'kind = "lastet"')
    told = cocarde.json("programme", "dry-run", file, status=1)
    assert told["ok"] is False
    assert "lastet" in told["mistakes"][0]
    assert file in told["mistakes"][0]
    assert "nothing was tried" in cocarde("programme", "dry-run", file, status=1)


def test_another_programme_or_none_at_all_is_refused(cocarde: Cocarde) -> None:
    file = Path(changed(cocarde.folder, 'slug = "service-civique"', 'slug = "elsewhere"'))
    assert "'elsewhere'" in cocarde("programme", "dry-run", str(file), status=2)
    file.write_text("", encoding="utf-8")
    assert "Known: becode" in cocarde("programme", "dry-run", str(file), status=2)
    assert "no file" in cocarde("programme", "dry-run", "nowhere.toml", status=2)


def test_half_a_file_is_told_as_by_check(cocarde: Cocarde) -> None:
    file = Path(changed(cocarde.folder, "months = 6", "months = 7"))
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole[: len(whole) // 2] + "\n[[[", encoding="utf-8")
    assert "it is no TOML" in cocarde("programme", "dry-run", str(file), status=1)


def test_health_tells_which_rules_never_objected(cocarde: Cocarde, stage: Stage) -> None:
    told = {
        each["rule"]: each
        for each in cocarde.json("programme", "health", "service-civique", "--since", "2026-01-01")[
            "rules"
        ]
    }
    lasted, ended = told["lasted(mission, months=6)"], told["ended(mission)"]
    assert (lasted["judged"], lasted["passed"], lasted["turned"]) == (3, 2, 1)
    assert lasted["ailments"] == []
    assert ended["ailments"] == ["turned_nobody"]
    words = cocarde("programme", "health", "service-civique", "--since", "2026-01-01")
    assert "Never turned anybody away, in 3 times." in words
    with stage.world.turn() as turn:
        for event in turn.db.exec(select(Event).where(Event.move == "turned_away")):
            assert re.search(r"lasted:mission=barred", event.rules)


def test_health_of_a_programme_where_nothing_was_judged(tmp_path: Path) -> None:
    assert "No verdict" in Cocarde(tmp_path)("programme", "health", "becode")


def test_a_preview_with_real_data_hides_the_name_unless_asked(
    cocarde: Cocarde, refs: dict[str, str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cocarde.environment().items():
            patch.setenv(name, value)
        masked, open_ = (real_answers.of(refs["ines"], names=names) for names in (False, True))
        assert real_answers.of("ines@example.org", names=False) == masked
    assert (open_.name, open_.said["name"]) == ("Inès Roy", "Inès Roy")
    assert masked.name == masked.said["name"] == "Camille Martin"
    assert masked.said["mission"] == "du 4 mai 2026 au 13 novembre 2026"
    with preview_world(CIVIC, masked) as preview:
        (badge,) = badges(preview)
        said = " ".join(each.text for each in asked_in_chat(preview, badge, "fr").said)
    for words in ("du 4 mai 2026 au 13 novembre 2026", "Les Passerelles", "Camille Martin"):
        assert words in said
    assert not re.search("Inès|Roy", said)
    told = cocarde("programme", "preview", "becode", "--as", refs["ines"], status=2)
    assert "of the programme service-civique" in told


def test_a_name_is_hidden_wherever_it_stands() -> None:
    told = "Je suis inès, voir https://github.com/ines/meteo et Mme ROY"
    assert real_answers.hidden(told, ["Inès Roy"]) == (
        "Je suis camille, voir https://github.com/camille/meteo et Mme Martin"
    )
    assert real_answers.hidden("Li a tout lu", ["Li Ba"]) == "Li a tout lu"
