"""What a person is told when their claim moves without them: sent back, or the badge itself."""

from collections.abc import Sequence
from dataclasses import replace

from core.badges.openbadges import paths
from core.badges.publish import share
from core.badges.publish.share import Shared
from core.claims import elsewhere, recap, reminders, sending, standing, unasked
from core.claims.claim_form import ClaimForm
from core.claims.gathering import in_words
from core.claims.gathering.gathered import from_here
from core.claims.gathering.progress import open_to
from core.claims.promising import promise
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.tables import Address, Badge, Person
from core.ground.world import Turn
from core.people import consents, people
from core.people.consents import Showing
from core.people.joined import living
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.programmes.members import organisations
from core.programmes.programme import Programme

ROW = 2  # buttons beside each other


def sent_back(turn: Turn, form: ClaimForm) -> None:
    """Tell the person that their claim was refused or returned: the reviewer's own reason, and the
    way to claim again."""
    claim, locale = form.claim, form.locale
    reminders.plan(turn, form)
    standing.refresh(turn, form)
    address = people.reach(turn, turn.db.get_one(Person, claim.person_id))
    if address is None:
        return
    values = {
        "badge": said(form.badge.name, form.language),
        "reason": claim.reason,
        "answers": recap.answers(turn, form),
    }
    again = Button(turn.say(locale, "claim.button_again"), f"again:{claim.ref}")
    text = turn.say(locale, f"claim.{claim.state}", **values)
    message = Message(text, locale, ((again,),), letter="sent-back", values=values)
    sending.send(
        turn, address, claim, MessageKind(claim.state), f"{claim.id}:{turn.at.isoformat()}", message
    )


def taken_back(turn: Turn, form: ClaimForm) -> None:
    """Tell the person that the last decision stands no more and the claim waits again."""
    claim, locale = form.claim, form.locale
    standing.refresh(turn, form)
    address = people.reach(turn, turn.db.get_one(Person, claim.person_id))
    if address is None:
        return
    badge, until = (
        said(form.badge.name, form.language),
        form.day(promise.until(turn, form)),
    )
    text = turn.say(locale, "review.taken_back", badge=badge, ref=claim.ref, until=until)
    message = Message(text, locale, values={"text": text})
    sending.send(
        turn, address, claim, MessageKind.TAKEN_BACK, f"{claim.id}:{turn.at.isoformat()}", message
    )


def issued(turn: Turn, form: ClaimForm, badge: Badge) -> None:
    """Send the badge to where the person was last heard, else to the address that it bears.

    To that address as well while its reader is not known: somebody else may have been heard.
    """
    standing.refresh(turn, form)
    hand_over(
        turn, form, badge, unasked.note_above_badge(turn, form), counts=leads_to(turn, form, badge)
    )


def leads_to(turn: Turn, form: ClaimForm, badge: Badge) -> str:
    """What a badge counts for among those that others add up to, and what is missing; empty where
    it counts for none."""
    person = living(turn, turn.db.get_one(Person, badge.person_id))
    given = from_here(turn, badge, badge.programme)
    far = open_to(turn, person, badge.programme)
    return in_words.counted(turn, form.programme, form.locale, given, far) if given else ""


def replaced(turn: Turn, form: ClaimForm, badge: Badge, name: str) -> None:
    """Send the badge that has taken the place of another, and say that it bears this name now."""
    before = turn.say(form.locale, "badge.replaced", badge=badge.name, name=name)
    subject = turn.say(form.locale, "badge.replaced_subject", badge=badge.name)
    hand_over(turn, form, badge, before, subject=subject)


def hand_over(
    turn: Turn,
    form: ClaimForm,
    badge: Badge,
    before: str,
    *,
    subject: str = "",
    counts: str = "",
) -> None:
    """Send a badge; `before` is said above it, in a letter with this subject or its usual one, and
    below it what it `counts` for."""
    borne = turn.db.get_one(Address, badge.address_id)
    message = handed(turn, form.programme, badge, form.locale, borne.value)
    if before:
        values = {**message.values, "before": before, "subject": subject}
        message = replace(message, text=f"{before}\n\n{message.text}", values=values)
    if counts:
        values = {**message.values, "counts": counts}
        message = replace(message, text=f"{message.text}\n\n{counts}", values=values)
    to_holder(turn, form, badge, MessageKind.BADGE, message)


def revoked(turn: Turn, form: ClaimForm, badge: Badge) -> None:
    """Tell the holder that their badge was revoked and why, and how to object."""
    locale = form.locale
    text = turn.say(
        locale,
        "badge.revoked",
        badge=badge.name,
        issuer=organisations.issuer_said(badge, form.programme, form.language),
        day=form.day(badge.revoked_at or turn.at),
        reason=badge.revoked_reason,
    )
    human = Button(turn.say(locale, "faq.button_human"), f"human:{badge.programme}")
    subject = turn.say(locale, "badge.revoked_subject", badge=badge.name)
    message = Message(text, locale, ((human,),), values={"text": text, "subject": subject})
    to_holder(turn, form, badge, MessageKind.REVOKED, message)


def to_holder(
    turn: Turn, form: ClaimForm, badge: Badge, kind: MessageKind, message: Message
) -> None:
    """Send a message about a badge to where its holder was last heard, else to the address that it
    bears; to that one as well while its reader is not known."""
    borne = turn.db.get_one(Address, badge.address_id)
    heard = people.reach(turn, turn.db.get_one(Person, badge.person_id))
    address = heard if heard and heard.last_used_at else borne
    sending.send(turn, address, form.claim, kind, badge.id, message)
    if address.id != borne.id and borne.confirmed_at is None:
        sending.send(turn, borne, form.claim, kind, f"{badge.id}>{borne.door}", message)


def handed(
    turn: Turn,
    programme: Programme,
    badge: Badge,
    locale: str,
    recipient: str,
    *,
    again: bool = False,
) -> Message:
    """The message that a badge travels in, for the first time or `again`: picture, page, sharing
    links, the fields to copy; for one of another service, where to take it."""
    if there := elsewhere.found(turn, badge):
        return elsewhere.handed(turn, badge, there, locale, recipient)
    shared = shared_as(turn, programme, badge)
    fields = [
        turn.say(locale, "claim.line", label=label, answer=value)
        for label, value in linkedin_fields(turn, shared, locale)
    ]
    values = {
        "badge": badge.name,
        "issuer": organisations.issuer_said(badge, programme, locale.partition("-")[0]),
        "name": turn.db.get_one(Person, badge.person_id).name,
        "recipient": recipient,
        "page": shared.page,
        "certificate": certificate(turn, badge, locale),
        "linkedin": share.linkedin_profile(shared),
        "cv": share.cv_line(shared, answers_as_text.day(shared.issued.date(), locale)),
        "fields": "\n".join(fields),
    }
    values["here"] = turn.say(locale, "badge.here_again" if again else "badge.here", **values)
    text = turn.say(locale, "badge.ready", **values)
    if badge.expires_at is not None:
        last = answers_as_text.day(badge.expires_at.astimezone(programme.zone).date(), locale)
        values["valid"] = turn.say(locale, "badge.valid_until", day=last)
        text = f"{text}\n{values['valid']}"
    keys = buttons(turn, locale, badge, values)
    if may_be_found(turn, programme, badge):
        values["talents"] = turn.say(locale, "showing.talents_hint")
        ask = Button(turn.say(locale, "showing.button_talents"), f"talents:ask:{programme.slug}")
        keys = (*keys, (ask,))
    return Message(text, locale, keys, "badge", values, badge=badge.id)


def may_be_found(turn: Turn, programme: Programme, badge: Badge) -> bool:
    """Whether the programme has a feed of talents in which the badge's holder is not yet."""
    if programme.talents is None:
        return False
    holder = turn.db.get_one(Person, badge.person_id)
    return consents.standing(turn, holder, Showing.TALENTS, programme.slug) is None


def certificate(turn: Turn, badge: Badge, locale: str) -> str:
    """The address of a badge's certificate, in the language of a locale where Cocarde speaks it."""
    language, words = locale.partition("-")[0], turn.world.words
    spoken = language if language in words.languages else words.first
    return paths.certificate(turn.settings.base, badge.id, spoken)


def linkedin_fields(turn: Turn, shared: Shared, locale: str) -> list[tuple[str, str]]:
    """The fields of LinkedIn's form for a badge, each with its label."""
    return [
        (turn.say(locale, f"badge.field_{key}"), value)
        for key, value in share.fields(shared).items()
    ]


def to_copy(turn: Turn, programme: Programme, badge: Badge, locale: str) -> Message:
    """The fields of LinkedIn's form and the line for a CV, each behind a button that copies it, and
    the way into a backpack."""
    shared = shared_as(turn, programme, badge)
    fields = linkedin_fields(turn, shared, locale)
    cv = share.cv_line(shared, answers_as_text.day(shared.issued.date(), locale))
    lines = "\n".join(turn.say(locale, "claim.line", label=a, answer=b) for a, b in fields)
    keys = [Button(label, copy=value) for label, value in fields]
    keys.append(Button(turn.say(locale, "badge.button_cv"), copy=cv))
    rows = tuple(tuple(keys[start : start + ROW]) for start in range(0, len(keys), ROW))
    told = turn.say(locale, "badge.fields", fields=lines, cv=cv)
    return Message(f"{told}\n\n{backpack(turn, [badge], locale)}", locale, rows)


def backpack(turn: Turn, badges: Sequence[Badge], locale: str) -> str:
    """How to keep badges in a backpack elsewhere, which knows their holder by the address that each
    bears."""
    borne = {turn.db.get_one(Address, badge.address_id).value for badge in badges}
    address = answers_as_text.listed(sorted(borne), locale)
    return turn.say(locale, "badge.backpack", address=address)


def shared_as(turn: Turn, programme: Programme, badge: Badge) -> Shared:
    """The badge as its holder shows it."""
    base = turn.settings.base
    return Shared(
        badge=badge.name,
        issuer=organisations.issuer_on(badge, programme),
        page=paths.badge_page(base, badge.id),
        picture=paths.badge_picture(base, badge.id),
        issued=badge.issued_at.astimezone(programme.zone),
        id=badge.id,
        expires=badge.expires_at and badge.expires_at.astimezone(programme.zone),
    )


def buttons(turn: Turn, locale: str, badge: Badge, values: dict[str, str]) -> Buttons:
    return (
        (Button(turn.say(locale, "badge.button_linkedin"), url=values["linkedin"]),),
        (Button(turn.say(locale, "badge.button_page"), url=values["page"]),),
        (Button(turn.say(locale, "badge.button_link"), copy=values["page"]),),
        (Button(turn.say(locale, "badge.button_fields"), f"fields:{badge.id}"),),
    )
