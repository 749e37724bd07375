"""Cases: what a human of the staff has to see, opened once for each occasion and subject."""

from core.claims.cases.life import open_cases
from core.claims.cases.matter import CASE, Matter, Occasion, State
from core.claims.cases.opening import known, open_case, poisoned

__all__ = [
    "CASE", "Matter", "Occasion", "State", "known", "open_case", "open_cases", "poisoned",
]  # fmt: skip
