"""What came of a simulation, held against what is true of its people."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import select

from core.ground.tables import Address, Badge, Case, Person
from core.ground.world import Turn
from tests.world.world import Stage
from tools.simulate.post import Post
from tools.simulate.town import Somebody


@dataclass(slots=True)
class Count:
    """How many people met one fate, and what became of them."""

    people: int = 0
    badges: int = 0
    cases: int = 0
    told: int = 0
    left: int = 0


@dataclass(slots=True)
class Result:
    """`wrong` lists badges that bear or reached an address of somebody not entitled to them."""

    fates: dict[str, Count] = field(default_factory=dict)
    entitled: int = 0
    served: int = 0
    wrong: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    twice: int = 0
    inputs: int = 0
    messages: int = 0
    stories: dict[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The entitled who have their badge without a human."""
        return self.served / max(1, self.entitled)

    @property
    def good(self) -> bool:
        """Whether nine in ten who were entitled got their badge, and nobody got what was not
        theirs, was told nothing, was forgotten or got it twice."""
        return self.share >= 0.9 and not (self.wrong or self.untold or self.forgotten or self.twice)

    def as_dict(self) -> dict[str, Any]:
        """The result as `cocarde simulate --json` prints it, without the stories."""
        shown = {name: value for name, value in asdict(self).items() if name != "stories"}
        return {**shown, "share": round(self.share, 4), "good": self.good}


def count(stage: Stage, post: Post, folk: Iterable[Somebody]) -> Result:
    """The end of each person's story, added up."""
    result = Result()
    with stage.world.glance() as turn:
        held = badges(turn)
        waiting = cases(turn)
        for who in folk:
            one = result.fates.setdefault(who.fate.name, Count())
            one.people += 1
            result.stories.setdefault(who.fate.name, "\n".join(who.log))
            theirs = [badge for mail in mine(who) for badge in held.get(mail, ())]
            case = any(waiting.get(place) for place in (*mine(who), str(who.chat)))
            weigh(result, one, who, theirs, case=case, post=post)
        result.wrong += astray(turn, post, folk)
    return result


def mine(who: Somebody) -> list[str]:
    """The addresses that are this person's, whether they still read them or not."""
    mails = {who.own_mail} if who.fate.impostor else {who.own_mail, who.roster_mail}
    return sorted(mails)


def weigh(
    result: Result, one: Count, who: Somebody, theirs: list[str], *, case: bool, post: Post
) -> None:
    reached = [badge for badge in theirs if post.seen.get(badge, set()) & places(who)]
    one.badges += bool(reached)
    one.cases += case and not reached
    if who.fate.entitled:
        result.entitled += 1
        result.served += bool(reached)
        result.twice += len(theirs) > 1
        if not reached and not case:
            one.left += 1
            result.forgotten.append(f"{who.number}: {who.fate.name}")
    else:
        told = who.fate.told in who.causes if who.fate.told else case
        one.told += told
        result.wrong += [f"{who.number}: {who.fate.name} has {badge}" for badge in theirs]
        if not told:
            result.untold.append(f"{who.number}: {who.fate.name}: {sorted(who.causes)}")


def places(who: Somebody) -> set[str]:
    return {*who.mailboxes, str(who.chat)}


def badges(turn: Turn) -> dict[str, list[str]]:
    """Mail address → the badges that bear it."""
    found: dict[str, list[str]] = {}
    query = select(Address.value, Badge.id).join(Badge, Badge.address_id == Address.id)  # type: ignore[arg-type]
    for mail, badge in turn.db.exec(query):
        found.setdefault(mail, []).append(badge)
    return found


def cases(turn: Turn) -> dict[str, bool]:
    """Address of a person → whether a case of theirs carries a diagnosis."""
    query = select(Address.value, Case).join(Person, Person.id == Address.person_id)  # type: ignore[arg-type]
    query = query.join(Case, Case.person_id == Person.id)  # type: ignore[arg-type]
    found: dict[str, bool] = {}
    for value, case in turn.db.exec(query):
        found[value] = found.get(value, False) or bool(case.cause)
    return found


def astray(turn: Turn, post: Post, folk: Iterable[Somebody]) -> list[str]:
    """Badges that reached a place which is not their holder's."""
    owners = {mail: who for who in folk if who.fate.entitled for mail in mine(who)}
    lost = []
    for mail, ids in badges(turn).items():
        owner = owners.get(mail)
        for badge in ids:
            allowed = {*mine(owner), str(owner.chat)} if owner else set()
            lost += [f"{badge} reached {p}" for p in post.seen.get(badge, set()) - allowed]
    return lost
