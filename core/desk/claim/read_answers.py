"""What a person's words answer, and what the rules say of it. Reads only; `conversation` keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.audit import basis
from core.claims import claim_form, eligibility
from core.claims.claim_form import ClaimForm
from core.desk.claim import letter_lines
from core.desk.incoming import Incoming, Manner
from core.desk.understood import ReadAnswers
from core.ground.errors import Refusal
from core.ground.world import Turn
from core.programmes import rules
from core.programmes.answers import answering, links, options
from core.programmes.answers.answer import HalfAnswer
from core.programmes.answers.answering import CheckedAnswer, Context, SeveralReadings
from core.programmes.answers.form_labels import named_in
from core.programmes.answers.form_lines import Lines, read_lines
from core.programmes.answers.free_text import from_lines, of_others
from core.programmes.catalogue import catalogue
from core.programmes.form import Question, QuestionKind
from core.reading import languages
from core.reading.form_steps import has_none
from core.reading.names.correction import corrected, speaks_of_own_name
from core.reading.text import clean, words

# A long text may hold dates and names that are part of the story, not answers.
WHOLE = {QuestionKind.TEXT}
# What a badge's name could be mistaken for, and how many words may stand around it.
NAMELIKE, AROUND = {QuestionKind.TEXT, QuestionKind.NAME}, 6
# Told anew these replace what stands.
LINKS = {
    QuestionKind.REPOSITORY,
    QuestionKind.ACCOUNT,
    QuestionKind.SITE,
    QuestionKind.LINK,
}
TOLD_ANEW = LINKS | {QuestionKind.DATE, QuestionKind.DATE_RANGE}
TOLD_ANEW |= {QuestionKind.NAME, QuestionKind.ORGANISATION, QuestionKind.NUMBER}
CODE_KEPT = {QuestionKind.REPOSITORY, QuestionKind.ACCOUNT}
NOTHING_TOLD = CheckedAnswer(value="", said="")  # to a question that may be left out
NO_LOOK = "unlooked"  # why an address is unchecked that nothing has looked at
# What may stand around them; among other words they may be part of a story.
AROUND_IT = languages.words("around_answers.correcting", "around_answers.courtesies")


def read(turn: Turn, form: ClaimForm, incoming: Incoming) -> ReadAnswers:
    """Read a form, a letter or a chat message against the questions of the claim."""
    heard = ReadAnswers()
    if incoming.fields:
        for question in form.questions:
            if question.name in incoming.fields:
                hear_field(heard, turn, form, question, incoming.fields[question.name].strip())
        return heard
    asked = being_asked(form, incoming)
    if asked is not None and asked.kind in NAMELIKE and names_a_badge(turn, incoming.text):
        return heard
    if asked is not None and asked.kind in WHOLE:
        read_into(heard, turn, form, asked, incoming.text)
        return heard
    lines = gather(heard, turn, form, incoming.text, asked)
    if asked is not None and asked.name not in heard.answers and not refused(heard):
        alone = ReadAnswers()
        read_into(alone, turn, form, asked, incoming.text)
        if heard.answers and not alone.answers and asked.kind is QuestionKind.NAME:
            alone = ReadAnswers()  # « Hugo Lefèvre, Les Passerelles, du … au … »
            read_into(alone, turn, form, asked, incoming.text.partition(",")[0])
        if alone.answers or not heard.answers:
            heard.answers |= alone.answers
            heard.problems |= alone.problems
            heard.unsure |= alone.unsure
    if incoming.manner is not Manner.CHAT:
        hear_letter(heard, turn, form, incoming.text, lines if asked is None else None)
    return heard


def hear_letter(
    heard: ReadAnswers, turn: Turn, form: ClaimForm, text: str, lines: Lines | None
) -> None:
    """What a letter tells beside its form lines, where several questions are open: line by line,
    its consent, the question asked last in a chat. With all the others told, what may be left out
    is left out."""
    context, open_ones = eligibility.context(turn, form), form.missing
    if lines is not None:
        in_order = {} if lines.told else letter_lines.in_order(open_ones, text, context)
        if in_order:
            heard.answers |= in_order
            heard.problems.clear()
            heard.unsure.clear()
        heard.answers |= letter_lines.consents(open_ones, text, context)
        hear_asked_before(heard, turn, form, text)
    leave_out(heard, open_ones)


def leave_out(heard: ReadAnswers, open_ones: Sequence[Question]) -> None:
    """Leave out what may be, where all the other open questions are answered."""
    left = [each for each in open_ones if each.name not in heard.answers]
    if heard.answers and all(each.optional for each in left) and not heard.problems:
        heard.answers |= {each.name: NOTHING_TOLD for each in left}


def refused(heard: ReadAnswers) -> bool:
    """Whether something that was told is wrong, and not only half told."""
    return not all(isinstance(each, HalfAnswer) for each in heard.problems.values())


def read_beside(turn: Turn, form: ClaimForm, incoming: Incoming) -> ReadAnswers:
    """What a message that answers something else tells for sure of the questions to come."""
    heard = ReadAnswers()
    gather(heard, turn, form, incoming.text, None)
    return ReadAnswers(
        {name: each for name, each in heard.answers.items() if form.lacks(name)},
        {name: each for name, each in heard.problems.items() if isinstance(each, HalfAnswer)},
    )


def hear_asked_before(heard: ReadAnswers, turn: Turn, form: ClaimForm, text: str) -> None:
    """A letter that answers the question which was asked last, in a chat, and says so for sure."""
    question = form.question(form.claim.asked)
    told = question is None or question.name in heard.answers
    if question is None or told or not form.lacks(question.name) or question.kind in WHOLE:
        return
    alone = ReadAnswers()
    read_into(alone, turn, form, question, text)
    heard.answers |= alone.answers


def hear_field(
    heard: ReadAnswers, turn: Turn, form: ClaimForm, question: Question, said: str
) -> None:
    """One field of a form: an answer that stands is left, an optional one may be left empty."""
    lacking, known = form.lacks(question.name), form.shown(question.name)
    if said and (lacking or said != known):
        read_into(heard, turn, form, question, said, whole=True)
        told = heard.answers.get(question.name)
        if not lacking and told and told.value == form.rows[question.name].value:
            del heard.answers[question.name]  # written otherwise: « 20 » for « 20 heures »
    elif question.kind is QuestionKind.FILE:  # a field for a file is empty when it is shown
        if question.optional and lacking:
            heard.answers[question.name] = NOTHING_TOLD
    elif question.optional and not said and (lacking or known):
        heard.answers[question.name] = NOTHING_TOLD


def being_asked(form: ClaimForm, incoming: Incoming) -> Question | None:
    """The question that the whole message would answer: the one asked, or the only one left."""
    if incoming.manner is Manner.CHAT:
        return form.question(form.claim.asked) or next(iter(form.missing), None)
    return form.missing[0] if len(form.missing) == 1 else None


def names_a_badge(turn: Turn, text: str) -> bool:
    """Whether a short text is about a badge by its name: a wish for it, no answer to a question."""
    spoken = words(text)
    known = catalogue(turn.settings.programmes_folder).programmes.values()
    names = (words(name) for each in known for badge in each.badge for name in badge.name.values())
    said = f" {' '.join(spoken)} "
    return any(
        f" {' '.join(name)} " in said and len(spoken) - len(name) <= AROUND
        for name in names
        if len(name) > 1 or spoken == name
    )


def gather(
    heard: ReadAnswers, turn: Turn, form: ClaimForm, text: str, asked: Question | None
) -> Lines:
    """Every answer that the text holds for sure; a known answer changes only by its form line.

    Gives the lines of the form that it holds, and the words around them."""
    wanted = [each for each in form.questions if form.lacks(each.name) or each is asked]
    lines = read_lines(form.questions, clean(text), wanted or mendable(form))
    for question in form.questions:
        said = lines.told.get(question.name, "")
        if said and said != form.shown(question.name):
            read_into(heard, turn, form, question, said)
    if not wanted:
        tell_anew(heard, turn, form, lines)
        return lines
    context = eligibility.context(turn, form)
    wanted = [
        each
        for each in wanted
        if each.name not in lines.told and not by_itself(each, asked, context)
    ]
    found = from_lines(wanted, Lines(rest=lines.rest), context)
    heard.answers |= found.answers
    if not found.answers:
        mend_earlier(heard, turn, form, lines, asked)
    for name, refusal in found.wrong.items():
        if isinstance(refusal, SeveralReadings):
            heard.unsure[name] = refusal
        else:
            heard.problems[name] = refusal
    return lines


def by_itself(question: Question, asked: Question | None, context: Context) -> bool:
    """Whether the whole message is read as the answer, by the reader of its kind: a name, or an
    organisation where none is known."""
    if question is not asked:
        return False
    unknown = question.kind is QuestionKind.ORGANISATION and not context.organisations
    return unknown or question.kind is QuestionKind.NAME


def tell_anew(heard: ReadAnswers, turn: Turn, form: ClaimForm, lines: Lines) -> None:
    """Where nothing is missing, what is told anew for sure mends the answer that stands.

    It is shown before anything comes of it; a question mends nothing.
    """
    untold = [each for each in mendable(form) if each.name not in lines.told]
    found = from_lines(untold, Lines(rest=lines.rest), eligibility.context(turn, form))
    for question in untold:
        if question.kind is QuestionKind.NAME:
            told = corrected(lines.rest, form.rows[question.name].value)
            if told and not of_others(lines.rest):
                heard.answers[question.name] = CheckedAnswer(told, lines.rest)
            continue
        if "?" in lines.rest:
            continue
        answer = found.answers.get(question.name)
        unsure = found.wrong.get(question.name)
        named = question in named_in(found.rest, form.questions)
        sure = corrects(found.rest) or named or question.kind in CODE_KEPT
        if answer and sure and answer.value != form.rows[question.name].value:
            heard.answers[question.name] = answer
        elif isinstance(unsure, SeveralReadings):
            heard.unsure[question.name] = unsure


def mend_earlier(
    heard: ReadAnswers, turn: Turn, form: ClaimForm, lines: Lines, asked: Question | None
) -> None:
    """What corrects an earlier answer while a later question stands, and says that it does."""
    if asked is not None and (asked.kind in WHOLE or form.lacks(asked.name) is False):
        return
    alone = ReadAnswers()
    tell_anew(alone, turn, form, lines)
    for name, answer in alone.answers.items():
        question = form.question(name)
        link = question is not None and question.kind in LINKS
        if question is None or link or form.lacks(name) or (asked and question.kind is asked.kind):
            continue
        if question.kind is not QuestionKind.NAME or speaks_of_own_name(lines.rest):
            heard.answers[name] = answer


def mendable(form: ClaimForm) -> list[Question]:
    """The questions whose answer is replaced when it is told anew."""
    return [each for each in form.questions if each.kind in TOLD_ANEW and form.rows.get(each.name)]


def corrects(rest: str) -> bool:
    """Whether the words around an answer only say that it is the right one: « Non, c'est … »."""
    return AROUND_IT.issuperset(words(rest))


def read_into(
    heard: ReadAnswers,
    turn: Turn,
    form: ClaimForm,
    question: Question,
    text: str,
    *,
    whole: bool = False,
) -> None:
    """Read the text as the answer to one question; « non », « j'en ai pas » to an optional one.

    `whole`: half an answer is none.
    """
    if left_out(question, text):
        heard.answers[question.name] = NOTHING_TOLD
        return
    try:
        context = eligibility.context(turn, form)
        context = replace(context, whole=whole)
        heard.answers[question.name] = answering.read(question, text, context)
    except SeveralReadings as unsure:
        heard.unsure[question.name] = unsure
    except Refusal as refusal:
        heard.problems[question.name] = refusal


def left_out(question: Question, text: str) -> bool:
    """Whether the words say that an optional question has no answer, and choose no option."""
    if not question.optional or (question.options and options.chosen(question, text)):
        return False
    return has_none(text, asked_in(question))


def asked_in(question: Question) -> set[str]:
    """The words that a question is asked in, in every language."""
    told = (*question.label.values(), *question.ask.values())
    return {word for each in told for word in words(each)}


def judged(
    turn: Turn, form: ClaimForm, new: set[str], looks: Mapping[str, rules.LinkCheck]
) -> dict[str, str]:
    """What the rules refuse: question to ask again (empty for none) → the sentence why.

    Marks the refused answers wrong, and the evidence that could not be looked at. An address is
    what it leads to: github.com sent on to another host is no repository there.
    """
    refused = led_away(turn, form, new, looks)
    verdicts = eligibility.judge(turn, form, looks)
    if any(isinstance(verdict, rules.Mend | rules.Barred) for _, verdict in verdicts):
        basis.turned_away(turn, form, verdicts)
    for _, verdict in verdicts:
        if isinstance(verdict, rules.Unchecked):
            for name in new.intersection(verdict.questions):
                look = looks.get(form.rows[name].value)
                form.rows[name].unchecked = f"rules.why_{look.why if look else NO_LOOK}"
        elif isinstance(verdict, rules.Mend | rules.Barred):
            for name in verdict.questions:
                claim_form.mark_wrong(turn, form, name)
            name = next(iter(verdict.questions), "")
            refused.setdefault(name, turn.say(form.locale, verdict.word, **verdict.values))
    return refused


def led_away(
    turn: Turn, form: ClaimForm, new: set[str], looks: Mapping[str, rules.LinkCheck]
) -> dict[str, str]:
    """The new answers whose address leads away from the hosts that the question wants."""
    refused = {}
    for question in form.questions:
        row = form.rows.get(question.name)
        look = looks.get(row.value) if row and question.name in new else None
        why = links.led_away(question, row.value, look.final_url) if row and look else None
        if why is not None:
            claim_form.mark_wrong(turn, form, question.name)
            refused[question.name] = turn.say(form.locale, why.word, **why.values)
    return refused
