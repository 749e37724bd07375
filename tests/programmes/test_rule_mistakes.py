"""Rules as programme files write them: what each takes, and mistakes told with their mend."""

import pytest

from core.programmes import rules
from core.programmes.form import QuestionKind, Rule


def test_a_rule_says_which_values_it_takes() -> None:
    assert rules.parameters("lasted") == {"months": int}
    assert rules.parameters("host") == {"hosts": list[str]}
    assert rules.parameters("not_held_yet") == {}
    with pytest.raises(KeyError):
        rules.parameters("sworn")


QUESTIONS = {
    "mission": QuestionKind.DATE_RANGE,
    "repository": QuestionKind.REPOSITORY,
    "site": QuestionKind.SITE,
}
WRONG: list[tuple[dict[str, object], str]] = [
    ({"kind": "lasts", "of": ["mission"]}, "there is no rule 'lasts'"),
    ({"kind": "lasted", "of": ["mission"]}, "'months' is missing"),
    ({"kind": "lasted", "of": ["mission"], "months": "six"}, "'months' is not a whole number"),
    ({"kind": "lasted", "of": ["mission"], "months": True}, "'months' is not a whole number"),
    ({"kind": "lasted", "of": ["mission"], "months": 0}, "'months' is not a whole number"),
    ({"kind": "lasted", "of": ["mission"], "month": 6, "months": 6}, "lasted takes no 'month'"),
    ({"kind": "lasted", "of": [], "months": 6}, "of names 0 questions"),
    ({"kind": "lasted", "of": ["misson"], "months": 6}, "there is no question 'misson'"),
    ({"kind": "lasted", "of": ["site"], "months": 6}, "'site' is a question of kind site"),
    ({"kind": "host", "of": ["site"], "hosts": "github.com"}, "'hosts' is not a list of texts"),
    ({"kind": "host", "of": ["site"], "hosts": []}, "'hosts' is not a list of texts"),
    ({"kind": "same_address", "of": ["site"]}, "of names 1 questions"),
    ({"kind": "not_held_yet", "of": ["site"]}, "of names 1 questions"),
]


@pytest.mark.parametrize(("written", "what"), WRONG)
def test_a_rule_written_wrongly_is_told_with_its_mend(
    written: dict[str, object], what: str
) -> None:
    found = list(rules.mistakes(Rule.model_validate(written), QUESTIONS))

    assert any(str(wrong).startswith(what) for wrong in found), found
    assert all(wrong.mend for wrong in found)


RIGHT: list[dict[str, object]] = [
    {"kind": "lasted", "of": ["mission"], "months": 6},
    {"kind": "ended", "of": ["mission"]},
    {"kind": "on_roster", "of": ["mission"]},
    {"kind": "on_roster"},
    {"kind": "host", "of": ["repository"], "hosts": ["github.com"]},
    {"kind": "same_address", "of": ["repository", "site"]},
    {"kind": "reachable", "of": ["repository", "site"]},
    {"kind": "reachable", "of": ["site"]},
    {"kind": "not_held_yet"},
]


@pytest.mark.parametrize("written", RIGHT)
def test_a_rule_written_well_has_no_mistake(written: dict[str, object]) -> None:
    rule = Rule.model_validate(written)

    assert list(rules.mistakes(rule, QUESTIONS)) == []
    assert list(rules.mistakes(rule, set(QUESTIONS))) == []
