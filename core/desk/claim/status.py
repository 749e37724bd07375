"""Where things stand, in plain words: who acts next, and by when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.gathering import in_words
from core.claims.gathering import progress as gathering
from core.claims.gathering.progress import open_to
from core.claims.notices import backpack, handed, to_copy
from core.claims.path import path
from core.claims.promising import promise
from core.claims.standing import STANDS, revoked
from core.claims.states import ASKING, MENDABLE, State
from core.desk import under_way
from core.desk.casework import person_notices
from core.desk.chat import progress
from core.desk.claim import gathered
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Message
from core.ground.tables import Badge, Claim
from core.issuing import milestone_offers
from core.people import people
from core.people.joined import selves
from core.programmes import answers_as_text
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme
from core.review import assignments, routing


def tell(speaker: Speaker, claim: Claim) -> None:
    """Say where one claim stands: who acts next, and by when."""
    form = claim_form.form_of(speaker.turn, claim)
    text = line(speaker, form)
    message = Message(
        text,
        speaker.locale,
        buttons(speaker, claim),
        values={"text": text, STANDS: claim.ref},
        strong=strong(form),
        done=progress.behind(speaker, form) if speaker.incoming.choice else "",
    )
    speaker.put(message, claim)


def strong(form: ClaimForm) -> tuple[str, ...]:
    """What stands out of where a claim stands: the badge, and the day by which somebody acts."""
    due = form.claim.promised_at or form.claim.review_due_at
    return (said(form.badge.name, form.language), *((form.day(due),) if due else ()))


def tell_all(speaker: Speaker) -> None:
    """Say where everything stands that is under way: claims, cases, what is awaited here, and how
    far the milestones are."""
    turn = speaker.turn
    milestone_offers.offer_all(turn, speaker.person)
    claims = people.open_claims(turn, speaker.person)
    forms = [claim_form.form_of(turn, claim) for claim in claims]
    names = apart([named(form) for form in forms], speaker)
    lines = [line(speaker, form, name) for form, name in zip(forms, names, strict=True)]
    waiting = routing.mine(turn, speaker.person)
    if waiting:
        lines.append(speaker.word("status.waits_for_you", count=str(len(waiting))))
    lines += [*person_notices.standing(speaker), under_way.doing(speaker), *towards(speaker)]
    text = "\n\n".join(filter(None, lines)) or speaker.word("status.nothing")
    rows = tuple(
        row
        for claim, name in zip(claims, names, strict=True)
        for row in buttons(speaker, claim, name if len(claims) > 1 else "")
    )
    bold = tuple(each for form in forms for each in strong(form))
    speaker.put(Message(text, speaker.locale, rows, values={"text": text}, strong=bold))


def ask_which(speaker: Speaker, claims: list[Claim]) -> None:
    """Ask which of several claims is to be stopped."""
    forms = [claim_form.form_of(speaker.turn, claim) for claim in claims]
    names = apart([named(form) for form in forms], speaker)
    rows = tuple(
        (Button(name, f"withdraw?:{claim.ref}"),) for claim, name in zip(claims, names, strict=True)
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("status.which"), rows)


def apart(names: Sequence[tuple[str, str]], speaker: Speaker) -> list[str]:
    """Names, each with what tells it apart where another has the same name."""
    count = Counter(name for name, _ in names)
    return [
        speaker.word("status.of", badge=name, more=more) if count[name] > 1 else name
        for name, more in names
    ]


def named(form: ClaimForm) -> tuple[str, str]:
    """The badge of a claim, and what tells it from another of the same badge: its organisation,
    and since when."""
    claim = form.claim
    whose = claim.organisation or said(form.programme.name, form.language)
    return said(form.badge.name, form.language), f"{whose}, {form.day(claim.opened_at)}"


def line(speaker: Speaker, form: ClaimForm, name: str = "") -> str:
    """The badge (under a name that tells it from others), its reference, who acts next and by
    when, and below that the way of the claim."""
    claim = form.claim
    if gone := revoked(speaker.turn, form):
        return gone
    due = form.day(promise.until(speaker.turn, form))
    deciding = assignments.holders(speaker.turn, claim) if claim.state == State.IN_REVIEW else []
    named = [person.name for person in deciding if person.name]
    names = answers_as_text.listed(named, form.language) if named else ""
    missing = ", ".join(question.label_in(form.language) for question in form.missing)
    state = claim.state
    if state == State.DRAFT and not missing:
        state = State.READY
    if state == State.IN_REVIEW and not names:
        state = "in_review_unnamed"
    if claim.state == State.IN_REVIEW and not speaker.chatting:
        state = f"{state}_letter"
    late = promise.is_late(speaker.turn, form)
    told = speaker.turn.say(
        form.locale,
        "seat.late" if late else f"status.{state}",
        badge=name or said(form.badge.name, form.language),
        ref=claim.ref,
        who=names,
        until=due,
        reason=claim.reason,
        missing=missing,
    )
    pace = "" if late else promise.told(speaker.turn, form)
    return "\n".join(filter(None, (told, pace, path(speaker.turn, form, claim.state, names))))


def buttons(speaker: Speaker, claim: Claim, name: str = "") -> tuple[tuple[Button, ...], ...]:
    """The way on where the person acts next; it names the badge where there are several."""
    if claim.state not in ASKING | MENDABLE:
        return ()
    word = "status.button_go_on_with" if name else "status.button_go_on"
    return ((Button(speaker.word(word, badge=name), f"again:{claim.ref}"),),)


def towards(speaker: Speaker) -> list[str]:
    """One line a milestone begun: what there is and what is missing."""
    turn, lines = speaker.turn, []
    for programme in catalogue(turn.settings.programmes_folder).programmes.values():
        for each in open_to(turn, speaker.person, programme.slug):
            if not each.reached:
                lines.append(in_words.standing(turn, programme, speaker.locale, each))
    return lines


def tell_submitted(speaker: Speaker, form: ClaimForm) -> None:
    """Say, after the yes, who has the claim now and by when, or that the badge follows."""
    claim = form.claim
    if claim.state == State.APPROVED:
        text, done = speaker.word("claim.confirmed"), progress.behind(speaker, form)
        message = Message(
            text, speaker.locale, letter="confirmed", values={"text": text, STANDS: claim.ref}
        )
        speaker.put(replace(message, done=done), claim)
        return
    tell(speaker, claim)


def my_badges(speaker: Speaker, *, take_along: bool = False) -> None:
    """Show all badges of the person, each with its page; a button sends it again, another leads to
    one page of them all. Those that they handed in are told with what they count for. To
    `take_along`, the way into a backpack is told too."""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(speaker.turn, speaker.person)),
        col(Badge.revoked_at).is_(None),
    )
    held = list(speaker.turn.db.exec(query.order_by(col(Badge.issued_at))))
    others = gathered.handed_in_before(speaker)
    if not held:
        told = "\n\n".join(filter(None, [*revoked_of(speaker), others]))
        speaker.reply(told or speaker.word("status.no_badge"))
        return
    base = speaker.turn.settings.base
    names = apart([(badge.name, issued_by(speaker, badge)) for badge in held], speaker)
    pairs = list(zip(held, names, strict=True))
    lines = [f"{name} · {base}/b/{badge.id}" for badge, name in pairs]
    all_of_them = (Button(speaker.word("showing.button_page"), "mypage:show"),)
    rows = (*((Button(name, f"sendbadge:{badge.id}"),) for badge, name in pairs), all_of_them)
    told = speaker.word("status.badges") + "\n" + "\n".join(lines)
    told += f"\n\n{others}" if others else ""
    if take_along:
        told += "\n\n" + backpack(speaker.turn, held, speaker.locale)
    speaker.reply(told, rows)


def revoked_of(speaker: Speaker) -> list[str]:
    """The sentences about the person's badges that are not valid any more, and why."""
    query = select(Claim).where(
        col(Claim.person_id).in_(selves(speaker.turn, speaker.person)),
        Claim.state == State.ISSUED,
    )
    claims = speaker.turn.db.exec(query.order_by(col(Claim.opened_at)))
    forms = [claim_form.form_of(speaker.turn, claim) for claim in claims]
    return [told for form in forms if (told := revoked(speaker.turn, form))]


def issued_by(speaker: Speaker, badge: Badge) -> str:
    """What tells a badge from another of the same name: the organisation, and the day."""
    programme = catalogue(speaker.turn.settings.programmes_folder)[badge.programme]
    day = badge.issued_at.astimezone(programme.zone).date()
    whose = badge.organisation or said(programme.name, speaker.language)
    return f"{whose}, {answers_as_text.day(day, speaker.locale)}"


def send_badge(speaker: Speaker, badge_id: str) -> None:
    """Send a badge once more, to its holder only; whoever else asks, or for a revoked one, sees the
    list of their own badges."""
    badge = own_badge(speaker, badge_id)
    if badge is None:
        my_badges(speaker)
        return
    programme = catalogue(speaker.turn.settings.programmes_folder)[badge.programme]
    mail = people.proven_mail(speaker.turn, speaker.person)
    place = mail.value if mail else ""
    again = handed(speaker.turn, programme, badge, speaker.locale, place, again=True)
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(
        again.text, again.buttons, letter=again.letter, values=dict(again.values), badge=badge.id
    )


def show_fields(speaker: Speaker, badge_id: str) -> None:
    """Show what LinkedIn's form asks of a badge, each field to be copied by a press."""
    badge = own_badge(speaker, badge_id)
    if badge is None:
        my_badges(speaker)
        return
    programme = catalogue(speaker.turn.settings.programmes_folder)[badge.programme]
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.put(to_copy(speaker.turn, programme, badge, speaker.locale))


def own_badge(speaker: Speaker, badge_id: str) -> Badge | None:
    """The badge of this id, where it is the speaker's and was not revoked."""
    badge = speaker.turn.db.get(Badge, badge_id)
    mine = selves(speaker.turn, speaker.person)
    return None if badge is None or badge.person_id not in mine or badge.revoked_at else badge


def explain_unclaimable(speaker: Speaker, programme: Programme, badge: BadgeClass) -> None:
    """Say how a badge comes that cannot be asked for, as others give it or other badges add up to
    it."""
    name = said(badge.name, speaker.language)
    if badge.milestone is None:
        speaker.reply(speaker.word("status.awarded_only", badge=name))
        return
    far = gathering.progress(speaker.turn, speaker.person, programme.slug, badge)
    if far is not None:
        values = in_words.values(speaker.turn, programme, speaker.locale, far)
        speaker.reply(speaker.word("status.milestone_only", **values))
