"""A small town whose badges go missing (`cocarde simulate` plays a thousand people)."""

from datetime import date
from pathlib import Path

from tests.world.world import Stage
from tools.simulate.counting import Count, Result, weigh
from tools.simulate.fates import FATES
from tools.simulate.post import Post
from tools.simulate.running import simulate
from tools.simulate.town import town


def test_who_is_entitled_has_their_badge_and_all_others_are_told_why(tmp_path: Path) -> None:
    """In a town this small each fate befalls somebody, so the rare ones weigh more; only those
    whose fate needs one got theirs from a human."""
    played = simulate(tmp_path, 34, 7, lambda _: None)
    human = [fate for fate in FATES if fate.entitled and not fate.own]
    by_hand = sum(played.fates[fate.name].people for fate in human)
    assert played.served == played.entitled - by_hand
    assert by_hand == len(human)
    assert (played.wrong, played.twice) == ([], 0)
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
