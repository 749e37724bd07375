"""Whether every claim finds somebody to decide on it: in each programme, for each organisation."""

from collections.abc import Iterator, Sequence

from core.ground.findings import Finding, beware
from core.programmes.form import ReviewBy
from core.programmes.programme import Programme

HELD = (
    "SELECT DISTINCT programme, role, organisation FROM role WHERE role IN ('reviewer', 'manager')"
)
JOINED = "SELECT programme, name FROM joined_organisation WHERE left_at IS NULL ORDER BY name"
Joined = Sequence[tuple[str, str]]  # programme, name
Held = Sequence[tuple[str, str, str]]  # programme, role, organisation


def look(programmes: Sequence[Programme], held: Held, joined: Joined = ()) -> Iterator[Finding]:
    """What is to beware of; a manager decides wherever no reviewer can. `joined`: the organisations
    that joined, beside those of the file."""
    for programme in programmes:
        theirs = [(role, of) for slug, role, of in held if slug == programme.slug]
        if not theirs:
            yield beware("staff", "check.nobody_decides", programme=programme.slug)
        elif "manager" not in {role for role, _ in theirs}:
            others = [name for slug, name in joined if slug == programme.slug]
            yield from unseen(programme, {of for _, of in theirs}, others)


def unseen(programme: Programme, deciding: set[str], joined: list[str]) -> Iterator[Finding]:
    """The organisations whose claims nobody could decide on: each would open a case at once."""
    if not any(form.review.by is ReviewBy.ORGANISATION for form in programme.form.values()):
        return
    known = dict.fromkeys([*(each.name for each in programme.organisation), *joined])
    for name in (each for each in known if each not in deciding):
        named = {"name": name, "quoted": repr(name)}
        yield beware("staff", "check.nobody_decides_there", programme=programme.slug, **named)
