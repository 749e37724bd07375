"""What one message means, as it was worked out before its turn opened."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from core.ground.errors import Refusal
from core.issuing.witnesses import HandedIn
from core.programmes.answers.answering import CheckedAnswer, SeveralReadings
from core.programmes.evidence.prepare_file import PreparedFile
from core.programmes.faq.find import FaqMatches
from core.programmes.members.issuer_documents import Published
from core.programmes.rules import LinkCheck
from core.reading.acts.read import Reading
from core.reading.acts.wishes import Wish


@dataclass(slots=True)
class ReadAnswers:
    """What was understood, what was wrong (a sentence a question), what could be several things."""

    answers: dict[str, CheckedAnswer] = field(default_factory=dict)
    problems: dict[str, Refusal] = field(default_factory=dict)
    unsure: dict[str, SeveralReadings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeardFile:
    """A file that came along for a question: as it would be kept, or why it is not."""

    question: str
    prepared: PreparedFile | None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """The one reading of a message.

    `basis` is what it was read against: it holds as long as that has not changed. `command` is one
    in plain words; `wish` a whole one, `half_wish` one among other words. `questions` are those
    asked often that it asks, by programme, where `programme` is the one at hand; `story`: a long
    answer is being told, in which they may be part of it. `answers` were read from `words`, and
    `checks` are the addresses among them that were looked at. `reading` holds the acts; `given` is
    the mail address or the code in the words, where one was asked for. `handed_in`
    is the badge that came along, judged; `held`, by row, those that wait for the address of which
    the code is told, judged anew; `published` what stands at the addresses of an
    organisation that one of the staff lets join with this. `files` are those that came along for a
    question of the claim.
    """

    basis: Hashable = None
    command: str = ""
    wish: Wish | None = None
    half_wish: Wish | None = None
    programme: str = ""
    questions: Mapping[str, FaqMatches] = field(default_factory=dict)
    story: bool = False
    words: str = ""
    answers: ReadAnswers = field(default_factory=ReadAnswers)
    checks: Mapping[str, LinkCheck] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    given: Mapping[str, str] = field(default_factory=dict)
    handed_in: HandedIn | None = None
    held: Mapping[UUID, HandedIn] = field(default_factory=dict)
    published: Published | None = None
    files: tuple[HeardFile, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The values that would be taken, by the question that they answer, `mail` or `code`."""
        return {**{name: each.value for name, each in self.answers.answers.items()}, **self.given}


UNREAD = Understood()  # of a button, a command, words in a group: there is nothing to read
