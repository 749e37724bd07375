"""The kinds of acts: what a person means by a message, or by one clause of it."""

from enum import StrEnum


class ActKind(StrEnum):
    """What somebody does with their words; docs/understanding.md says each in a sentence."""

    CONFIRM = "confirm"
    DENY = "deny"
    CORRECT = "correct"
    ANSWER = "answer"
    CLAIM = "claim"
    LOST = "lost"
    STATUS = "status"
    ASK = "ask"
    HELP = "help"
    HUMAN = "human"
    STOP = "stop"
    NOT_ME = "not_me"
    WITHDRAW = "withdraw"
    WAIT = "wait"
    BACK = "back"
    NEW_CODE = "new_code"
    OTHER_ADDRESS = "other_address"
    LANGUAGE = "language"
    ERASE = "erase"
    MY_DATA = "my_data"
    SHARE = "share"
    IDENTITY = "identity"
    COMPLAIN = "complain"
    COURTESY = "courtesy"
    # of staff
    APPROVE = "approve"
    REFUSE = "refuse"
    RETURN = "return"
    UNDO = "undo"
    SECOND = "second"
    ASSIGN = "assign"
    QUEUE = "queue"
    FIND = "find"
    AWAY = "away"
    AWARD = "award"
    REPLY = "reply"
    TALK = "talk"


# What cannot be taken back, or reaches somebody else: never done on a guess.
FINAL = frozenset(
    (
        ActKind.CONFIRM,
        ActKind.STOP,
        ActKind.NOT_ME,
        ActKind.WITHDRAW,
        ActKind.ERASE,
        ActKind.APPROVE,
        ActKind.REFUSE,
        ActKind.RETURN,
        ActKind.UNDO,
        ActKind.AWARD,
        ActKind.REPLY,
    )
)
# What only reviewers and support say, beside what everybody may.
STAFF = frozenset(
    (
        ActKind.APPROVE,
        ActKind.REFUSE,
        ActKind.RETURN,
        ActKind.UNDO,
        ActKind.SECOND,
        ActKind.ASSIGN,
        ActKind.QUEUE,
        ActKind.FIND,
        ActKind.AWAY,
        ActKind.AWARD,
        ActKind.REPLY,
        ActKind.TALK,
    )
)
# What may be said beside a final act without taking anything of it back.
BESIDE = frozenset(
    (
        ActKind.ASK,
        ActKind.STATUS,
        ActKind.SHARE,
        ActKind.IDENTITY,
        ActKind.COURTESY,
        ActKind.MY_DATA,
    )
)


class ReviewVerdict(StrEnum):
    """What a reviewer can say of a claim."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
