"""What a record of an action on a case holds, and whether somebody may do it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.desk.speaker import Speaker
from core.ground.errors import Refusal
from core.ground.tables import Case
from core.people.joined import ever_joined
from core.people.roles import Right
from core.support.card_buttons import able
from core.support.staff_action import StaffAction, StaffAtWork

Effect = Callable[[StaffAtWork, Case, str, int | None], None]
Step = Callable[[Speaker, Case, "CaseAction", str], None]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a press begins where it is not enough: in the presser's own chat, step by step.

    `ask` comes first. `steps` are the presses that may follow, by the name in their choice; each
    gets what its button says beside the case. Where it is `in_words`, a letter or a command can say
    at once what is asked for.
    """

    ask: Step
    steps: Mapping[str, Step] = field(default_factory=dict)
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class CommandLine:
    """How `cocarde case` calls an action: its `verb`, and the `option` that tells what it needs,
    explained by the sentence whose key is `help`."""

    verb: str
    option: str = ""
    metavar: str | None = None
    help: str = ""


def nothing(_member: StaffAtWork, _case: Case, _words: str, _seen: int | None) -> None:
    """The effect of an action that only shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAction(StaffAction[Case]):
    """An action on a case. Its `effect` gets who does it, the case, the words, and what was seen.

    The words are what it needs beside the case: an answer, a reason, a reference, a colleague's
    mail. `seen` is how often it was done on the card that was pressed, none where nobody pressed.
    """

    effect: Effect = nothing
    dialogue: Dialogue | None = None
    command: CommandLine | None = None

    @property
    def in_words(self) -> bool:
        """Whether words alone can order it: those of a letter, or of the command."""
        return self.dialogue is None or self.dialogue.in_words


def allowed(member: StaffAtWork, case: Case | None, right: Right) -> Case:
    """The case, if there is one and the member has this right on it.

    Raises the same `Refusal` for no case as for one that is not theirs; nobody works on their own.
    """
    if case is None or not able(member.turn, member.person, right, case):
        raise Refusal("case.not_yours")
    if case.person_id in ever_joined(member.turn, member.person.id):
        raise Refusal("case.own", ref=case.ref)
    return case
