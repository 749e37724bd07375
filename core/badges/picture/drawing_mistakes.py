"""What is wrong with a drawing, in the words of whoever wrote it: the line, what is wrong, how to
mend it."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from traceback import walk_tb
from xml.parsers import expat

from core.ground.sentences import Sentence

TEMPLATE = "<template>"  # what Jinja calls the file of a template that has no file
MARK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
BLOCK = re.compile(r"\{%[-+]?\s*(end)?(if|for|macro|call|filter|with|block|raw)\b")
NO_NAME = re.compile(r"(?:has no attribute |^(?=.* is undefined))'([^']+)'")
UNCLOSED = tuple(
    expat.errors.codes[each]
    for each in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_TAG_MISMATCH)
)


def line_of(error: BaseException) -> int:
    """The line of the drawing on which an error was raised; 0 where none is known."""
    told = getattr(error, "lineno", 0)
    frames = walk_tb(error.__traceback__)
    seen = [number for frame, number in frames if frame.f_code.co_filename == TEMPLATE]
    return int(told or (seen[-1] if seen else 0))


def broken(error: Exception, source: str, known: Iterable[str]) -> Sentence:
    """Why a drawing is not filled in; `known` are the names that it may use."""
    opened = unclosed_blocks(source)
    if "end of template" in str(error) and opened:
        line, block = opened[-1]
        return Sentence("trouble.drawing_unclosed_block", line=line, block=block)
    line, why = line_of(error), str(error).rstrip(".")
    name = NO_NAME.search(why)
    if name is None:
        return Sentence("trouble.drawing_line", line=line, why=why)
    near = get_close_matches(name[1], known, 1)
    if near:
        return Sentence("trouble.drawing_misspelt", line=line, name=name[1], near=near[0])
    return Sentence("trouble.drawing_no_name", line=line, name=name[1])


def unclosed_blocks(source: str) -> list[tuple[int, str]]:
    """The blocks of a drawing that are not closed, each with its line."""
    opened: list[tuple[int, str]] = []
    for found in BLOCK.finditer(source):
        if not found[1]:
            opened.append((source.count("\n", 0, found.start()) + 1, found[2]))
        elif opened and opened[-1][1] == found[2]:
            opened.pop()
    return opened


def not_xml(source: str, error: Exception) -> Sentence:
    """Where the SVG of a drawing is not well-formed, by the lines of the drawing as it is written:
    its marks are blanked out."""
    blanked = MARK.sub(lambda mark: re.sub(r"[^\n]", " ", mark[0]), source).lstrip(" ")
    opened: list[tuple[int, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: opened.append((parser.CurrentLineNumber, name))
    parser.EndElementHandler = lambda _: opened.pop()
    try:
        parser.Parse(blanked.lstrip("\n"), True)
    except expat.ExpatError as wrong:
        above = len(blanked) - len(blanked.lstrip("\n"))
        if opened and wrong.code in UNCLOSED:
            line, name = opened[-1]
            return Sentence("trouble.drawing_unclosed", line=line + above, name=name)
        why = expat.ErrorString(wrong.code)
        return Sentence("trouble.drawing_line", line=wrong.lineno + above, why=why)
    return Sentence(
        "trouble.drawing_no_xml", error=re.sub(r": line \d+, column \d+", "", str(error))
    )
