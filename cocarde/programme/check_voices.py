"""Whether there are as many people as a decision takes: two who both approve, a jury, two who
revoke."""

from collections.abc import Iterator, Sequence

from core.ground.findings import Finding, beware
from core.programmes.form import Form, ReviewBy
from core.programmes.programme import Programme

HELD = "SELECT DISTINCT programme, role, organisation, person_id FROM role"
Held = Sequence[tuple[str, str, str, object]]  # programme, role, organisation, person
DECIDING, REVOKING = ("reviewer", "manager"), ("support", "manager")


def look(programmes: Sequence[Programme], held: Held) -> Iterator[Finding]:
    """What is to beware of where somebody may decide, but too few; where nobody may, that is told
    elsewhere."""
    for programme in programmes:
        theirs = [each[1:] for each in held if each[0] == programme.slug]
        for slug, form in programme.form.items():
            needed = voices(form)
            for name in of_whom(programme, form) if needed > 1 else ():
                people = {
                    person
                    for role, organisation, person in theirs
                    if role in DECIDING and (role == "manager" or organisation in ("", name))
                }
                if 0 < len(people) < needed:
                    told = {"form": slug, "count": len(people), "needed": needed}
                    add = " ".join(["", "--organisation", repr(name)] if name else [])
                    told |= {"programme": programme.slug, "add": add}
                    yield beware("staff", "check.too_few_decide", **told)
        revoking = {person for role, _, person in theirs if role in REVOKING}
        if theirs and len(revoking) < programme.revocation.people > 1:
            told = {"count": len(revoking), "needed": programme.revocation.people}
            yield beware("staff", "check.too_few_revoke", programme=programme.slug, **told)


def voices(form: Form) -> int:
    """How many different people the decision on a claim of this form takes."""
    if form.review.by is ReviewBy.JURY:
        return form.review.of
    return 2 if form.review.second else 1


def of_whom(programme: Programme, form: Form) -> list[str]:
    """The organisations whose people decide; one without a name where it is the programme's."""
    if form.review.by is not ReviewBy.ORGANISATION:
        return [""]
    return [each.name for each in programme.organisation]
