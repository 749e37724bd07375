"""What a link has moved: written into its row as JSON, so that it can all be given back."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core.ground.tables import Link

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WithdrawnDuplicate:
    """A claim that was withdrawn for another of the same badge, or for the badge itself (`kept` is
    empty)."""

    claim: str
    state: str
    updated_at: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class CopiedAnswer:
    """An answer that the kept claim took from the withdrawn one; `before` is the row it
    replaced."""

    claim: str
    kept: str
    question: str
    value: str
    before: Row | None


@dataclass(frozen=True, slots=True)
class RedirectedChat:
    """A chat that was about the withdrawn claim and is about the kept one."""

    door: str
    place: str
    claim: str
    kept: str


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where the conversation of the kept claim stood before."""

    kept: str
    asked: str
    asks_mail: bool


@dataclass(slots=True)
class MergeJournal:
    """All that one link did, to be undone. `rows` are the keys of what went over, by column of
    `owned_rows`; `roles` and `seats` (assignments) what had no place beside the kept person's own;
    `language` what the kept person spoke before."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    roles: list[Row] = field(default_factory=list)
    seats: list[Row] = field(default_factory=list)
    folded: list[WithdrawnDuplicate] = field(default_factory=list)
    copied: list[CopiedAnswer] = field(default_factory=list)
    turned: list[RedirectedChat] = field(default_factory=list)
    stood: list[ResumePoint] = field(default_factory=list)
    language: str = ""

    def as_json(self) -> str:
        """The journal as JSON, as `read` understands it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read(link: Link) -> MergeJournal:
    """What a link has moved and not yet given back."""
    told = json.loads(link.moved)
    return MergeJournal(
        rows=told["rows"],
        roles=told["roles"],
        seats=told["seats"],
        folded=[WithdrawnDuplicate(**each) for each in told["folded"]],
        copied=[CopiedAnswer(**each) for each in told["copied"]],
        turned=[RedirectedChat(**each) for each in told["turned"]],
        stood=[ResumePoint(**each) for each in told["stood"]],
        language=told["language"],
    )


def touching(whole: MergeJournal, claims: set[str]) -> tuple[MergeJournal, MergeJournal]:
    """Part a journal in two: what was done to these claims or because of them, and all the rest."""
    mine, rest = MergeJournal(), replace(whole, folded=[], copied=[], turned=[], stood=[])
    pairs = {(each.claim, each.kept) for each in whole.folded}
    apart = {kept for claim, kept in pairs if kept and claims & {claim, kept}}
    for folded in whole.folded:
        (mine if claims & {folded.claim, folded.kept} else rest).folded.append(folded)
    for copied in whole.copied:
        (mine if claims & {copied.claim, copied.kept} else rest).copied.append(copied)
    for turned in whole.turned:
        (mine if claims & {turned.claim, turned.kept} else rest).turned.append(turned)
    for stood in whole.stood:
        (mine if stood.kept in apart else rest).stood.append(stood)
    return mine, rest
