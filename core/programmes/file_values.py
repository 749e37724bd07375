"""The values of a programme file, and texts in several languages: `{ fr = "…", en = "…" }`."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from core.ground.words import spoken_languages
from core.programmes.validity import validity

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,29}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Days = Annotated[int, Field(ge=1, le=3650)]
FactoryId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,100}$")]
EventKind = Annotated[str, Field(pattern=r"^(claim|badge)\.(\*|[a-z]+)$")]
IssuerId = Annotated[str, Field(pattern=r"^(https://[^\s/@]+(/\S*)?|did:(web|key):\S+)$")]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$")]
ReminderDays = Annotated[tuple[Days, ...], Field(max_length=6)]
WebAddress = Annotated[
    str, Field(pattern=r"^https?://[^\s/?#@\\]+([/?#][^\s\x00-\x1f\x7f]*)?$", max_length=500)
]


def spoken(language: str) -> str:
    """A language that Cocarde speaks; refuses any other."""
    known = spoken_languages()
    if language not in known:
        *some, last = map(repr, known)
        expected = f"{', '.join(some)} or {last}"
        raise PydanticCustomError(
            "literal_error", "Input should be {expected}", {"expected": expected}
        )
    return language


Language = Annotated[str, AfterValidator(spoken)]
Validity = Annotated[str, AfterValidator(validity)]
Text = dict[Language, str]
TextList = dict[Language, list[str]]


class ProgrammeTable(BaseModel):
    """A table of the file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def variant(language: str, register: str) -> str:
    """The locale for a language in a programme's register (`formal`, `informal`): `fr` or
    `fr-informal`."""
    return f"{language}-informal" if register == "informal" else language


def said(text: Text, language: str) -> str:
    """The text in this language, else in the first that the programme has."""
    if language in text:
        return text[language]
    return next(iter(text.values()), "")
