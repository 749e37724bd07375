"""What reviewers see of a claim: one card each, with the evidence already checked."""

from sqlmodel import col, select

from core.claims import (
    changes,
    claim_form,
    editions,
    eligibility,
    recap,
    sending,
)
from core.claims.claim_form import ClaimForm
from core.claims.evidence import shown_files
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Answer, Assignment, Claim, Outbox, Person, StaffGroup
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.file_values import said
from core.programmes.form import QuestionKind
from core.review import assignments
from core.review import decision as decisions
from core.support.staff_action import StaffAction, laid_out, of_claims

REVIEW = "review"  # what comes to a room


def deal(turn: Turn, form: ClaimForm, apart: Person | None = None) -> None:
    """Send a card of the claim to each of its reviewers but `apart`, and one to the programme's
    review group; the secrets of older cards stop working."""
    tokens.use_up(turn, form.claim)
    for reviewer in assignments.holders(turn, form.claim):
        if reviewer is not apart:
            hand(turn, form, reviewer)
    query = select(StaffGroup).where(
        StaffGroup.programme == form.programme.slug, StaffGroup.what == REVIEW
    )
    group = turn.db.exec(query).first()
    if group is not None:
        locale = form.programme.languages[0]
        named = {"badge": said(form.badge.name, locale)}
        text, keys = in_room(turn, form, locale), room_buttons(turn, form, locale)
        message = Message(text, locale, keys, values=named)
        there = To(group.door, group.place, None, form.claim.id)
        outbox.put(turn, there, MessageKind.REVIEW, subject(turn, form.claim), message)


def hand(turn: Turn, form: ClaimForm, reviewer: Person, word: str = "", **values: str) -> None:
    """Send one reviewer a card where they read us; `word` says why it comes. Nothing happens where
    they read us nowhere."""
    address = people.reach(turn, reviewer)
    if address is not None:
        said_first = turn.say(sending.locale_of(turn, reviewer), word, **values) if word else ""
        send(turn, form, reviewer, address, said_first)


def send(turn: Turn, form: ClaimForm, reviewer: Person, address: Address, before: str = "") -> None:
    """Send a reviewer's own card to this address; `before` says why it comes again."""
    locale = sending.locale_of(turn, reviewer)
    message = Message(
        text=worded(turn, form, locale, before),
        locale=locale,
        buttons=buttons(turn, form, locale),
        letter="review",
        values={
            "name": reviewer.name,
            "before": before,
            "badge": said(form.badge.name, locale),
            "issuer": recap.issuer(turn, form, locale),
            "claimant": claimant(turn, form),
            "answers": evidence(turn, form, locale),
            "ref": form.claim.ref,
            "until": form.day(form.claim.review_due_at or turn.at, locale),
            "second": hint(turn, form, reviewer, locale),
        },
        files=shown_files.named(form),
    )
    what = subject(turn, form.claim)
    sending.send(turn, address, form.claim, MessageKind.REVIEW, what, message, Purpose.DECIDE)


def worded(turn: Turn, form: ClaimForm, locale: str, before: str) -> str:
    """A card in words, with why it comes on top."""
    return "\n\n".join(filter(None, (before, described(turn, form, locale))))


def hint(turn: Turn, form: ClaimForm, reviewer: Person, locale: str) -> str:
    """How to ask somebody else; not where several decide, nor for who was asked."""
    assignment = turn.db.get(Assignment, (form.claim.id, reviewer.id))
    apart = form.definition.review.several or (
        assignment is not None and assignment.advises is not None
    )
    return "" if apart else turn.say(locale, "review.second_hint")


def subject(turn: Turn, claim: Claim) -> str:
    """A new card for each reader, each time that the claim comes to review."""
    return f"{claim.id}:{turn.chance.uuid()}"


def described(turn: Turn, form: ClaimForm, locale: str) -> str:
    """The text of a claim's card in a reviewer's locale: badge, claimant, answers with what was
    checked of them, and until when a decision is due."""
    return turn.say(
        locale,
        "review.card",
        badge=said(form.badge.name, locale),
        issuer=recap.issuer(turn, form, locale),
        claimant=claimant(turn, form),
        answers=evidence(turn, form, locale),
        ref=form.claim.ref,
        until=form.day(form.claim.review_due_at or turn.at, locale),
    )


def in_room(turn: Turn, form: ClaimForm, locale: str) -> str:
    """The card for a group: it shows the reference and a first name, nothing more of the person."""
    first_name = claimant(turn, form).partition(" ")[0]
    return turn.say(
        locale,
        "review.card_room",
        badge=said(form.badge.name, locale),
        claimant=first_name if "@" not in first_name else "",
        ref=form.claim.ref,
    )


def claimant(turn: Turn, form: ClaimForm) -> str:
    """The claimant's name as answered, else as known, else their mail address; empty where nothing
    is known."""
    named = next((q.name for q in form.questions if q.kind is QuestionKind.NAME), "")
    person = turn.db.get_one(Person, form.claim.person_id)
    mail = people.proven_mail(turn, person)
    return form.values.get(named, "") or person.name or (mail.value if mail else "")


def evidence(turn: Turn, form: ClaimForm, locale: str) -> str:
    """One line an answer, two where it has changed; addresses with what was found there."""
    lines = []
    for question in form.questions:
        if not changes.is_for_reviewers(form, question):
            continue
        line = changes.lines(turn, form, question, locale)
        if question.name in form.looked_at & form.values.keys():
            line += f" ({seen(turn, form.rows[question.name], locale)})"
        lines.append(line)
    kinds = [kind for kind in eligibility.unproven(turn, form) if kind != claim_form.REACHABLE]
    lines += [turn.say(locale, f"review.unproven_{kind}") for kind in kinds]
    return "\n".join(lines)


def seen(turn: Turn, row: Answer, locale: str) -> str:
    """What is said of an address of evidence: that it answered, or why it could not be looked
    at."""
    if not row.unchecked:
        return turn.say(locale, "review.checked")
    return turn.say(locale, "review.unchecked", why=turn.say(locale, row.unchecked))


def buttons(turn: Turn, form: ClaimForm, locale: str) -> Buttons:
    """The buttons below a claim's card, of what can be done with it as it stands.

    Each bears the claim's reference; a verdict also the edition that was shown, so that a press on
    an old card decides nothing.
    """
    ref, seen = form.claim.ref, editions.mark(turn, form)
    return laid_out(
        (action.row, Button(turn.say(locale, action.button), choice(action, ref, seen)))
        for action in of_claims(turn).values()
        if action.row and action.fits(turn, form)
    )


def room_buttons(turn: Turn, form: ClaimForm, locale: str) -> Buttons:
    """The buttons below the card in a group: to look at the claim first, then those of every
    card."""
    look = Button(turn.say(locale, "review.look"), f"look:{form.claim.ref}")
    return ((look,), *buttons(turn, form, locale))


def was_shown(turn: Turn, claim: Claim, reviewer: Person) -> bool:
    """Whether this reviewer was sent the card of the claim, with its evidence."""
    query = select(Outbox.id).where(
        Outbox.kind == MessageKind.REVIEW,
        Outbox.claim_id == claim.id,
        Outbox.person_id == reviewer.id,
    )
    return turn.db.exec(query.limit(1)).first() is not None


def choice(action: StaffAction[ClaimForm], ref: str, seen: str) -> str:
    """What the button of an action says when pressed: `approve:abcd2345:1f2e3d4c`."""
    return f"{action.name}:{ref}:{seen}" if action.guarded else f"{action.name}:{ref}"


def close(turn: Turn, form: ClaimForm, reviewer: Person, verdict: str) -> None:
    """Put in place of every chat card of the claim who decided and what, with no buttons left."""
    claim = form.claim
    query = select(Outbox).where(Outbox.kind == MessageKind.REVIEW, Outbox.claim_id == claim.id)
    for row in turn.db.exec(query.where(col(Outbox.door) != people.MAIL)):
        card = Message.from_json(row.message)
        who = decisions.author(turn, form, reviewer.name, card.locale)
        now = turn.say(card.locale, f"review.closed_{verdict}", who=who, when=form.moment(turn.at))
        there = To(row.door, row.place, row.person_id, claim.id)
        shown = card.text.removeprefix(card.values.get("before", "")).lstrip()
        text = "\n\n".join(filter(None, (shown, now)))
        told = Message(text, card.locale, edits=row.subject, strong=(now,))
        outbox.put(turn, there, MessageKind.REVIEW_CLOSED, row.subject, told)
