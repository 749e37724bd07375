"""What is to be mended in a posted form: listed above the page, told beside each field."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.forms.field import Field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the sentence that says how; the id of the control and its label, empty
    where it is about none (without a label the sentence stands in the list); and the `mail` where
    a person answers, told behind it."""

    text: str
    at: str = ""
    label: str = ""
    mail: str = ""


def of_fields(fields: Iterable[Field], general: str = "", mail: str = "") -> list[Problem]:
    """The problems of a form: what is about no field, then each field that has one."""
    found = [Problem(each.problem, each.name, each.label) for each in fields if each.problem]
    return [Problem(general, mail=mail), *found] if general else found
