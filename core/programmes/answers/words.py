"""Answers in words: names, organisations, choices, texts, codes, consent."""

import re

from core.ground.errors import Refusal
from core.programmes import answers_as_text
from core.programmes.answers import options
from core.programmes.answers.answer import CheckedAnswer, Context, SeveralReadings, brief
from core.programmes.file_values import said
from core.programmes.form import Question
from core.reading import languages, organisations
from core.reading.acts.accounting import account
from core.reading.acts.usual_words import common_words
from core.reading.keyboard_mash import is_mash
from core.reading.languages import any_of, compiled, either, lines
from core.reading.names import reading as names
from core.reading.organisation_sentences import LONGEST, place_in
from core.reading.organisations import NamedOrganisation
from core.reading.text import clean, fold, words

LONGEST_TEXT = 2000
OTHER = compiled(
    rf"^\W*(?:{either('organisations.other')})\s*[:=-]\s*(.+)", re.IGNORECASE | re.DOTALL
)
AT = "|".join(word if word.endswith("'") else f"{word} " for word in lines("organisations.at"))
LEAD = compiled(rf"(?:{either('organisations.lead')})?\s*(?:{AT})?")
CODE = re.compile(r"[A-Z0-9]{4,12}")
NO = languages.words("around_answers.no")
NO_ORGANISATION = ("yes", "no", "hold", "undo", "stop_reason")
MOST_SPOKEN = 12
RESERVE = languages.words("around_answers.reserve")
TOLD = compiled(
    rf"code(?: (?:{any_of('around_answers.is')})|\s?:)?\s+([a-z0-9][a-z0-9-]{{2,13}}[a-z0-9])\b"
)


def name(_question: Question, text: str, _context: Context) -> CheckedAnswer:
    """The answer to a question for a person's name. Raises `Refusal` where there is none, `Unsure`
    for one word alone, as some people have no other."""
    read = names.read(text)
    if read is None:
        raise Refusal("answers.no_name", said=brief(text))
    answer = CheckedAnswer(read.name, text)
    if read.doubt:
        likely = read.doubt is not names.NameDoubt.MASH
        raise SeveralReadings(
            f"answers.{read.doubt}", (answer,), offered=likely, likely=likely, name=read.name
        )
    return answer


def organisation(_question: Question, text: str, context: Context) -> CheckedAnswer:
    """The answer to a question for an organisation: a known one by any of its names, or the
    person's own words if they insist. Raises `Refusal` or `Unsure`."""
    insisted = OTHER.match(text)
    if insisted and words(_typed(insisted[1])):
        return CheckedAnswer(_typed(insisted[1])[:LONGEST], text)
    known, place = context.organisations, place_in(text)
    near = organisations.match(text, known) if known else ()
    if isinstance(near, NamedOrganisation):
        return CheckedAnswer(near.name, text)
    alike = place and any(organisations.resembles(place.name, each) for each in known)
    if place and place.sure and not alike and _says_one(place.name, text):
        return CheckedAnswer(place.name[:LONGEST], text)
    typed = place.name if place else _typed(text) if known else ""
    if (
        not words(typed)
        or is_mash(text)
        or "?" in text
        or not account(typed, NO_ORGANISATION).unknown
    ):
        raise Refusal("answers.no_organisation")
    own, said = CheckedAnswer(typed[:LONGEST], text), brief(typed)
    if known:
        choices = (*(CheckedAnswer(each.name, text) for each in near), own)
        guesses = answers_as_text.either([each.name for each in near], context.language)
        raise SeveralReadings("answers.which_organisation", choices, said=said, guesses=guesses)
    raise SeveralReadings("answers.odd_organisation", (own,), said=said)


def _says_one(name: str, text: str) -> bool:
    """Whether a name says no more than that it is one, or is told as one all the same: « mon asso
    c'est Tout Va Bien »."""
    if account(name, NO_ORGANISATION).unknown:
        return True
    own = [word for word in name.split() if word[:1].isalpha()]
    return len(own) > 1 and all(word[0].isupper() for word in own) and text.strip() != name


def _typed(text: str) -> str:
    line = clean(text).split("\n")[0].strip()
    lead = LEAD.match(fold(line))
    return line[lead.end() if lead else 0 :].strip(' .,;:!"«»')


def choice(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The option that the words choose, by its number, its label in any language, or nearly. Raises
    `Unsure` where that is not one: with those that the words may mean, else with all."""
    value = options.chosen(question, text)
    if value:
        return CheckedAnswer(value, text)
    likely = options.likely(question, text)
    offered = likely or question.options
    labels = [said(option.label, context.language) for option in offered]
    raise SeveralReadings(
        "answers.likely_option" if likely else "answers.which_option",
        tuple(CheckedAnswer(option.value, option.value) for option in offered),
        likely=bool(likely),
        options=answers_as_text.either(labels, context.language),
    )


def free(_question: Question, text: str, _context: Context) -> CheckedAnswer:
    """The person's own words as the answer; raises `Refusal` for more than a badge may bear."""
    if len(text) > LONGEST_TEXT:
        raise Refusal("answers.too_long", limit=str(LONGEST_TEXT), length=str(len(text)))
    if is_mash(text):
        raise Refusal("answers.mash_text", said=brief(text))
    return CheckedAnswer(text, text)


def code(_question: Question, text: str, _context: Context) -> CheckedAnswer:
    """The answer to a question for an event code: letters and figures, in any case, with or without
    spaces and dashes. Raises `Refusal` where there is none."""
    joined = re.sub(r"[\s._-]", "", fold(text)).upper()
    if CODE.fullmatch(joined) and len(text.split()) <= 3 and _codelike(text, joined):
        return CheckedAnswer(joined, text)
    told = code_in(text)
    if told:
        return CheckedAnswer(told, text)
    raise Refusal("answers.no_code", said=brief(text))


def code_in(text: str) -> str:
    """The code told inside a sentence: the word after « code », or the one with figures."""
    after = [told for told in TOLD.findall(fold(text)) if told not in common_words()]
    mixed = re.findall(
        r"\b(?=[A-Z-]{0,14}\d)(?=[\d-]{0,14}[A-Z])[A-Z0-9][A-Z0-9-]{2,13}[A-Z0-9]\b", text
    )
    found = {told.replace("-", "").upper() for told in (mixed or after)}
    told = found.pop() if len(found) == 1 else ""
    return told if CODE.fullmatch(told) else ""


def _codelike(text: str, joined: str) -> bool:
    return len(text.split()) == 1 or any(sign.isdigit() for sign in joined) or text.isupper()


def consent(_question: Question, text: str, _context: Context) -> CheckedAnswer:
    """The answer "yes" for a plain yes; raises `Refusal` for anything less."""
    spoken = set(words(text.replace("d'accord", "daccord").replace("d’accord", "daccord")))
    if account(text, ("yes", "consent")).acts:
        return CheckedAnswer("yes", text)
    plain = "?" not in text and not spoken & RESERVE and len(spoken) <= MOST_SPOKEN
    raise Refusal("answers.no_consent" if spoken & NO and plain else "answers.which_consent")
