"""One person, many addresses: what goes over to the host, what comes back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from core.claims.moves import move
from core.claims.opening import open_claim
from core.claims.states import Move, State
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import (
    Address,
    Badge,
    Case,
    Claim,
    Conversation,
    Link,
    Outbox,
    Person,
    Role,
    Token,
)
from core.ground.world import runs_again
from core.issuing.issue import issue
from core.joining import join, split
from core.people import people, tokens
from core.people.joined import living, onward, selves
from core.people.opt_outs import stop, stopped
from core.people.tokens import Purpose
from core.staff import StaffMember
from core.staff import add as add_member
from tests.world.linked_people import AWA, BEN, badge, linked, mail, pair, parted, who
from tests.world.talking import Talk
from tests.world.world import Stage


def test_everything_goes_over_and_comes_back(either: Stage) -> None:
    pair(either)
    either.reviewer("sam", "Sam Okafor", "becode")
    with either.world.turn() as turn:
        ben = who(turn, BEN)
        claim = open_claim(turn, ben, "becode", "sql")
        add_member(turn, StaffMember(BEN, "biklab", "support", "Ben"))
        case = Case(
            id=turn.chance.uuid(), ref="abcdef", occasion="human", subject="x", state="open",
            person_id=ben.id, assignee_id=ben.id, opened_at=turn.at,
        )  # fmt: skip
        turn.db.add(case)
        tokens.give(turn, Purpose.CLAIM, mail(turn, BEN), claim)
        to = To("mail", BEN, ben.id)
        outbox.put(turn, to, MessageKind.AGAIN, "1", Message("Bonjour", "fr"))
    held = badge(either, BEN)
    link = linked(either)
    with either.world.glance() as turn:
        awa = who(turn, AWA)
        assert who(turn, BEN).id == awa.id
        owners = {
            turn.db.get_one(Claim, claim.id).person_id,
            turn.db.get_one(Badge, held).person_id,
            turn.db.get_one(Case, case.id).person_id,
            turn.db.get_one(Case, case.id).assignee_id,
            turn.db.exec(select(Token.person_id).where(Token.purpose == Purpose.CLAIM)).first(),
            turn.db.exec(select(Outbox.person_id).where(Outbox.kind == MessageKind.AGAIN)).one(),
            turn.db.exec(select(Role.person_id).where(Role.programme == "biklab")).one(),
        }
        assert owners == {awa.id}
        assert living(turn, turn.db.get_one(Person, ben.id)).id == awa.id
    assert parted(either, link)
    with either.world.glance() as turn:
        assert who(turn, BEN).id == ben.id
        assert turn.db.get_one(Claim, claim.id).person_id == ben.id
        assert turn.db.get_one(Badge, held).person_id == ben.id
        assert turn.db.get_one(Case, case.id).assignee_id == ben.id


def test_two_who_hold_the_same_badge_both_keep_it(either: Stage) -> None:
    pair(either)
    of_awa, of_ben = badge(either, AWA), badge(either, BEN)
    link = linked(either)
    with either.world.glance() as turn:
        awa = who(turn, AWA)
        mine = selves(turn, awa)
        held = {turn.db.get_one(Badge, each).person_id for each in (of_awa, of_ben)}
        assert held == set(mine)
    assert parted(either, link)
    with either.world.glance() as turn:
        assert turn.db.get_one(Badge, of_ben).person_id == who(turn, BEN).id


def test_the_claim_that_is_further_stays(either: Stage) -> None:
    """Ben's waits for a reviewer, Awa's is a draft: nobody has to wait anew."""
    pair(either)
    with either.world.turn() as turn:
        draft = open_claim(turn, who(turn, AWA), "becode", "sql")
        waiting = open_claim(turn, who(turn, BEN), "becode", "sql")
        for step in (Move.COMPLETE, Move.SUBMIT):
            move(turn, waiting, step)
    link = linked(either)
    assert states(either, draft, waiting) == [State.WITHDRAWN, State.IN_REVIEW]
    assert parted(either, link)
    assert states(either, draft, waiting) == [State.DRAFT, State.IN_REVIEW]


def states(stage: Stage, *claims: Claim) -> list[str]:
    with stage.world.glance() as turn:
        return [turn.db.get_one(Claim, claim.id).state for claim in claims]


def test_two_approved_claims_become_one_badge_and_two_after_parting(either: Stage) -> None:
    pair(either)
    with either.world.turn() as turn:
        claims = [open_claim(turn, who(turn, each), "becode", "sql") for each in (AWA, BEN)]
        for claim in claims:
            move(turn, claim, Move.AWARD)
    link = linked(either)
    assert sorted(states(either, *claims)) == [State.APPROVED, State.WITHDRAWN]
    for claim in claims:
        issue(either.world, claim.id)
    assert parted(either, link)
    with either.world.turn() as turn:
        back = turn.db.get_one(Claim, claims[1].id)
    assert back.state == State.APPROVED
    issue(either.world, back.id)
    with either.world.glance() as turn:
        assert {b.person_id for b in turn.db.exec(select(Badge))} == {
            who(turn, AWA).id,
            who(turn, BEN).id,
        }


def test_who_holds_the_badge_claims_it_no_more(either: Stage) -> None:
    """Else a reviewer could approve what can never be issued."""
    pair(either)
    badge(either, AWA, "sql")
    with either.world.turn() as turn:
        claim = open_claim(turn, who(turn, BEN), "becode", "sql")
    link = linked(either)
    assert states(either, claim) == [State.WITHDRAWN]
    assert parted(either, link)
    assert states(either, claim) == [State.DRAFT]


def test_a_stop_follows_its_address(stage: Stage) -> None:
    pair(stage)
    with stage.world.turn() as turn:
        stop(turn, mail(turn, BEN), "becode")
    linked(stage)
    with stage.world.glance() as turn:
        assert stopped(turn, mail(turn, BEN), "becode")
        assert not stopped(turn, mail(turn, AWA), "becode")


# What came after


def test_a_badge_issued_meanwhile_goes_where_the_address_is_that_it_bears(either: Stage) -> None:
    pair(either)
    with either.world.turn() as turn:
        to_awa = open_claim(turn, who(turn, BEN), "becode", "sql")
        to_ben = open_claim(turn, who(turn, BEN), "becode", "git")
    link = linked(either)
    with either.world.turn() as turn:
        move(turn, turn.db.get_one(Claim, to_awa.id), Move.AWARD)
    (first,) = issue(either.world, to_awa.id).badges
    with either.world.turn() as turn:
        people.prefer(turn, mail(turn, BEN))
        move(turn, turn.db.get_one(Claim, to_ben.id), Move.AWARD)
    (second,) = issue(either.world, to_ben.id).badges
    assert parted(either, link)
    with either.world.glance() as turn:
        for made, claim, value in ((first, to_awa, AWA), (second, to_ben, BEN)):
            held = turn.db.get_one(Badge, made)
            assert held.revoked_at is None
            assert held.person_id == who(turn, value).id
            assert turn.db.get_one(Claim, claim.id).person_id == held.person_id


def test_an_undone_guest_can_open_nothing_of_the_hosts(stage: Stage) -> None:
    """Neither by the chat that stood at a claim, nor by a letter that came meanwhile."""
    pair(stage)
    Talk(stage, "awa").say("Python avancé")
    link = linked(stage)
    with stage.world.turn() as turn:
        claim = people.open_claims(turn, who(turn, AWA))[0]
        secret = tokens.give(turn, Purpose.CLAIM, mail(turn, BEN), claim)
        chat = Conversation(
            door="mail", place=BEN, address_id=mail(turn, BEN).id, claim_id=claim.id,
            updated_at=turn.at,
        )  # fmt: skip
        turn.db.add(chat)
    assert parted(stage, link)
    with stage.world.glance() as turn:
        assert tokens.find(turn, secret) is None
        assert turn.db.get_one(Conversation, ("mail", BEN)).claim_id is None
        assert turn.db.get_one(Conversation, ("terminal", "awa")).claim_id == claim.id


def test_parting_in_the_middle_leaves_the_later_link_whole(either: Stage) -> None:
    """Ben became Awa, Awa became Cem; Ben goes: Awa is Cem still."""
    pair(either)
    either.known("cem", "Cem", "cem@example.org")
    with either.world.turn() as turn:
        of_ben = open_claim(turn, who(turn, BEN), "becode", "sql")
        of_cem = open_claim(turn, who(turn, "cem@example.org"), "becode", "sql")
    first = linked(either, BEN, AWA)
    second = linked(either, AWA, "cem@example.org")
    assert states(either, of_ben, of_cem) == [State.WITHDRAWN, State.DRAFT]
    assert parted(either, first)
    assert states(either, of_ben, of_cem) == [State.DRAFT, State.DRAFT]
    third = linked(either, BEN, "cem@example.org")
    assert parted(either, second)
    with either.world.glance() as turn:
        cem = who(turn, "cem@example.org")
        assert who(turn, BEN).id == cem.id
        assert who(turn, AWA).id != cem.id
    assert parted(either, third)
    with either.world.glance() as turn:
        assert onward(turn, who(turn, BEN).id) == []
        assert turn.db.get_one(Claim, of_ben.id).person_id == who(turn, BEN).id


def test_two_undo_at_once_and_it_is_undone_once(either: Stage) -> None:
    pair(either)
    link = linked(either)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: parted(either, link), range(4)))
    assert sorted(done) == [False, False, False, True]


def test_two_links_at_once_never_go_in_a_circle(either: Stage) -> None:
    pair(either)

    @runs_again
    def link(sides: tuple[str, str]) -> bool:
        with either.world.turn() as turn:
            first, second = (who(turn, each) for each in sides)
            return join.join(turn, first, second) is not None

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(link, [(AWA, BEN), (BEN, AWA)]))
    assert sorted(done) == [False, True]


def test_a_turn_that_dies_leaves_no_half_of_a_link(either: Stage) -> None:
    pair(either)
    with pytest.raises(RuntimeError), either.world.turn() as turn:
        join.join(turn, who(turn, BEN), who(turn, AWA))
        raise RuntimeError
    with either.world.glance() as turn:
        assert who(turn, BEN).id != who(turn, AWA).id
        assert turn.db.exec(select(Link)).all() == []


def test_72_hours_and_no_longer(stage: Stage) -> None:
    pair(stage)
    link = linked(stage)
    stage.clock.pass_(hours=72)
    with pytest.raises(Refusal, match="undo_late"), stage.world.turn() as turn:
        split.undo(turn, turn.db.get_one(Link, link))
    assert parted(stage, link)


def test_what_gave_way_to_a_guest_comes_back_when_that_guest_goes(either: Stage) -> None:
    """Awa has nothing of her own; Cem's claim and role came first, Ben's gave way to them."""
    pair(either)
    either.known("cem", "Cem", "cem@example.org")
    with either.world.turn() as turn:
        for value in ("cem@example.org", BEN):
            add_member(turn, StaffMember(value, "biklab", "reviewer"))
        of_cem = open_claim(turn, who(turn, "cem@example.org"), "becode", "sql")
        of_ben = open_claim(turn, who(turn, BEN), "becode", "sql")
    of_cems, of_bens = linked(either, "cem@example.org", AWA), linked(either, BEN, AWA)
    assert states(either, of_cem, of_ben) == [State.DRAFT, State.WITHDRAWN]
    assert parted(either, of_cems)
    assert states(either, of_cem, of_ben) == [State.DRAFT, State.DRAFT]
    assert reviewing(either) == sorted([AWA, BEN, "cem@example.org"])
    assert parted(either, of_bens)
    assert reviewing(either) == sorted([BEN, "cem@example.org"])


def reviewing(stage: Stage) -> list[str]:
    """The mailboxes of those who review for biklab."""
    with stage.world.glance() as turn:
        query = select(Address.value).join(Role, col(Role.person_id) == Address.person_id)
        mails = query.where(Role.programme == "biklab", Address.door == people.MAIL)
        return sorted(turn.db.exec(mails))
