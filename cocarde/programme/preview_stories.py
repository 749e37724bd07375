"""The stories of a preview, in the order in which a person meets what they show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from cocarde.programme.preview_play import STAFF, ShownMessage, Story, reach_staff, staff
from cocarde.programme.preview_world import PreviewWorld
from core.programmes.badge_class import BadgeClass
from core.programmes.form import ReviewBy
from core.roster import import_file

REASONS = {
    "fr": "La date ne va pas : regardez encore une fois, s'il vous plaît.",
    "en": "The date is not right: please look at it once more.",
    "nl": "De datum klopt niet: kijk nog eens na.",
}
LINK = re.compile(r"https://preview\.example\.org(/(?:claim|decide|b|stop)/[^\s>\])]+)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the preview: its title's word, the badge it is about, and what was said."""

    word: str
    badge: str
    said: tuple[ShownMessage, ...]


def chapters(preview: PreviewWorld, language: str) -> Iterator[Chapter]:
    """Every chapter in one language: the invitation, then each form with the first badge that has
    it, once by chat and once by mail."""
    staff(preview, language)
    reach_staff(preview, chat=True)
    invitation = preview.programme.invitation
    offered = preview.programme.badge_class(invitation.badge) if invitation else None
    if invitation and offered in badges(preview):
        yield invited(preview, offered, invitation.days, language)
    shown: set[str] = set()
    for badge in badges(preview):
        if badge.form in shown or badge.milestone:
            continue
        shown.add(badge.form)
        by = preview.programme.form_of(badge).review.by
        if by is ReviewBy.AWARDED:
            yield awarded(preview, badge, language)
            continue
        yield asked_in_chat(preview, badge, language)
        yield asked_by_mail(preview, badge, language)
        if by not in (ReviewBy.NOBODY, ReviewBy.DECLARED):
            yield sent_back(preview, badge, language)
            yield refused(preview, badge, language)
        yield reminded(preview, badge, language)


def badges(preview: PreviewWorld) -> list[BadgeClass]:
    """Those that are shown: all, or that of the real claim whose answers are shown."""
    of = preview.real.badge if preview.real else ""
    return [each for each in preview.programme.badge if of in ("", each.slug)]


def story(preview: PreviewWorld, badge: BadgeClass, language: str, word: str) -> Story:
    """A new person's story; they are on the list where there is one."""
    return Story(preview, badge, language, f"{word}-{badge.slug}-{language}".lower())


def invited(preview: PreviewWorld, badge: BadgeClass, days: int, language: str) -> Chapter:
    """The mail after a mission."""
    told = story(preview, badge, language, "invited")
    listed(told, days=0)
    told.wait(days=days + 1)
    return Chapter("invitation", badge.slug, tuple(told.said))


def listed(told: Story, days: int) -> None:
    """Put a mission of the person on the list, which ended so many days ago."""
    end = told.preview.clock.at.date() - timedelta(days=days)
    row = {
        "reference": told.key, "mail": told.mail, "name": told.name,
        "starts_on": (end - timedelta(days=250)).isoformat(), "ends_on": end.isoformat(),
        "organisation": "Les Jardins du Canal", "badge": told.badge.slug,
        "language": told.language,
    }  # fmt: skip
    with told.preview.world.turn() as turn:
        import_file.write(turn, told.preview.programme.slug, [row])


def asked_in_chat(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """From the first press to the badge, question by question."""
    told = story(preview, badge, language, "chat")
    told.meet(chat=True)
    told.send(choice=f"badge:{preview.programme.slug}:{badge.slug}")
    told.answers()
    told.confirm()
    decide(told, "approve")
    told.wait()
    return Chapter("chat", badge.slug, tuple(told.said))


def asked_by_mail(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """All of it in letters; whoever decides has a letter, too."""
    reach_staff(preview, chat=False)
    told = by_mail(preview, badge, language, "mail")
    told.wait()
    reach_staff(preview, chat=True)
    return Chapter("mail", badge.slug, tuple(told.said))


def by_mail(preview: PreviewWorld, badge: BadgeClass, language: str, word: str) -> Story:
    """Somebody who asks in a mail and answers all at once."""
    told = story(preview, badge, language, word)
    told.meet(chat=False)
    told.begin_by_mail()
    told.answers_by_mail()
    return told


def sent_back(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """A change is asked for."""
    told = by_mail(preview, badge, language, "back")
    begun = len(told.said)
    decide(told, "return")
    told.wait()
    return Chapter("sent_back", badge.slug, tuple(told.said[begun:]))


def refused(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """A refusal with its reason."""
    told = by_mail(preview, badge, language, "no")
    begun = len(told.said)
    decide(told, "refuse")
    told.wait(days=0.1)
    return Chapter("refused", badge.slug, tuple(told.said[begun:]))


def reminded(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """Somebody who began and did not answer."""
    told = story(preview, badge, language, "late")
    told.meet(chat=False)
    told.begin_by_mail()
    begun = len(told.said)
    days = preview.programme.delays.reminder_days
    told.wait(days=days[0] + 0.1 if days else 0)
    mine = [each for each in told.said[begun:] if told.mail in each.door]
    return Chapter("reminder", badge.slug, tuple(mine))


def awarded(preview: PreviewWorld, badge: BadgeClass, language: str) -> Chapter:
    """A badge that somebody gives unasked."""
    told = story(preview, badge, language, "given")
    told.meet(chat=True)
    told.send(f"/award {badge.slug} {told.mail}", who=STAFF)
    told.send(REASONS.get(language, REASONS["en"]), who=STAFF)
    told.press("yes", STAFF)
    told.wait()
    return Chapter("awarded", badge.slug, tuple(told.said))


def decide(told: Story, verdict: str) -> None:
    """Whoever has the claim presses this button, and gives a reason where one is asked for."""
    if not told.press(verdict, STAFF):
        return
    if verdict != "approve":
        told.send(REASONS.get(told.language, REASONS["en"]), who=STAFF)


def links(said: Iterable[ShownMessage]) -> dict[str, str]:
    """The last page of each kind that these messages lead to: `claim`, `decide`, `b`; that of a
    claim is then one that still asks."""
    found: dict[str, str] = {}
    for each in said:
        for path in LINK.findall(each.text):
            found[path.split("/")[1]] = path
    return found
