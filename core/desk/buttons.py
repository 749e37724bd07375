"""The codec of buttons: a choice is `verb:argument:…`; who works it looks up what it names."""

from core.desk.handling import GONE, IN_PRIVATE, Handling
from core.desk.review.actions import ACTIONS

IN_GROUPS = {*ACTIONS, "look", "case", "ordered", "unordered", "orderto"}
ARGUMENTS = {  # how many each verb has
    # of a claim of one's own, which comes first
    "confirm": 1, "edit": 2, "spell": 2, "back": 1, "keep": 1, "skip": 2, "again": 1,
    "withdraw": 1, "withdraw?": 1, "choose": 3, "option": 3,
    # of programmes, badges and oneself
    "menu": 0, "programme": 1, "group": 2, "badge": 2, "sendbadge": 1, "fields": 1, "language": 1,
    "prefer": 1, "othermail": 0, "mailmeant": 0, "mailsaid": 0, "newcode": 0,
    # of questions asked often, and of a lost badge
    "faq": 2, "faqs": 2, "human": 1, "lost": 0, "where": 2, "otherbadge": 0, "nomailbox": 0,
    "lostin": 1, "lostpass": 0,
    "act": 1,
    # of what one shows, and of reports
    "mypage": 1, "mydata": 1, "keepdata": 2, "talents": 2, "report": 2, "reportend": 1,
    # of the staff: a claim, and the edition that was shown where that matters
    **{name: 2 if action.guarded else 1 for name, action in ACTIONS.items()},
    "ordered": 3, "unordered": 0, "orderon": 1, "orderto": 2, "look": 1,
    "wrong": 2, "award": 2, "giveaward": 0, "tomeant": 0, "tosaid": 0, "case": 3, "find": 1,
    "opencase": 1, "amend": 2,
}  # fmt: skip


def read(choice: str, *, in_group: bool) -> Handling:
    """The handling that a button names; GONE for one that never was, or is of another shape."""
    verb, *words = choice.split(":")
    if in_group and verb not in IN_GROUPS:
        return IN_PRIVATE
    if verb in ACTIONS and ACTIONS[verb].guarded and len(words) == 1:
        words = [*words, ""]  # a card that was sent before cards told their edition
    if ARGUMENTS.get(verb) != len(words):
        return GONE
    return Handling(f"button {verb}", tuple(words))
