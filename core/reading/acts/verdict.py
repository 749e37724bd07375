"""The three things that a reviewer can say of a claim, by whatever door."""

from enum import StrEnum


class ReviewVerdict(StrEnum):
    """What a reviewer can say of a claim."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
