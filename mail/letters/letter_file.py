"""Letters: `templates/mail/<letter>.<language>.txt`, filled with the values of a message.

First line `Subject: …`. Then blocks with blank lines between them:

    # a heading            | a line of the card with the badge's text
    words of a paragraph   [label -> $link]   a button; gone when its address is empty
    !$badge   the picture and its words   --   below it, the small print

A block whose lines are placeholders alone is gone when all of them are empty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template

from core.desk.casework.actions import ACTIONS
from core.ground.errors import Trouble
from core.ground.joined_words import filled
from core.ground.paths import TEMPLATES
from core.ground.words import FIRST, instead_of

FOLDER, SUBJECT_LINE = TEMPLATES / "mail", "« Subject: … »"
UNKNOWN = "note"
_NAMES = """
name before badge programme description answers recipient known lines hints text code claimant ref
until reason second badges choices page linkedin cv fields link chat sender yes fill correct stop
cause why proof exchanges proposed occasion who valid issuer counts talents manage open
next here
"""
TAP = "tap_"  # of the values that are an answer to be sent in one tap
PLACEHOLDERS = frozenset(_NAMES.split()) | {
    f"{TAP}{name}" for name, action in ACTIONS.items() if action.tap
}
_BUTTON = re.compile(r"\[(?P<label>.+) -> (?P<address>.+)\]")
_ALONE = re.compile(r"(?:\$\w+\s*)+")


class BlockShape(StrEnum):
    """What a block of a letter is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CARD = "card"
    BUTTONS = "buttons"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; the lines of buttons are `label -> address`; `small` is the small print."""

    shape: BlockShape
    lines: tuple[str, ...]
    small: bool = False

    @property
    def buttons(self) -> Iterator[tuple[str, str]]:
        """Label and address of each button."""
        for line in self.lines:
            label, _, address = line.rpartition(" -> ")
            yield label, address


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and blocks, with placeholders or filled in."""

    subject: str
    blocks: tuple[Block, ...]


def fill(name: str, locale: str, values: Mapping[str, str]) -> Letter:
    """The letter of a name, in a locale such as `fr-informal`, with these values in it; a value
    `subject` stands in place of its own. Raises `Trouble` for a letter that is missing or has a
    placeholder that nothing fills."""
    letter = read(find(name, locale))
    known = {**dict.fromkeys(PLACEHOLDERS, ""), **values}
    try:
        blocks = (filled_block(block, locale, known) for block in letter.blocks)
        own = filled(letter.subject, locale, known)
        subject = " ".join((values.get("subject") or own).split())
        return Letter(subject, tuple(block for block in blocks if block.lines))
    except (KeyError, ValueError) as error:
        listed = ", ".join(sorted(PLACEHOLDERS))
        raise Trouble(
            "trouble.letter_placeholder", name=name, locale=locale, error=error, known=listed
        ) from error


def placeholders(name: str, locale: str) -> set[str]:
    """The names of the values that a letter has room for."""
    letter = read(find(name, locale))
    lines = [letter.subject, *(line for block in letter.blocks for line in block.lines)]
    return {found for line in lines for found in Template(line).get_identifiers()}


def find(name: str, locale: str) -> Path:
    """The file of a letter: in its variant, else its language, else French, else a note."""
    for each in (name, UNKNOWN):
        base = locale.partition("-")[0]
        for variant in (locale, base, instead_of(base), FIRST):
            path = FOLDER / f"{each}.{variant}.txt"
            if re.fullmatch(r"[a-z-]+", each) and path.is_file():
                return path
    raise Trouble("trouble.no_letter", name=name, named=repr(name), first=FIRST)


@cache
def read(path: Path) -> Letter:
    """A letter's file as blocks; raises `Trouble` for one that does not begin with its subject."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    if not head.startswith("Subject: "):
        raise Trouble("trouble.no_subject", path=path, line=SUBJECT_LINE)
    above, _, below = text.partition("\n--\n")
    blocks = [*blocks_in(above, small=False), *blocks_in(below, small=True)]
    return Letter(head.removeprefix("Subject: ").strip(), tuple(blocks))


def blocks_in(text: str, *, small: bool) -> Iterator[Block]:
    """The blocks of a letter's text, told apart by how their lines begin."""
    for written in re.split(r"\n\s*\n", text.strip()):
        lines = tuple(line.rstrip() for line in written.split("\n") if line.strip())
        if not lines:
            continue
        if lines[0].startswith("!"):
            yield Block(BlockShape.PICTURE, (lines[0][1:],))
        elif lines[0].startswith("# "):
            yield Block(BlockShape.HEADING, tuple(line.removeprefix("# ") for line in lines), small)
        elif lines[0].startswith("|"):
            yield Block(BlockShape.CARD, tuple(line[1:].removeprefix(" ") for line in lines), small)
        elif all(map(_BUTTON.fullmatch, lines)):
            yield Block(BlockShape.BUTTONS, tuple(line[1:-1] for line in lines), small)
        else:
            yield Block(BlockShape.PARAGRAPH, lines, small)


def filled_block(block: Block, locale: str, values: Mapping[str, str]) -> Block:
    """The block with its values; without lines when there is nothing for it to say."""
    alone = [line for line in block.lines if _ALONE.fullmatch(line)]
    told = [filled_line(line, locale, values) for line in block.lines]
    if alone and not any(filled_line(line, locale, values) for line in alone):
        told = []
    if block.shape is BlockShape.BUTTONS:
        told = [line for line in told if not line.endswith(" ->")]
    else:
        told = [
            line
            for written, line in zip(block.lines, told, strict=False)
            if line or not _ALONE.fullmatch(written)
        ]
    lines = [line for many in told for line in many.split("\n")]
    return Block(block.shape, tuple(lines), block.small)


def filled_line(line: str, locale: str, values: Mapping[str, str]) -> str:
    """The line with its values; « Bonjour , » without a name closes up."""
    return re.sub(r"(?<=\w) +,", ",", filled(line, locale, values)).strip()


def as_text(letter: Letter, *, everything: bool = False) -> str:
    """The letter as plain text; a button is its label and address, if that is a page.

    With `everything`, also what only the HTML shows: to know our own words again.
    """
    told: list[str] = []
    small = False
    for block in letter.blocks:
        if block.small and not small:
            told.append("-- ")
            small = True
        lines = list(text_lines(block, everything))
        if lines:
            told.append("\n".join(lines))
    return "\n\n".join(told).replace("-- \n\n", "-- \n") + "\n"


def text_lines(block: Block, everything: bool) -> Iterator[str]:
    """The lines of one block in plain text."""
    if block.shape is BlockShape.PICTURE:
        return
    if block.shape is BlockShape.BUTTONS:
        for label, address in block.buttons:
            if address.startswith("http"):
                yield f"{label} → {address}"
            if everything:
                yield from (label, f"{label} {address}")
    elif block.shape is BlockShape.CARD:
        yield from (f"  {line}".rstrip() for line in block.lines)
    else:
        yield from block.lines
