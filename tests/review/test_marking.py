"""A claim sent back: several answers marked, those alone asked again, old and new side by side."""

import pytest
from sqlmodel import col, select

from core.claims.claim_form import form_of
from core.desk.review.by_mail import meant
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox
from tests.world.command import Cocarde
from tests.world.review_desk import REPOSITORY, SITE, Desk, desk
from tests.world.talking import texts
from tests.world.visitors import visitor
from tests.world.world import Stage

NEW_REPOSITORY, NEW_SITE = "https://github.com/lina/meteo2", "https://meteo2.example.org"


@pytest.fixture
def room(stage: Stage) -> Desk:
    return desk(stage, "sam")


def returns(room: Desk, *labels: str) -> None:
    """Sam presses these answers and gives a reason."""
    sam = room.coaches["sam"]
    sam.send(choice=room.choice("return"))
    for label in labels:
        sam.press(label)
    sam.say("Rien ne s'ouvre.")


def test_several_answers_are_marked_and_a_second_press_takes_a_mark_away(room: Desk) -> None:
    sam = room.coaches["sam"]
    sam.send(choice=room.choice("return"))
    sam.press("Dépôt GitHub")
    shown = texts(sam.press("Site du projet"))
    assert "À redemander : Dépôt GitHub, Site du projet" in shown
    shown = texts(sam.press("Ne plus redemander : Dépôt GitHub"))
    assert "À redemander : Site du projet" in shown
    sam.say("Le site ne s'ouvre pas.")
    assert room.wrong() == {"site"}


def test_marking_edits_the_message_that_asks(room: Desk) -> None:
    sam = room.coaches["sam"]
    sam.send(choice=room.choice("return"))
    sam.press("Dépôt GitHub")
    sam.press("Site du projet")
    with room.stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.place == "sam").order_by(col(Outbox.id))
        rows = list(turn.db.exec(query))
    asked, *edits = [row for row in rows if "Que faut-il corriger" in row.message]
    assert [Message.from_json(row.message).edits for row in edits] == [asked.subject] * 2


def test_only_the_marked_questions_are_asked_again(stage: Stage) -> None:
    room = desk(stage, "sam")
    returns(room, "Dépôt GitHub", "Site du projet")
    assert "1/2 · Dépôt GitHub" in texts(room.lina.send(choice=f"again:{room.ref}"))
    assert "2/2 · Site du projet" in texts(room.lina.say(NEW_REPOSITORY))
    assert NEW_REPOSITORY in texts(room.lina.say(NEW_SITE))


def test_old_and_new_stand_side_by_side_on_the_card(room: Desk) -> None:
    returns(room, "Site du projet")
    room.resubmits(NEW_SITE)
    assert room.lina.last is not None
    card = texts(room.lina.last, to="sam")
    assert f"Site du projet, avant : {SITE}\nSite du projet, maintenant : {NEW_SITE}" in card
    assert f"Dépôt GitHub : {REPOSITORY}" in card


def test_what_was_changed_unasked_is_shown_as_changed_too(room: Desk) -> None:
    returns(room, "Site du projet")
    room.lina.send(choice=f"again:{room.ref}")
    room.lina.say(NEW_SITE)
    room.lina.press("Corriger : Dépôt GitHub")
    room.lina.say(NEW_REPOSITORY)
    room.lina.say("oui")
    assert room.lina.last is not None
    assert f"Dépôt GitHub, avant : {REPOSITORY}" in texts(room.lina.last, to="sam")


def test_each_round_is_compared_with_the_last(room: Desk) -> None:
    returns(room, "Site du projet")
    room.resubmits(NEW_SITE)
    returns(room, "Dépôt GitHub")
    room.resubmits(NEW_REPOSITORY)
    assert room.lina.last is not None
    card = texts(room.lina.last, to="sam")
    assert f"Site du projet : {NEW_SITE}" in card
    assert f"Dépôt GitHub, avant : {REPOSITORY}" in card


def test_the_same_reviewer_gets_the_claim_again(stage: Stage) -> None:
    room = desk(stage, "sam")
    for key in ("aab", "aac"):
        stage.reviewer(key, key.capitalize(), "becode")
    returns(room)
    room.resubmits("Corriger", NEW_SITE)
    assert room.lina.last is not None
    assert room.ref in texts(room.lina.last, to="sam")


async def test_the_page_draws_them_in_a_table(room: Desk) -> None:
    returns(room, "Site du projet")
    room.resubmits(NEW_SITE)
    async with visitor(room.stage) as client:
        html = (await client.get(f"/decide/{room.link('sam')}")).text
    assert html.index('<th scope="col">Avant</th><th scope="col">Maintenant</th>') < html.index(
        f'<td class="old">{SITE}</td>'
    )
    assert html.count('class="sides"') == 1


@pytest.mark.parametrize(
    ("reason", "questions"),
    [
        ("le dépôt est vide", ("repository",)),
        ("le site est mort", ("site",)),
        ("le site est mort et le dépôt est vide", ("repository", "site")),
        ("the repository is empty", ("repository",)),
        ("c'est trop court", ()),
        ("le projet est trop court", ("site",)),
    ],
)
def test_a_letter_marks_every_answer_that_its_reason_names(
    room: Desk, reason: str, questions: tuple[str, ...]
) -> None:
    with room.stage.world.glance() as turn:
        claim = turn.db.get_one(Claim, room.claim.id)
        assert meant(form_of(turn, claim), reason) == questions


def test_the_command_marks_several_and_names_the_questions_it_does_not_know(room: Desk) -> None:
    cocarde = Cocarde(room.stage.world.settings.key_path.parent)
    told = ("review", "return", room.ref, "--by", "sam@example.org", "--reason", "Vide.")
    missing = cocarde(*told, "--wrong", "colour", status=2)
    assert "no question colour" in missing
    assert "repository, site" in missing
    assert room.state == "in_review"
    cocarde(*told, "--wrong", "site", "--wrong", "repository")
    assert room.wrong() == {"site", "repository"}
    room.resubmits(NEW_REPOSITORY, NEW_SITE)
    shown = cocarde.json("review", "show", room.ref)
    assert shown["before"] == {"repository": REPOSITORY, "site": SITE}
    assert f"site: {NEW_SITE}  (before: {SITE})" in cocarde("review", "list")


def test_a_mark_for_another_claim_or_of_nothing_is_refused(room: Desk) -> None:
    sam = room.coaches["sam"]
    for choice in (f"wrong:{room.ref}:site", "wrong:nothing1:site"):
        assert "n'attend plus de décision" in texts(sam.send(choice=choice))
    sam.send(choice=room.choice("return"))
    assert "n'attend plus de décision" in texts(sam.send(choice=f"wrong:{room.ref}:colour"))
    sam.say("Rien ne s'ouvre.")
    assert room.wrong() == set()
