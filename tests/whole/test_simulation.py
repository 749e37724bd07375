"""A small town whose badges go missing (`cocarde simulate` plays a thousand people)."""

from datetime import date

import pytest

from tests.world.world import Stage
from tools.simulate.counting import Count, Result, weigh
from tools.simulate.fates import FATES
from tools.simulate.post import Post
from tools.simulate.running import simulate
from tools.simulate.town import town


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return simulate(tmp_path_factory.mktemp("town"), 34, 7, lambda _: None)


def test_nine_of_ten_who_are_entitled_have_their_badge_without_a_human(played: Result) -> None:
    """In a town this small each fate befalls somebody, so the rare ones weigh more."""
    human = [fate for fate in FATES if fate.entitled and not fate.own]
    by_hand = sum(played.fates[fate.name].people for fate in human)
    assert played.served == played.entitled - by_hand
    assert by_hand == len(human)


def test_no_badge_went_to_a_wrong_person_or_twice(played: Result) -> None:
    assert (played.wrong, played.twice) == ([], 0)


def test_everybody_else_is_told_why_or_has_a_case_with_a_diagnosis(played: Result) -> None:
    assert (played.untold, played.forgotten) == ([], [])


def test_the_count_sees_the_badge_of_an_impostor(stage: Stage) -> None:
    """Held against the truth of the town: nobody else could tell it from a right one."""
    folk = town(34, date(2026, 11, 16), 7)
    impostor = next(each for each in folk if each.fate.impostor)
    honest = next(each for each in folk if each.fate.entitled and each.fate.own)
    for who, wrong in ((impostor, 1), (honest, 0)):
        result, post = Result(), Post(stage, {}, {}, {}, seen={"b": {who.own_mail}})
        weigh(result, Count(), who, ["b"], case=True, post=post)
        assert len(result.wrong) == wrong
