"""Measuring: the whole reader on labelled messages, beside the nearest phrase as its floor."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from cocarde.inspect.read import read_line
from cocarde.printing import print_json
from core.desk.understanding.sample_talk import open_room
from core.ground.errors import Trouble
from core.ground.settings import read_settings
from tools.understanding.floor import nearest_phrase
from tools.understanding.labelled import Judged, Labelled, judged, labelled, may_be_shown
from tools.understanding.rates import Rate, bins, calibration_error, rates

MISTAKEN = 40  # pairs of the confusion table
ERROR_GOAL = 0.03


def measure(path: Path, *, show: bool, confusion: bool, as_json: bool) -> int:
    """Print the rates of a file or folder; 0 where all goals are kept. Single messages are shown
    of a folder called tune only: raises `Trouble` for another."""
    if show and not may_be_shown(path):
        raise Trouble("tool.sealed_shown", file=path)
    messages = labelled(path)
    ours = list(read_all(messages))
    found = rates(ours)
    told = bins(each for one in ours for each in one.certainties)
    error = calibration_error(told)
    if as_json:
        print_json({each.name: round(each.share, 4) for each in found} | {"calibration": error})
    else:
        beside = rates([judged(message, nearest_phrase(message)) for message in messages])
        tell(found, beside)
        print(f"\ncalibration error {error:.3f} (goal ≤ {ERROR_GOAL})\n certainty  right  of")
        for each in told:
            print(f"      {each.mean:.2f}   {each.right:.2f}  {each.number}")
    if confusion:
        tell_confusion(ours)
    if show:
        tell_misses(ours)
    return 0 if error <= ERROR_GOAL and all(each.kept for each in found) else 1


def read_all(messages: Sequence[Labelled]) -> Iterator[Judged]:
    """Each message read where its conversation stands."""
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(read_settings(), Path(folder))
        for message in messages:
            yield judged(message, read_line(room, message.given))
        room.world.store.close()


def tell(ours: Sequence[Rate], floor: Sequence[Rate]) -> None:
    """One line a rate, beside the floor and the goal."""
    for rate, low in zip(ours, floor, strict=True):
        goal = f"goal {'≤' if rate.most else '≥'} {rate.goal:.0%}"
        told = f"{rate.hits:>5}/{rate.of:<5}{rate.share:>7.1%}  floor {low.share:>6.1%}  {goal:<12}"
        print(f"{rate.name:<24}{told}{'kept' if rate.kept else 'MISSED'}")


def tell_confusion(ours: Sequence[Judged]) -> None:
    """Which kind was read as which, the most frequent first; `asked` is nothing done."""
    pairs: Counter[tuple[str, str]] = Counter()
    for each in ours:
        done, meant = sorted(each.done - each.meant), sorted(each.meant - each.done)
        for wrong in done or (["asked"] if meant else []):
            pairs[meant[0] if meant else "nobody's", wrong] += 1
    print("\nmeant          read as        times")
    for (meant_kind, read_kind), times in pairs.most_common(MISTAKEN):
        print(f"{meant_kind:<15}{read_kind:<15}{times}")


def tell_misses(ours: Sequence[Judged]) -> None:
    """Each message that was not read at once and rightly, with how it was read."""
    for each in ours:
        if not each.once:
            given = each.message.given
            text = given["text"].replace("\n", " / ")
            meant, done = ("+".join(sorted(kinds)) or "none" for kinds in (each.meant, each.done))
            print(f"{verdict(each):<8}{given['id']:<9}[{given['asked']}] {text}")
            print(f"{'':<17}meant {meant}; done {done}; offered {', '.join(each.offered)}")


def verdict(each: Judged) -> str:
    """What a reading was worth, in one word."""
    if each.wrong:
        return "HARMFUL" if each.harmful else "wrong"
    return "asked" if each.asked else "missed"
