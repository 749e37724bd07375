"""How the questions asked often are told: a list of them, an answer, the ways on after it."""

from collections.abc import Mapping, Sequence

from core.desk import at_hand, menu
from core.desk.faq import badge_list
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import FaqMatch, FaqMatches
from core.programmes.faq_file import FaqEntry
from core.programmes.file_values import said
from core.reading.languages import in_language

AT_ONCE = 8
ENGLISH = "en"  # what is answered in where a programme does not speak a language


def aside(speaker: Speaker, programme: str, questions: Sequence[FaqMatch]) -> SaidFirst:
    """What is said first: the answers to the sure questions, or the few that a doubtful one may
    be."""
    sure = [
        (question.hits[0].entry, question.language or speaker.language)
        for question in questions
        if question.sure
    ]
    if not sure:
        return maybe(speaker, programme, [hit.entry for hit in questions[0].hits])
    told = [answer(speaker, programme, entry, language) for entry, language in sure]
    entries = [entry for entry, _ in sure]
    if programme != at_hand.about(speaker):
        told.insert(0, whose(speaker, programme, sure[0][1]))
    if not speaker.chatting and not any(entry.way == "human" for entry in entries):
        told.append(menu.contact(speaker, programme))
    asked = ", ".join(entry.slug for entry in entries)
    speaker.turn.effects.conclude(Outcome.ASKED, f"asked: {asked}")
    return SaidFirst("\n\n".join(told), ways_on(speaker, programme, entries), programme)


def answer(speaker: Speaker, programme: str, entry: FaqEntry, language: str) -> str:
    """The question as it was understood and its answer, in the language of the question.

    One that the programme does not speak is answered in English, with a sentence that says so.
    """
    spoken = language if language in entry.answer else ENGLISH
    values = {"question": said(entry.question, spoken), "answer": said(entry.answer, spoken)}
    text = menu.word(speaker, programme, spoken, "faq.answer", **values)
    instead = "" if spoken == language else in_language(language, "usual_questions.in_english")
    human = menu.contact(speaker, programme) if entry.way == "human" else ""
    page = f"{speaker.turn.settings.base}/i/{programme}/join" if entry.way == "join" else ""
    joining = menu.word(speaker, programme, spoken, "faq.join_page", page=page) if page else ""
    listed = badge_list.text_of(speaker, programme, spoken) if entry.way == "badges" else ""
    more = menu.word(speaker, programme, spoken, "faq.more", page=entry.more) if entry.more else ""
    return "\n".join(filter(None, (instead, text, listed, more, human, joining)))


def whose(speaker: Speaker, programme: str, language: str) -> str:
    """The sentence that names the programme which the answers below it are about."""
    name = menu.programme_of(speaker, programme).named(language)
    return menu.word(speaker, programme, language, "faq.whose", programme=name)


def ways_on(speaker: Speaker, programme: str, entries: Sequence[FaqEntry]) -> Buttons:
    """The buttons below an answer; a letter says the same in words."""
    if not speaker.chatting:
        return ()
    ways = {entry.way for entry in entries}
    rows: list[tuple[Button, ...]] = []
    if "badges" in ways and speaker.claim is None:
        rows += badge_list.buttons(speaker, programme)
    elif "claim" in ways and speaker.claim is None:
        rows.append((Button(speaker.word("faq.button_claim"), f"programme:{programme}"),))
    if "lost" in ways:
        rows.append((Button(speaker.word("faq.button_lost"), "lost"),))
    other = Button(speaker.word("faq.button_other"), f"faqs:{programme}:0")
    person = Button(speaker.word("faq.button_human"), f"human:{programme}")
    return (*rows, (other, person))


def maybe(speaker: Speaker, programme: str, entries: Sequence[FaqEntry]) -> SaidFirst:
    """Two or three questions are near: which one is it?"""
    rows = entry_buttons(speaker, programme, entries)
    speaker.turn.effects.conclude(Outcome.ASKED, "which question")
    lines = "\n".join(f"- {button.label}" for (button,) in rows)
    key = "faq.maybe" if speaker.chatting else "faq.maybe_written"
    return SaidFirst(
        speaker.word(key, questions=lines), rows if speaker.chatting else (), programme
    )


def entry_buttons(speaker: Speaker, programme: str, entries: Sequence[FaqEntry]) -> Buttons:
    return tuple(
        (Button(said(entry.question, speaker.language), f"faq:{programme}:{entry.slug}"),)
        for entry in entries
    )


def answerable(speaker: Speaker, asked: Mapping[str, FaqMatches]) -> dict[str, FaqEntry]:
    """The entry of each programme that surely answers the question, and names no badge beside."""
    return {
        slug: heard.questions[0].hits[0].entry
        for slug, heard in asked.items()
        if heard.questions[0].sure and not (heard.rest and menu.named(speaker, heard.rest).sure)
    }


def which(speaker: Speaker, asked: Mapping[str, FaqMatches]) -> None:
    """Ask of which programme a question is, with a button for each that answers it."""
    found = answerable(speaker, asked)
    if len(found) == 1:
        slug = next(iter(found))
        speaker.aside = aside(speaker, slug, asked[slug].questions)
        alone(speaker, slug)
        return
    names = {slug: said(menu.programme_of(speaker, slug).name, speaker.language) for slug in found}
    rows = tuple((Button(names[slug], f"faq:{slug}:{each.slug}"),) for slug, each in found.items())
    lines = "\n".join(
        f"- {names[slug]} : {said(each.question, speaker.language)}" for slug, each in found.items()
    )
    speaker.turn.effects.conclude(Outcome.ASKED, "which programme")
    key = "faq.which_programme" if speaker.chatting else "faq.which_programme_written"
    speaker.reply(speaker.word(key, questions=lines), rows if speaker.chatting else ())


def alone(speaker: Speaker, programme: str) -> None:
    """Give an answer with nothing else under way, and ask whether this was it."""
    menu.listen(speaker, programme)
    key = "faq.was_this_it" if speaker.chatting else "faq.ask_again"
    speaker.reply(menu.word(speaker, programme, speaker.language, key))


def show(speaker: Speaker, programme: str, page: int = 0) -> None:
    """Show the questions of a programme, eight at a time; a letter has them all."""
    entries = catalogue(speaker.turn.settings.programmes_folder).faq.get(programme, ())
    name = menu.programme_of(speaker, programme).named(speaker.language)
    speaker.turn.effects.conclude(Outcome.ASKED)
    if not entries:
        speaker.reply(menu.contact(speaker, programme))
        return
    menu.listen(speaker, programme)
    if not speaker.chatting:
        lines = "\n".join(f"- {said(each.question, speaker.language)}" for each in entries)
        said_so = {"programme": name, "questions": lines}
        speaker.reply(menu.word(speaker, programme, speaker.language, "faq.written", **said_so))
        return
    pages = -(-len(entries) // AT_ONCE)
    start = page % pages * AT_ONCE
    rows = entry_buttons(speaker, programme, entries[start : start + AT_ONCE])
    more = Button(speaker.word("faq.button_more"), f"faqs:{programme}:{(page + 1) % pages}")
    person = Button(speaker.word("faq.button_human"), f"human:{programme}")
    last = (more, person) if pages > 1 else (person,)
    text = menu.word(speaker, programme, speaker.language, "faq.list", programme=name)
    speaker.reply(text, (*rows, last))


def show_page(speaker: Speaker, programme: str, number: str) -> None:
    """The page of a programme's questions that a button names, from 0."""
    show(speaker, programme, int(number) if number.isdecimal() else 0)


def show_programmes(speaker: Speaker) -> None:
    """Ask about which programme the question is."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    rows = tuple(
        (Button(said(programme.name, speaker.language), f"faqs:{slug}:0"),)
        for slug, programme in known.programmes.items()
        if known.faq.get(slug)
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    names = "\n".join(f"- {button.label}" for (button,) in rows)
    key = "faq.programmes" if speaker.chatting else "faq.programmes_written"
    speaker.reply(speaker.word(key, names=names), rows if speaker.chatting else ())
