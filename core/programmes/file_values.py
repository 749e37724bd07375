"""The values of a programme file, and texts in several languages: `{ fr = "…", en = "…" }`."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from core.programmes.validity import last_day

LENIENT: dict[str, bool] = {"lenient": True}
"""The context of a validation that lets pass names that are not written as they must be."""

NAMES = ("slug", "name", "event_code", "short")
"""The forms of what one table names another by."""

STAND_INS = {
    "day": "2999-12-31",
    "validity": "never",
    "spoken": "fr",
    "colour": "#000000",
    "hour": "09:00",
    "mail_address": "x@x.test",
    "host_name": "x.test",
    "event_kind": "badge.*",
    **dict.fromkeys(("web_address", "safe_address", "post_address", "issuer_id"), "https://x.test"),
}
"""Sound values by form, for a file that is mended in memory; of any other form « x » will do."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """Refuses a text that is not written as its pattern says; `form` is how people are told of the
    pattern: the sentence `programme.form_<form>`."""

    form: str
    pattern: str

    def __call__(self, text: str, info: ValidationInfo) -> str:
        """The text itself; raises `PydanticCustomError`, of a name unless the validation is
        lenient."""
        lenient = info.context is LENIENT and self.form in NAMES
        if not lenient and not re.fullmatch(self.pattern, text):
            raise PydanticCustomError("shaped", "not written so", {"form": self.form})
        return text


class Value(StrEnum):
    """One of the values that a key can have, and what it means."""

    _value_: str
    means: str

    def __new__(cls, value: str, means: str) -> Self:
        """The value as the file has it, with its meaning."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.means = means
        return made


ELIDED = "'’"  # an article that ends so stands against its name


def spoken(language: str) -> str:
    """A language by its tag (BCP 47), of those that Babel can write dates in: `fr`, `br`, `pt-BR`;
    refuses any other."""
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        raise PydanticCustomError("shaped", "no such language", {"form": "spoken"}) from None
    return language


def day(text: str) -> str:
    """A day of the calendar, `2031-12-31`; refuses any other."""
    try:
        if date.fromisoformat(text).isoformat() != text:  # 20311231 is ISO too
            raise ValueError(text)
    except ValueError:
        raise PydanticCustomError("shaped", "no such day", {"form": "day"}) from None
    return text


def validity(text: str) -> str:
    """What a programme says of a badge's time, as it stands; refuses what is none."""
    try:
        last_day(text, date(2000, 1, 1))
    except ValueError:
        raise PydanticCustomError("shaped", "no such time", {"form": "validity"}) from None
    return text


Slug = Annotated[str, AfterValidator(Shaped("slug", r"[a-z][a-z0-9-]{0,39}"))]
Name = Annotated[str, AfterValidator(Shaped("name", r"[a-z][a-z_]{0,29}"))]
Colour = Annotated[str, AfterValidator(Shaped("colour", r"#[0-9a-f]{6}"))]
Hour = Annotated[str, AfterValidator(Shaped("hour", r"([01]\d|2[0-3]):[0-5]\d"))]
Day = Annotated[str, AfterValidator(day)]
Days = Annotated[int, Field(ge=1, le=3650)]
FactoryId = Annotated[str, AfterValidator(Shaped("factory_id", r"[A-Za-z0-9_]{1,100}"))]
EventCode = Annotated[str, AfterValidator(Shaped("event_code", r"[A-Z0-9]{4,12}"))]
YearDay = Annotated[
    str, AfterValidator(Shaped("year_day", r"(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])"))
]
EventKind = Annotated[str, AfterValidator(Shaped("event_kind", r"(claim|badge)\.(\*|[a-z]+)"))]
IssuerId = Annotated[
    str, AfterValidator(Shaped("issuer_id", r"https://[^\s/@]+(/\S*)?|did:(web|key):\S+"))
]
HostName = Annotated[str, AfterValidator(Shaped("host_name", r"[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?"))]
MailAddress = Annotated[
    str, AfterValidator(Shaped("mail_address", r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+"))
]
Guest = Annotated[
    str,
    AfterValidator(Shaped("guest", r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+|telegram:-?\d+")),
]
ReminderDays = Annotated[tuple[Days, ...], Field(max_length=6)]
WebAddress = Annotated[
    str,
    AfterValidator(Shaped("web_address", r"https?://[^\s/?#@\\]+([/?#][^\s\x00-\x1f\x7f]*)?")),
    Field(max_length=500),
]
SafeAddress = Annotated[
    str, AfterValidator(Shaped("safe_address", r"https://[^\s/?#@\\]+([/?#]\S*)?"))
]
PostAddress = Annotated[
    str,
    AfterValidator(Shaped("post_address", r"https?://[^\s/@]+(/\S*)?")),
    Field(max_length=500),
]
Language = Annotated[str, AfterValidator(spoken)]
Validity = Annotated[str, AfterValidator(validity)]
Text = dict[Language, str]
TextList = dict[Language, list[str]]


class ProgrammeTable(BaseModel):
    """A table of the file: unknown keys are mistakes, values never change.

    Each key says in its `description` what it is, and in `examples` how it is written:
    `python -m tools.programme_page` makes docs/programmes.md of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


def with_article(name: str, article: str) -> str:
    """A name as a sentence has it: « le Labo », « l'Atelier »; the bare name without an article."""
    if not article:
        return name
    return f"{article}{name}" if article[-1] in ELIDED else f"{article} {name}"


def variant(language: str, register: str) -> str:
    """The locale for a language in a programme's register (`formal`, `informal`): `fr` or
    `fr-informal`."""
    return f"{language}-informal" if register == "informal" else language


def said(text: Text, language: str) -> str:
    """The text in this language, whatever its country; else in the first that the programme
    has."""
    if language in text:
        return text[language]
    base = language.partition("-")[0]
    near = (told for tag, told in text.items() if tag.partition("-")[0] == base)
    return next(near, next(iter(text.values()), ""))
