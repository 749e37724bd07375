"""Cases: what a human of the staff has to see, opened once for each occasion and subject."""

from core.support.case import CASE, CaseState, CaseSubject, Occasion
from core.support.case_life import open_cases
from core.support.open_case import known, open_case, poisoned

__all__ = [
    "CASE",
    "CaseState",
    "CaseSubject",
    "Occasion",
    "known",
    "open_case",
    "open_cases",
    "poisoned",
]  # fmt: skip
