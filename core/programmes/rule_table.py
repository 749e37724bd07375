"""The table of rules, what each needs, and how those of a form are judged."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from core.ground.errors import Trouble
from core.ground.nearest import nearest, rather
from core.ground.sentences import Sentence, either
from core.programmes.form import QuestionKind, Rule
from core.programmes.rule_results import Facts, Verdict

Judging = Callable[..., Verdict]
TYPES: Mapping[Any, Sentence] = {
    int: Sentence("programme.type_number"),
    list[str]: Sentence("programme.type_texts"),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """A rule's function, how many questions it is about, and of which kinds.

    `each`: it looks at every question alone, so one answer is enough to judge that one.
    """

    judging: Judging
    of: tuple[int, ...]
    kinds: tuple[QuestionKind, ...]
    each: bool = False


RULES: dict[str, Registered] = {}


def rule(
    *, of: int | tuple[int, ...], kinds: tuple[QuestionKind, ...] = (), each: bool = False
) -> Callable[[Judging], Judging]:
    """Enter a function into the table of rules under its own name; `of` is how many questions it is
    about, `kinds` of which kind."""

    def register(judging: Judging) -> Judging:
        counts = of if isinstance(of, tuple) else (of,)
        RULES[judging.__name__] = Registered(judging, counts, kinds, each)
        return judging

    return register


def parameters(kind: str) -> Mapping[str, Any]:
    """The values that a rule needs, with their types. Raises KeyError for an unknown rule."""
    signature = inspect.signature(RULES[kind].judging)
    return {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


def judge(
    rules: Sequence[Rule], facts: Facts, answered: AbstractSet[str]
) -> list[tuple[Rule, Verdict]]:
    """The verdict of every rule whose questions are answered, in the order of the form."""
    judged = []
    for each in rules:
        registered = known(each)
        told = tuple(name for name in each.of if name in answered)
        if len(told) == len(each.of) or (registered.each and told):
            judged.append((each, registered.judging(facts, told, **each.values)))
    return judged


def known(each: Rule) -> Registered:
    registered = RULES.get(each.kind)
    if registered is None:
        raise Trouble("trouble.no_rule", kind=repr(each.kind))
    return registered


def mistakes(
    each: Rule, questions: AbstractSet[str] | Mapping[str, QuestionKind]
) -> Iterator[Sentence]:
    """What is wrong with a rule as it is written, and how to mend it; `questions` with their kinds
    where these are known."""
    registered = RULES.get(each.kind)
    if registered is None:
        yield Sentence("programme.no_rule", kind=repr(each.kind), rather=rather(each.kind, RULES))
        return
    yield from _wrong_values(each)
    if len(each.of) not in registered.of:
        wanted = either([str(count) for count in registered.of])
        yield Sentence("programme.rule_of", count=len(each.of), wanted=wanted)
    for name in each.of:
        if name not in questions:
            told = {"name": repr(name), "rather": rather(name, _fitting(questions, registered))}
            yield Sentence("programme.no_question", **told)
        elif isinstance(questions, Mapping) and questions[name] not in registered.kinds:
            kind, wanted = questions[name], either(registered.kinds)
            yield Sentence("programme.rule_kind", name=repr(name), kind=kind, wanted=wanted)


def _fitting(
    questions: AbstractSet[str] | Mapping[str, QuestionKind], registered: Registered
) -> list[str]:
    """The questions that a rule may be about; all where their kinds are not known."""
    kinds = questions if isinstance(questions, Mapping) else {}
    return [name for name in questions if not kinds or kinds[name] in registered.kinds]


def _wrong_values(each: Rule) -> Iterator[Sentence]:
    """The values that a rule takes and does not have, has and does not take, or has of another
    type."""
    needed = parameters(each.kind)
    meant = {name: nearest(name, needed) for name in sorted(each.values.keys() - needed.keys())}
    for name, near in meant.items():
        if near and near not in each.values:
            yield Sentence("programme.shape_misspelt", key=repr(name), meant=near)
        else:
            taken = ", ".join(needed) or Sentence("programme.rule_takes_nothing")
            yield Sentence("programme.rule_takes", kind=each.kind, name=repr(name), taken=taken)
    for name, wanted in needed.items():
        told = {"named": repr(name), "wanted": TYPES[wanted]}
        if name in each.values and not _is(each.values[name], wanted):
            yield Sentence("programme.rule_value", **told)
        elif name not in each.values and name not in meant.values():
            yield Sentence("programme.rule_lacks", name=name, **told)


def _is(value: object, wanted: Any) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
