"""Values for the slots of phrases: `{name}`, `{badge}`, `{dates}` … as people write them."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

SLOT = re.compile(r"\{([a-z]+)\}")
VALUES: Mapping[str, list[str]] = {
    name: [each.strip() for each in told.replace("\n", " ").split("|")]
    for name, told in tomllib.loads(
        (Path(__file__).with_name("slots.toml")).read_text("utf-8")
    ).items()
}


def filled(text: str, chance: Random) -> str:
    """The phrase with a value in each of its slots; a slot that is unknown is left out."""
    return SLOT.sub(lambda slot: _value(slot[1], chance), text)


def _value(slot: str, chance: Random) -> str:
    made = MADE.get(slot)
    return made(chance) if made else ""


def _first(chance: Random) -> str:
    return chance.choice(VALUES["first"])


def _name(chance: Random) -> str:
    name = f"{chance.choice(VALUES['first'])} {chance.choice(VALUES['last'])}"
    return chance.choice((name, name, name.lower(), name.upper()))


def _date(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2023, 2026)
    named = chance.choice(VALUES["months"])
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}.{month}.{year}",
            f"{day} {named} {year}",
            f"{day} {named}",
            f"{named} {year}",
            f"{year}-{month:02}-{day:02}",
        )
    )


def _dates(chance: Random) -> str:
    return chance.choice(VALUES["joints"]).format(_date(chance), _date(chance))


def _mail(chance: Random) -> str:
    host = chance.choice(("example.org", "mail.test", "school.test", "gmail.test"))
    last = chance.choice(VALUES["last"]).split()[-1]
    return f"{chance.choice(VALUES['first'])}.{last}@{host}".lower()


def _address(chance: Random) -> str:
    who, what = (
        chance.choice(VALUES["first"]).lower(),
        chance.choice(("portfolio", "projet", "app", "api")),
    )
    return chance.choice((f"https://github.com/{who}/{what}", f"https://{what}-{who}.example.org"))


def _code(chance: Random) -> str:
    digits = f"{chance.randrange(10**8):08}"
    return chance.choice((digits, digits, f"{digits[:4]} {digits[4:]}"))


def _reference(chance: Random) -> str:
    return "".join(chance.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(8))


MADE: Mapping[str, Callable[[Random], str]] = {
    "badge": lambda chance: chance.choice(VALUES["badges"]),
    "organisation": lambda chance: chance.choice(VALUES["organisations"]),
    "name": _name,
    "first": _first,
    "date": _date,
    "dates": _dates,
    "mail": _mail,
    "address": _address,
    "code": _code,
    "host": lambda chance: chance.choice(VALUES["hosts"]),
    "number": lambda chance: str(chance.randint(1, 30)),
    "ref": _reference,
}
