"""`python -m tools.whole_life --steps N --seed S`: everybody lives through an installation, any
step after any other, and ten things hold after each.

Prints how many steps were taken; exit status 1 where something did not hold, with the steps that
led there.
"""

import sys
import time
import traceback
from argparse import ArgumentParser
from collections import Counter

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tools.whole_life.machine import WholeLife

A_LIFE = 60  # steps


def main(given: list[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", action="store_true", help="look for the shortest way there")
    told = parser.parse_args(given)
    began, taken, seen = time.monotonic(), [0], Counter[str]()

    class Counted(WholeLife):
        def teardown(self) -> None:
            if hasattr(self, "life"):
                taken[0] += self.life.acts
                seen.update(self.life.states())
                sys.stderr.write(f"\r{taken[0]} steps   ")
            super().teardown()

    how = settings(
        max_examples=max(1, told.steps // A_LIFE), stateful_step_count=A_LIFE, deadline=None,
        database=None, suppress_health_check=list(HealthCheck), print_blob=False,
        phases=[Phase.generate, Phase.shrink] if told.shrink else [Phase.generate],
    )  # fmt: skip
    try:
        run_state_machine_as_test(seed(told.seed)(Counted), settings=how)
    except Exception:
        traceback.print_exc()
        print(f"seed {told.seed}: something did not hold, after {taken[0]} steps")
        return 1
    seconds = time.monotonic() - began
    print(f"\nseed {told.seed}: {taken[0]} steps in {seconds:.0f} s, all ten held after each")
    print(", ".join(f"{count} {name}" for name, count in sorted(seen.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
