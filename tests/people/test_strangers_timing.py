"""Somebody nobody knows and somebody everybody knows wait as long."""

import time
from itertools import count
from pathlib import Path
from statistics import median

from core.people import people
from tests.people.test_strangers import WHERE, settle
from tests.world.talking import Talk
from tests.world.world import make_stage

ROUNDS = 50


def test_known_and_unknown_take_as_long(tmp_path: Path) -> None:
    """100 asks, known and unknown in turns, by the processor's time of each.

    The Mann-Whitney statistic says how often a known ask is slower than an unknown one: 0.5 when
    nothing tells them apart. On a busy machine single asks swing by far more than any difference
    there could be, so this fails only on a gross one: beyond 0.5 ± 0.25 (more than four
    standard deviations of 0.058 for 50 against 50) with medians more than a quarter apart. That the
    statements are the very same is shown above, without chance.
    """
    stage = make_stage(tmp_path)
    settle(stage)
    numbers = count()
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    with stage.world.turn() as turn:
        for number in range(ROUNDS + 5):
            mail = people.meet(turn, people.MAIL, f"k{number:04}@example.org", name="Awa Diallo")
            people.confirm(turn, mail)
    order = [("known", "k"), ("unknown", "u")] * (ROUNDS + 5)
    for kind, letter_ in order:
        number = next(numbers)
        talk = Talk(stage, f"guest{number}")
        talk.say(WHERE)
        began = time.process_time()
        talk.say(f"{letter_}{number // 2:04}@example.org")
        times[kind].append(time.process_time() - began)
    stage.world.store.close()
    known, unknown = times["known"][5:], times["unknown"][5:]
    above = sum((k > u) + 0.5 * (k == u) for k in known for u in unknown)
    share = above / (len(known) * len(unknown))
    apart = abs(median(known) - median(unknown)) / median(unknown)
    assert abs(share - 0.5) < 0.25 or apart < 0.25, (share, apart)
