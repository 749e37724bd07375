"""« Mon bilan », « le bilan de Zoé »: a link to what somebody has acquired."""

from collections.abc import Sequence
from uuid import UUID

from core.claims.states import ASKING
from core.desk import at_hand, menu
from core.desk.handling import Handling
from core.desk.orders.hear import FREE
from core.desk.orders.look_up import MAIL
from core.desk.showing.register import locale, say
from core.desk.showing.themselves import refused
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Message
from core.ground.tables import Person
from core.people.people import masked, own_mails
from core.people.tokens import LIFE, Purpose
from core.programmes.answers.answer import brief
from core.programmes.catalogue import catalogue
from core.reading.report_orders import everybody, whose
from core.showing import report_access

Found = Sequence[tuple[str, Person | None]]  # programmes with a learner, or with all of them


def command(speaker: Speaker, rest: str) -> None:
    """`/report`: one's own; `/report zoe`: that of a learner; `/report becode`: all of a
    programme."""
    if not rest:
        own(speaker)
    else:
        of(speaker, rest)


def asked(speaker: Speaker) -> Handling | None:
    """« Le bilan de Zoé », where nothing else was asked for."""
    text, claim = speaker.incoming.text, at_hand.under_way(speaker)
    busy = claim is not None and claim.state in ASKING
    if not text or speaker.incoming.fields or busy or not isinstance(speaker.awaited, FREE):
        return None
    return Handling("report of", (who,)) if (who := whose(text)) else None


def own(speaker: Speaker) -> None:
    """The link to one's own report: of the one programme, or of the one that is chosen."""
    if refused(speaker):
        return
    turn, person = speaker.turn, speaker.person
    mine = report_access.own_programmes(turn, person)
    if len(mine) == 1:
        give(speaker, mine[0], person)
    elif mine:
        choose(speaker, [(slug, person) for slug in mine])
    elif report_access.programmes(turn, person):
        speaker.reply(say(speaker, "report.whose"))
    else:
        speaker.reply(say(speaker, "report.nothing_yet"))


def of(speaker: Speaker, text: str) -> None:
    """The link to the report of the learner whom the words name, or to the table of all."""
    turn, who = speaker.turn, speaker.person
    mine = report_access.programmes(turn, who) if speaker.themselves else []
    if not mine:
        turn.effects.conclude(Outcome.REJECTED, "may read no reports of others")
        speaker.reply(say(speaker, "report.not_others"))
        return
    named = menu.programme_named(speaker, text)
    every = [named.slug] if named and named.slug in mine else mine if everybody(text) else []
    mail = MAIL.search(text)
    found: Found = [(slug, None) for slug in every]
    found = found or report_access.find(turn, who, mail[0] if mail else text)
    if len(found) == 1:
        give(speaker, *found[0])
    elif found:
        choose(speaker, found)
    else:
        turn.effects.conclude(Outcome.ASKED, "no such learner")
        speaker.reply(say(speaker, "report.unknown", said=brief(text)))


def choose(speaker: Speaker, found: Found) -> None:
    """Ask which report is meant."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    rows = []
    for slug, learner in found:
        title = known[slug].titled(speaker.language)
        mails = own_mails(speaker.turn, learner) if learner else []
        told = [learner.name, *(masked(each.value) for each in mails[:1])] if learner else []
        label = " · ".join(filter(None, (*told, title)))
        rows.append((Button(label, f"report:{slug}:{key(learner)}"),))
    speaker.turn.effects.conclude(Outcome.ASKED, "which report")
    speaker.reply(say(speaker, "report.which"), tuple(rows))


def pressed(speaker: Speaker, slug: str, learner_id: str) -> None:
    """The report that was chosen, where its reader may see it."""
    turn = speaker.turn
    known = catalogue(turn.settings.programmes_folder).programmes
    learner = turn.db.get(Person, UUID(learner_id)) if is_id(learner_id) else None
    allowed = (
        report_access.may(turn, speaker.person, learner, slug)
        if learner
        else slug in report_access.programmes(turn, speaker.person)
    )
    if slug not in known or (learner_id and not learner) or not allowed:
        speaker.reply(speaker.word("menu.gone"))
    elif not refused(speaker):
        give(speaker, slug, learner)


def key(learner: Person | None) -> str:
    """A learner as a button names them; the data of a button holds 64 bytes (Bot API)."""
    return learner.id.hex if learner else ""


def is_id(told: str) -> bool:
    try:
        return bool(UUID(told))
    except ValueError:
        return False


def give(speaker: Speaker, slug: str, learner: Person | None) -> None:
    """Send a link for thirty days, and the way to withdraw it."""
    if refused(speaker):
        return
    turn = speaker.turn
    programme = catalogue(turn.settings.programmes_folder)[slug]
    link = report_access.give(turn, speaker.address, slug, learner)
    mine = learner is not None and report_access.is_own(turn, speaker.person, learner)
    word = "report.link_own" if mine else "report.link_of" if learner else "report.link_all"
    name = learner.name or say(speaker, "report.unnamed") if learner else ""
    text = say(
        speaker,
        word,
        name=name,
        programme=programme.titled(speaker.language),
        days=str(LIFE[Purpose.REPORT].days),
    )
    turn.effects.conclude(Outcome.ASKED, "a report")
    rows = (
        (Button(say(speaker, "report.button_open"), url=link),),
        (Button(say(speaker, "report.button_copy"), copy=link),),
        (Button(say(speaker, "report.button_end"), f"reportend:{key(learner)}"),),
    )
    told = {"text": text, "open": link}
    speaker.put(Message(f"{text}\n{link}", locale(speaker), rows, "report", told))


def end(speaker: Speaker, learner_id: str) -> None:
    """Withdraw every link that who speaks was given to this report."""
    about = UUID(learner_id) if is_id(learner_id) else None
    told(speaker, report_access.withdraw(speaker.turn, speaker.person, about))


def end_own(speaker: Speaker) -> None:
    """Withdraw every link to one's own report."""
    told(speaker, report_access.withdraw(speaker.turn, speaker.person, speaker.person.id))


def told(speaker: Speaker, ended: int) -> None:
    speaker.turn.effects.conclude(Outcome.DECIDED, "the links of a report are withdrawn")
    speaker.reply(say(speaker, "report.ended_links" if ended else "report.no_links"))
