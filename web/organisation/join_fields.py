"""The form of an organisation that asks to join, as fields of a page and back to a request."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.badges.verify.partners import https_host
from core.ground.sentences import Sentence
from core.programmes.competences import (
    CompetenceLevel,
    competence_levels,
    competence_name,
    level_names,
)
from core.programmes.file_values import said
from core.programmes.members.issuer_documents import hosts_of
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.programme import Programme
from core.reading.names.written_name import neat_name
from core.reading.text import clean
from web.forms.field import Field

Say = Callable[..., str]  # the page's words, by key and values
REQUIRED, OPTIONAL = ("name", "contact", "mail"), ("aliases", "url", "issuer")
COMPLETED_BY = {"name": "organization", "contact": "name", "mail": "email", "url": "url"}
ADDRESSES = {"url", "issuer", "mail"}
SPACES, COMMAS = re.compile(r"[\s,;]+"), re.compile(r"\s*[,;\n]\s*")
# Beside which field a mistake is told, by its word; another is told above the form.
BESIDE = {
    "organisation.no_name": "name",
    "organisation.long_name": "name",
    "organisation.name_taken": "name",
    "organisation.name_programme": "name",
    "organisation.name_signs": "name",
    "organisation.name_scripts": "name",
    "organisation.many_aliases": "aliases",
    "organisation.many_issuers": "issuer",
    "organisation.host_taken": "issuer",
    "organisation.url": "url",
    "organisation.mail": "mail",
    "organisation.no_issuer": "issuer",
}


def class_field(place: CompetenceLevel) -> str:
    """The name of the field for the badge classes of a competence and level."""
    return f"{place.competence}-{place.level}"


def request_of(programme: Programme, told: Mapping[str, str], client: str = "") -> JoinRequest:
    """What was posted as a request; hosts of badge classes that are no issuer's are named as
    such."""
    issuers = split(SPACES, told.get("issuer", ""))
    classes = tuple(
        ClassRequest(address, place.competence, str(place.level))
        for place in competence_levels(programme)
        for address in split(SPACES, told.get(class_field(place), ""))
    )
    hosts = {https_host(each.achievement) for each in classes} - hosts_of(issuers, ()) - {""}
    return JoinRequest(
        name=neat_name(told.get("name", "")),
        aliases=split(COMMAS, told.get("aliases", "")),
        url=told.get("url", "").strip(),
        mail=told.get("mail", "").strip().lower(),
        issuers=issuers,
        hosts=tuple(sorted(hosts)) if issuers else (),
        classes=classes,
        contact=neat_name(told.get("contact", "")),
        client=client,
    )


def split(sign: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The parts of a text between signs."""
    return tuple(filter(None, map(neat_name, sign.split(text))))


def missing(told: Mapping[str, str]) -> list[str]:
    """The fields that must be filled in and are not."""
    return [name for name in REQUIRED if not clean(told.get(name, ""))]


def problems(
    programme: Programme, wrong: Sequence[Sentence], told: Mapping[str, str], language: str
) -> dict[str, str]:
    """Each mistake beside the field that it is about, in the reader's language."""
    found: dict[str, str] = {}
    for each in wrong:
        text = Sentence("organisation.problem", what=each, mend=each.mend).in_words(language)
        name = beside(programme, each, told)
        found[name] = " ".join(filter(None, (found.get(name), text[:1].upper() + text[1:])))
    return found


def beside(programme: Programme, wrong: Sentence, told: Mapping[str, str]) -> str:
    """The field that a mistake is about; empty for none of them."""
    achievement = str(wrong.values.get("achievement", ""))
    if achievement:
        names = map(class_field, competence_levels(programme))
        return next((name for name in names if achievement in told.get(name, "")), "")
    if (name := wrong.values.get("name")) and name != neat_name(told["name"]):
        return "contact" if name == neat_name(told["contact"]) else "aliases"
    named = wrong.word.startswith("organisation.issuer")
    return "issuer" if named else BESIDE.get(wrong.word, "")


def about_fields(say: Say, told: Mapping[str, str], wrong: Mapping[str, str]) -> Iterator[Field]:
    """Who asks: the fields above the badge classes."""
    for name in ("name", "aliases", "url", "contact", "mail", "issuer"):
        yield Field(
            name=name,
            shape="line",
            label=say(f"join.label_{name}"),
            hint=say(f"join.hint_{name}"),
            value=told.get(name, ""),
            problem=wrong.get(name, ""),
            required=name in REQUIRED,
            complete=COMPLETED_BY.get(name, "off"),
            url=name in ADDRESSES,
        )


def class_fields(
    say: Say, programme: Programme, language: str, told: Mapping[str, str], wrong: Mapping[str, str]
) -> Iterator[Field]:
    """One field for each competence and level: the addresses of the classes that count for it."""
    for place in competence_levels(programme):
        name = class_field(place)
        yield Field(
            name=name,
            shape="area",
            label=level_label(say, programme, place, language),
            hint=say("join.hint_class"),
            value=told.get(name, ""),
            problem=wrong.get(name, ""),
            required=False,
            url=True,
            lines=2,
        )


def level_label(say: Say, programme: Programme, place: CompetenceLevel, language: str) -> str:
    """« Organiser, niveau 2 (Je maîtrise) »."""
    name = said(level_names(programme, place.level), language)
    word = "join.level_named" if name else "join.level"
    competence = competence_name(programme, place.competence, language)
    told = {"competence": competence, "level": str(place.level)}
    return say(word, **told, **({"name": name} if name else {}))
