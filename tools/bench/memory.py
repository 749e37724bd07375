"""How much memory all doors take in one process while a thousand people claim by chat and mail.

The people and the post between them live in the same process (`simulate`), so that the figure is
rather too high than too low.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from core.ground.paths import ROOT

PEOPLE, LIMIT_MB = 1000, 512.0
CHILD = """
import json, resource, sys, tempfile
from pathlib import Path
import bot.listen, factory.deliver, mail.deliver, mail.listen, web.listen, webhooks.deliver
from tests.world.world import make_stage
from tools.simulate.running import simulate

def taken():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

with tempfile.TemporaryDirectory() as folder:
    stage = make_stage(Path(folder))
    web.listen.build(stage.world)
    opened = taken()
    result = simulate(Path(folder) / "town", int(sys.argv[1]), 1, lambda _: None)
print(json.dumps({"opened": opened, "most": taken(), "inputs": result.inputs}))
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes: with all doors imported and pages ready, and the most while people claimed."""

    opened: float
    most: float
    inputs: int


def bench(people: int = PEOPLE) -> Memory:
    """What a process of its own took at most (`ru_maxrss`); raises where it fails."""
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(people)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Memory(**json.loads(run.stdout.splitlines()[-1]))
