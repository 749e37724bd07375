"""What is wrong with texts that people read: languages that lack, too many, or too long ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from core.ground.findings import Weight
from core.ground.sentences import Sentence
from core.programmes.file_values import Language
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.programme import Programme

# Signs that fit: a picture, a button of a chat, a line of a mail, a page of a badge.
NAME, LABEL, OPTION, ASK, SKILL, LONG = 60, 50, 60, 400, 70, 700


class TextOfFile(NamedTuple):
    """A text by language, or a list of them, with its place and how many signs fit there."""

    place: Place
    text: Mapping[Language, str] | Mapping[Language, list[str]]
    fits: int


def wrong_texts(programme: Programme) -> Iterator[Wrong]:
    """Each text is there in each language of the programme, in no other, and fits."""
    for place, text, fits in texts(programme):
        yield from wrong_languages(place, text, programme.languages)
        for language, told in text.items():
            longest = max([told] if isinstance(told, str) else told, key=len, default="")
            if len(longest) > fits:
                values = {"language": language, "count": len(longest), "fits": fits}
                values |= {"text": f"{longest[:40]}…"}
                sentence = Sentence("programme.text_long", **values)
                yield Wrong(place, sentence, Weight.BEWARE)


def wrong_languages(
    place: Place, text: Mapping[Language, object], languages: Sequence[Language]
) -> Iterator[Wrong]:
    """The languages that a text lacks, and those that nobody is shown."""
    lacks = [each for each in languages if not text.get(each)]
    if lacks:
        add = ", ".join(f"{place[-1]}.{language} = …" for language in lacks)
        sentence = Sentence("programme.no_text", languages=", ".join(lacks), add=add)
        yield Wrong(place, sentence)
    unseen = [each for each in text if each not in languages]
    if unseen:
        sentence = Sentence("programme.text_unseen", languages=", ".join(unseen))
        yield Wrong(place, sentence, Weight.BEWARE)


def texts(programme: Programme) -> Iterator[TextOfFile]:
    """Every text by language in the file."""
    yield TextOfFile(("name",), programme.name, NAME)
    yield TextOfFile(("description",), programme.description, LONG)
    if programme.title:
        yield TextOfFile(("title",), programme.title, NAME)
    for number, group in enumerate(programme.group):
        yield TextOfFile(("group", number, "name"), group.name, NAME)
    for level, name in programme.level.items():
        yield TextOfFile(("level", level), name, LABEL)
    for number, event in enumerate(programme.event):
        yield TextOfFile(("event", number, "name"), event.name, NAME)
    yield from texts_of_badges(programme)
    yield from texts_of_forms(programme)


def texts_of_badges(programme: Programme) -> Iterator[TextOfFile]:
    """What the badges say."""
    for number, badge in enumerate(programme.badge):
        place: Place = ("badge", number)
        yield TextOfFile((*place, "name"), badge.name, NAME)
        yield TextOfFile((*place, "description"), badge.description, LONG)
        yield TextOfFile((*place, "criteria"), badge.criteria, LONG)
        yield TextOfFile((*place, "skills"), badge.skills, SKILL)
        for at, entry in enumerate(badge.alignment):
            yield TextOfFile((*place, "alignment", at, "name"), entry.name, LONG)


def texts_of_forms(programme: Programme) -> Iterator[TextOfFile]:
    """What the forms ask."""
    for slug, form in programme.form.items():
        for number, question in enumerate(form.question):
            place: Place = ("form", slug, "question", number)
            yield TextOfFile((*place, "label"), question.label, LABEL)
            yield TextOfFile((*place, "ask"), question.ask, ASK)
            if question.unit:
                yield TextOfFile((*place, "unit"), question.unit, OPTION)
            for at, option in enumerate(question.options):
                yield TextOfFile((*place, "options", at, "label"), option.label, OPTION)
