"""Whether every claim finds somebody to decide on it: in each programme, for each organisation."""

from collections.abc import Iterator, Sequence

from core.ground.findings import Finding, beware
from core.programmes.programme import Programme, ReviewBy

HELD = (
    "SELECT DISTINCT programme, role, organisation FROM role WHERE role IN ('reviewer', 'manager')"
)
Held = Sequence[tuple[str, str, str]]  # programme, role, organisation


def look(programmes: Sequence[Programme], held: Held) -> Iterator[Finding]:
    """What is to beware of; a manager decides wherever no reviewer can."""
    for programme in programmes:
        theirs = [(role, of) for slug, role, of in held if slug == programme.slug]
        if not theirs:
            yield beware("staff", "check.nobody_decides", programme=programme.slug)
        elif "manager" not in {role for role, _ in theirs}:
            yield from unseen(programme, {of for _, of in theirs})


def unseen(programme: Programme, deciding: set[str]) -> Iterator[Finding]:
    """The organisations whose claims nobody could decide on: each would open a case at once."""
    if not any(form.review.by is ReviewBy.ORGANISATION for form in programme.form.values()):
        return
    for name in (each.name for each in programme.organisation if each.name not in deciding):
        named = {"name": name, "quoted": repr(name)}
        yield beware("staff", "check.nobody_decides_there", programme=programme.slug, **named)
