"""Revoking and correcting: all of it or nothing, told to the holder, true everywhere at once."""

import json
from typing import Any

import httpx
import pytest
from sqlmodel import select

from core.badges.openbadges import status_list
from core.due import due
from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.tables import Badge, Case, Revocation
from core.issuing import revoke
from core.issuing.revoke import carry_out_now
from core.issuing.stored_badges import judge, picture
from core.review import revocations
from core.review.revocations import RevocationOrder
from core.staff import StaffMember, add
from core.support import Occasion
from tests.world.cut_store import Cut, failing_at
from tests.world.issued_badges import (
    CIVIC,
    RIGHT,
    WRONG,
    holder,
    member,
    of_two,
    standing,
    volunteer_badge,
)
from tests.world.talking import badges, texts
from tests.world.visitors import visitor
from tests.world.world import Stage

WHY = "Les dates étaient fausses."


def ordered(
    stage: Stage, badge: Badge, by: str = "nour", *, name: str = "", minutes: int | None = 0
) -> Effects:
    """Somebody of the staff revokes the badge, or corrects the name on it."""
    wanted = RevocationOrder(
        member(stage, by), "command", "" if name else WHY, name, minutes=minutes
    )
    with stage.world.turn() as turn:
        revocations.order(turn, turn.db.get_one(Badge, badge.id), wanted)
    return carry_out_now(stage.world, turn.effects)


def refused(stage: Stage, badge: Badge, by: str = "nour", **given: Any) -> str:
    with pytest.raises(Refusal) as why:
        ordered(stage, badge, by, **given)
    return why.value.word


def by_name(stage: Stage, name: str) -> Badge:
    return next(each for each in badges(stage) if holder(each) == name)


def listed(body: bytes, index: int) -> bool:
    encoded = json.loads(body)["credentialSubject"]["encodedList"]
    return status_list.is_set(encoded, status_list.place(index)[1])


async def seen(client: httpx.AsyncClient, badge: Badge) -> dict[str, object]:
    """What anybody sees of a badge at each of its places."""
    lists = json.loads(badge.credential)["credentialStatus"]["statusListCredential"]
    revocations_of = (await client.get(f"/ob2/i/{CIVIC}/revoked.json")).json()
    return {
        "page": (await client.get(f"/b/{badge.id}")).status_code,
        "picture": (await client.get(f"/b/{badge.id}.png")).status_code,
        "assertion": (await client.get(f"/ob2/a/{badge.id}.json")).status_code,
        "status list": listed((await client.get(lists)).content, badge.status_index),
        "revocation list": badge.id in json.dumps(revocations_of["revokedAssertions"]),
    }


GOOD = {"page": 200, "picture": 200, "assertion": 200}
GOOD |= {"status list": False, "revocation list": False}
BAD = {"page": 410, "picture": 410, "assertion": 410}
BAD |= {"status list": True, "revocation list": True}


async def test_a_revoked_badge_is_revoked_everywhere_at_once(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    _, png = picture(stage.world, badge.id)
    async with visitor(stage) as client:
        assert await seen(client, badge) == GOOD
        ordered(stage, badge)
        assert await seen(client, badge) == BAD
        for path in (f"/b/{badge.id}", f"/ob2/a/{badge.id}.json", f"/ob3/b/{badge.id}.json"):
            assert "no-cache" in (await client.get(path)).headers["cache-control"], path
        assert WHY in (await client.get(f"/b/{badge.id}")).text
    with stage.world.glance() as turn:
        assert judge(turn, png).reason == "revoked"


async def test_a_corrected_badge_leaves_its_place_to_another(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    effects = ordered(stage, badge, name=RIGHT)
    assert standing(stage) == {WRONG: False, RIGHT: True}
    new = by_name(stage, RIGHT)
    assert (effects.revoked, effects.badges) == ([badge.id], [new.id])
    async with visitor(stage) as client:
        old_page = (await client.get(f"/b/{badge.id}")).text
        new_page = (await client.get(f"/b/{new.id}")).text
    assert f"/b/{new.id}" in old_page
    assert WRONG not in old_page
    assert f"/b/{badge.id}" in new_page
    for document in (new.credential, new.assertion):
        assert f"/b/{badge.id}" in document.decode()
        assert "Mairie de Lille" in document.decode()
    told = texts(effects)
    assert RIGHT in told
    assert f"/b/{new.id}" in told
    with stage.world.glance() as turn:
        verdict = judge(turn, picture(stage.world, new.id)[1])
    assert (verdict.valid, verdict.reason) == (True, "valid")


def test_the_holder_is_told_why_in_their_language_and_how_to_object(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    effects = ordered(stage, badge)
    assert WHY in texts(effects, "siobhan")
    assert "parler à quelqu'un" in texts(effects, "siobhan")
    assert [b["label"] for b in effects.replies[-1]["buttons"]] == ["Parler à quelqu'un"]


def test_it_can_be_taken_back_as_long_as_a_decision_can(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    ordered(stage, badge, minutes=10)
    assert standing(stage) == {WRONG: True}
    with stage.world.turn() as turn:
        revocations.undo(turn, turn.db.get_one(Badge, badge.id), member(stage, "theo"), "test")
    stage.clock.pass_(minutes=11)
    due(stage.world)
    assert standing(stage) == {WRONG: True}
    ordered(stage, badge, name=RIGHT, minutes=10)
    stage.clock.pass_(minutes=11)
    due(stage.world)
    assert standing(stage) == {WRONG: False, RIGHT: True}
    with stage.world.turn() as turn, pytest.raises(Refusal, match="undo_late"):
        revocations.undo(turn, turn.db.get_one(Badge, badge.id), member(stage, "theo"), "test")


def test_whatever_is_repeated_has_one_effect(either: Stage) -> None:
    badge = volunteer_badge(either)
    ordered(either, badge, name=RIGHT, minutes=10)
    assert refused(either, badge, name=RIGHT) == "revoke.planned"
    assert refused(either, badge, "theo") == "revoke.planned"
    either.clock.pass_(minutes=11)
    due(either.world)
    due(either.world)
    assert standing(either) == {WRONG: False, RIGHT: True}
    assert refused(either, badge, name="Siobhán O'Connel") == "revoke.already_replaced"
    assert refused(either, badge) == "revoke.already_replaced"
    new = by_name(either, RIGHT)
    ordered(either, new)
    assert refused(either, new) == "revoke.already"
    assert standing(either) == {WRONG: False, RIGHT: False}


def test_a_name_can_be_corrected_again(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    ordered(stage, badge, name="Siobhán O'Conell")
    second = by_name(stage, "Siobhán O'Conell")
    stage.clock.pass_(days=40)
    ordered(stage, second, name=RIGHT)
    assert standing(stage) == {WRONG: False, "Siobhán O'Conell": False, RIGHT: True}
    third = by_name(stage, RIGHT)
    assert [each.replaced_by for each in (badge_now(stage, badge), badge_now(stage, second))] == [
        second.id,
        third.id,
    ]


def badge_now(stage: Stage, badge: Badge) -> Badge:
    with stage.world.glance() as turn:
        return turn.db.get_one(Badge, badge.id)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (WRONG, "revoke.same_name"),
        ("  ", "revoke.no_name"),
        ("12345", "revoke.no_name"),
        ("siobhan@example.org", "revoke.no_name"),
        ("S" * 200, "revoke.no_name"),
        ("<img src=x onerror=alert(1)>", "revoke.name_signs"),
        ("{name} %s", "revoke.name_signs"),
        ("\u3164\u2800A", "revoke.name_signs"),
        ("Sio\ufffdbhan", "revoke.name_signs"),
        ("Z" + "\u0300" * 100 + "algo", "revoke.name_signs"),
        ("𝔖iobhan O'Connor", "revoke.name_signs"),
        ("Sиobhan O'Connor", "revoke.name_scripts"),
    ],
)
def test_what_is_no_better_name_changes_nothing(stage: Stage, name: str, word: str) -> None:
    badge = volunteer_badge(stage)
    assert refused(stage, badge, name=name) == word
    assert standing(stage) == {WRONG: True}


def test_only_the_staff_of_the_programme_may_and_nobody_their_own(stage: Stage) -> None:
    badge = volunteer_badge(stage)
    stage.supporter("max", "Max Dubois", "becode", "manager")
    stage.reviewer("sam", "Sam Okafor", CIVIC)
    for who in ("siobhan", "max", "sam"):
        assert refused(stage, badge, who) == "revoke.not_yours", who
    with stage.world.turn() as turn:
        add(turn, StaffMember("siobhan@example.org", CIVIC, "support", WRONG))
    assert refused(stage, badge, "siobhan") == "revoke.own"
    assert standing(stage) == {WRONG: True}


def test_a_cut_in_the_middle_leaves_nothing_half_revoked(either: Stage) -> None:
    badge = volunteer_badge(either)
    ordered(either, badge, name=RIGHT, minutes=10)
    either.clock.pass_(minutes=11)
    with either.world.glance() as turn:
        planned = turn.db.exec(select(Revocation.id)).one()
    cut = 0
    for statement in range(1, 80, 4):
        try:
            with failing_at(statement):
                revoke.carry_out(either.world, planned)
        except Cut:
            cut += 1
            assert standing(either) == {WRONG: True}
        else:
            break
    assert cut > 3
    due(either.world)
    assert standing(either) == {WRONG: False, RIGHT: True}


def test_two_people_revoke_where_the_programme_says_so(stage: Stage) -> None:
    of_two(stage)
    badge = volunteer_badge(stage)
    ordered(stage, badge)
    assert standing(stage) == {WRONG: True}
    with stage.world.glance() as turn:
        case = turn.db.exec(select(Case)).one()
    assert (case.occasion, case.state) == (Occasion.REVOCATION, "open")
    assert WHY in case.why
    assert refused(stage, badge) == "revoke.second_self"
    ordered(stage, badge, "theo")
    assert standing(stage) == {WRONG: False}
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Case.state)).one() == "closed"


def test_one_person_corrects_a_name_even_there(stage: Stage) -> None:
    of_two(stage)
    badge = volunteer_badge(stage)
    ordered(stage, badge, name=RIGHT)
    assert standing(stage) == {WRONG: False, RIGHT: True}
