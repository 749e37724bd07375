"""A badge given unasked says what happened: who gave it and why; no reason is lost."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from core.claims import claim_form
from core.claims.claim_form import PERSON
from core.claims.opening import open_claim
from core.claims.states import State
from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.tables import Badge, Claim, Outbox, Person
from core.issuing import issue, stored_badges
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.catalogue import catalogue
from core.review import awards
from tests.world.talking import Talk
from tests.world.visitors import visitor
from tests.world.world import Stage

JUDGED = {
    "fr": ("a lu le code", "essayé", "a parcouru", "a suivi la personne", "confirme qu"),
    "en": ("read the code", "tried", "went through", "followed", "confirmed the account"),
    "nl": ("gelezen", "uitgeprobeerd", "doorgenomen", "gevolgd"),
}


def give(
    stage: Stage,
    why: str,
    *,
    programme: str = "becode",
    badge: str = "git",
    language: str = "fr",
    organisation: str = "",
    name: str = "Sam Okafor",
) -> Badge:
    """Sam gives Temi the badge, and it is issued."""
    stage.known("temi", "Temi Adeyemi", "temi@example.org", language)
    sam = stage.reviewer("sam", name, programme, organisation)
    with stage.world.turn() as turn:
        claim = awards.award(turn, sam, programme, badge, "temi@example.org", why, "test")
    issue.issue(stage.world, claim.id)
    return only(stage)


def told(effects: Effects) -> str:
    return " ".join(reply["text"] for reply in effects.replies)


def only(stage: Stage) -> Badge:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge)).one()


def texts(node: Any) -> Iterator[str]:
    """Every text that stands in a document."""
    if isinstance(node, str):
        yield node
    for below in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from texts(below)


@pytest.mark.parametrize(
    ("language", "who", "unasked"),
    [
        ("fr", "Remis par Sam Okafor (BeCode)", "sans demande"),
        ("en", "Given by Sam Okafor (BeCode)", "unasked"),
        ("nl", "Gegeven door Sam Okafor (BeCode)", "ongevraagd"),
    ],
)
def test_both_formats_say_who_gave_it_and_why_and_not_that_anything_was_tried(
    stage: Stage, language: str, who: str, unasked: str
) -> None:
    badge = give(stage, "She mended our build.", language=language)
    credential, assertion = json.loads(badge.credential), json.loads(badge.assertion)
    for document in (credential, assertion):
        (evidence,) = document["evidence"]
        assert evidence["name"] == who
        assert evidence["narrative"] == "She mended our build."
    narrative = credential["credentialSubject"]["narrative"]
    assert "Sam Okafor (BeCode)" in narrative
    assert "She mended our build." in narrative
    assert "narrative" not in assertion  # some importers would show it in place of the evidence
    criteria = credential["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert unasked in criteria
    with stage.world.glance() as turn:
        hosted = stored_badges.register(turn).document(assertion["badge"])
    assert hosted is not None
    assert json.loads(hosted)["criteria"]["narrative"].startswith(criteria)
    whole = " ".join((*texts(credential), *texts(assertion), criteria))
    assert [said for said in JUDGED[language] if said in whole] == []


PROGRAMMES = [
    ("becode", "prise-de-parole", ""),
    ("biklab", "cooperation", ""),
    ("maillage", "porteur-de-projet", "La Fabrique du Beffroi"),
    ("normandie", "partenaire-organiser-1", "Atelier du Bocage"),
]


@pytest.mark.parametrize(("programme", "badge", "organisation"), PROGRAMMES)
def test_no_programme_says_of_an_award_how_it_judges_claims(
    stage: Stage, programme: str, badge: str, organisation: str
) -> None:
    made = give(stage, "Bravo.", programme=programme, badge=badge, organisation=organisation)
    known = catalogue(stage.world.settings.programmes_folder)
    said = " ".join(texts(json.loads(made.credential)))
    assert known.badge(programme, badge).criteria["fr"] not in said
    house = organisation or known[programme].name["fr"]
    assert f"Remis par Sam Okafor ({house})" in said


async def test_its_page_and_its_letter_say_so_too(stage: Stage) -> None:
    badge = give(stage, "Elle a réparé notre chaîne.")
    async with visitor(stage) as client:
        html = (await client.get(f"/b/{badge.id}")).text
    assert "Remis par Sam Okafor (BeCode)" in html
    assert "Elle a réparé notre chaîne." in html
    assert "essayé le résultat" not in html
    with stage.world.glance() as turn:
        message = turn.db.exec(select(Outbox).where(Outbox.kind == "badge")).one().message
    assert "Sam Okafor (BeCode) te remet ce badge" in json.loads(message)["text"]


def test_a_badge_that_was_judged_keeps_its_criteria(stage: Stage) -> None:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    stage.reviewer("sam", "Sam Okafor", "becode")
    lina = Talk(stage, "lina")
    for line in ("Python avancé", "https://github.com/lina/meteo https://meteo.example.org", "oui"):
        lina.say(line)
    with stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    Talk(stage, "sam").send(choice=f"approve:{ref}")
    said = " ".join(texts(json.loads(only(stage).credential)))
    assert "essayé le projet" in said
    assert "Remis par" not in said


UNSEEN = {
    "tab": "\t",
    "bell": "\a",
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "right to left override": "\u202e",
    "isolate": "\u2066",
    "escape": "\x1b",
    "null": "\0",
    "delete": "\x7f",
    "next line": "\x85",
    "vertical tab": "\v",
    "form feed": "\f",
    "carriage return": "\r",
    "line separator": "\u2028",
    "soft hyphen": "\xad",
    "lone surrogate": "\ud83d",
    "private use": "\ue000",
    "tag letter": "\U000e0041",
}


@pytest.mark.parametrize("letter", UNSEEN.values(), ids=UNSEEN)
def test_a_letter_that_nobody_sees_does_not_lose_the_award(either: Stage, letter: str) -> None:
    badge = give(either, f"{letter}Elle a{letter} aidé{letter}\nson équipe{letter}")
    (evidence,) = json.loads(badge.credential)["evidence"]
    assert " ".join(evidence["narrative"].split()) == "Elle a aidé son équipe"


LETTERS = ["Bravo\ttoi\a !", "Bravo 👩🏽‍💻 !", "مبروك", "恭喜\u3000你", "a\n\n\nb"]


@pytest.mark.parametrize("why", LETTERS)
def test_an_award_in_the_chat_comes_through_with_its_words(stage: Stage, why: str) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = Talk(stage, "sam")
    for line in ("/award git temi@example.org", why, "oui"):
        sam.say(line)
    (evidence,) = json.loads(only(stage).credential)["evidence"]
    assert evidence["narrative"].split() == awards.reason(why).split()


@pytest.mark.parametrize("why", ["\u200b", "\a\t", "\u2060 \u200b"])
def test_a_reason_of_which_nothing_is_left_is_asked_again(stage: Stage, why: str) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = Talk(stage, "sam")
    sam.say("/award git temi@example.org")
    assert "Pour quelle raison" in told(sam.say(why))
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Claim)).all() == []


def test_a_reason_too_long_for_a_badge_is_asked_again_and_nothing_is_cut(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    sam = Talk(stage, "sam")
    sam.say("/award git temi@example.org")
    assert "1000" in told(sam.say("bien " * 300))
    sam.say("Elle a aidé son équipe.")
    sam.say("oui")
    assert "Elle a aidé son équipe." in only(stage).credential.decode()


def test_without_a_reason_it_says_who_and_that_nobody_asked(stage: Stage) -> None:
    (evidence,) = json.loads(give(stage, "").credential)["evidence"]
    assert evidence["name"] == "Remis par Sam Okafor (BeCode)"
    assert "sans demande" in evidence["narrative"]


def test_a_giver_known_by_an_address_alone_is_the_team(stage: Stage) -> None:
    badge = give(stage, "Bravo.", name="sam@example.org")
    assert "Remis par l'équipe de BeCode" in badge.credential.decode()
    assert "sam@example.org" not in badge.credential.decode()


def test_what_the_learner_had_begun_to_type_is_not_signed(stage: Stage) -> None:
    """Temi had half a claim: nobody has looked at it, and she has not said yes to it."""
    temi = stage.known("temi", "Temi Adeyemi", "temi@example.org")
    sam = stage.reviewer("sam", "Sam Okafor", "becode")
    with stage.world.turn() as turn:
        claim = open_claim(turn, temi, "becode", "git")
        form = claim_form.form_of(turn, claim)
        name = form.questions[0].name
        claim_form.record(
            turn, form, name, CheckedAnswer(value="https://example.org/x", said="x"), PERSON
        )
    with stage.world.turn() as turn:
        awards.award(turn, sam, "becode", "git", "temi@example.org", "Bravo.", "test")
    issue.issue(stage.world, claim.id)
    badge = only(stage)
    assert "example.org/x" not in badge.credential.decode()
    assert [each["narrative"] for each in json.loads(badge.credential)["evidence"]] == ["Bravo."]


def test_what_the_roster_says_stays_beside_the_giver_s_words(stage: Stage) -> None:
    stage.mission(
        "service-civique",
        reference="SC-1",
        given_name="Awa",
        family_name="Diallo",
        mail="temi@example.org",
        starts_on="2025-12-01",
        ends_on="2026-06-30",
        organisation="Les Passerelles",
    )
    made = give(stage, "Bravo.", programme="service-civique", badge="volontaire")
    subject = json.loads(made.credential)["credentialSubject"]
    assert subject["activityStartDate"].startswith("2025-12-01")
    said = " ".join(texts(json.loads(made.credential)))
    for words in ("Awa Diallo", "Les Passerelles", "Remis par Sam Okafor"):
        assert words in said
    assert "dure" not in subject["achievement"]["criteria"]["narrative"]


def test_an_award_by_the_command_with_a_reason_too_long_is_refused(stage: Stage) -> None:
    sam = stage.reviewer("sam", "Sam Okafor", "becode")
    with stage.world.turn() as turn, pytest.raises(Refusal, match=r"award\.long"):
        awards.award(turn, sam, "becode", "git", "temi@example.org", "x" * 1001, "test")


def test_its_badge_is_true_and_for_its_person(stage: Stage) -> None:
    badge = give(stage, "Bravo.")
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
        assert png is not None
        assert stored_badges.judge(turn, png, "TEMI@example.org").valid is True
        claim: UUID = badge.claim_id
        assert turn.db.get_one(Claim, claim).state == State.ISSUED
        assert turn.db.get_one(Person, badge.person_id).name == "Temi Adeyemi"
