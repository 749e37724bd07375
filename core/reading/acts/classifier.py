"""How surely a clause says each kind of act: the trained part of the reader."""

from core.reading.acts.kinds import ActKind


def scores(text: str, asked: str = "") -> dict[ActKind, float]:
    """For each kind how likely a clause says it, from 0 to 1, each for itself: all may be low.

    `asked` is what stood when it came: none, recap, question, mail, code, in_review, issued, card,
    reason or case; what follows a colon (`question:name`) doesn't matter.
    """
    del text, asked  # until there are weights
    return dict.fromkeys(ActKind, 0.0)
