"""What a mail server writes above a person's words: who wrote is outside, mind the links."""

import re
from collections.abc import Sequence

from core.reading.languages import compiled, fill
from core.reading.text import fold, words
from mail.quoting.sorted_lines import LineReason
from mail.quoting.topics import is_by_a_person, topics

LINES_ABOVE = 12  # written lines of banners
WRAPPED = 4  # lines of one sentence
LEAST_FULL = 65  # letters that every client puts on a line
LEAST_BROKEN = 45  # letters of a line that a client broke
RULE = re.compile(r"[-_=*~#+|─━ ]{3,}")
_FIXED = compiled(
    fill(
        r"\W*{outside_word}\W*|\W*{not_often} .{0,220}|\W*{learn_why}\W*.{0,120}|\W*zjqc\w+\W*",
        "footers",
    )
)


def banner(lines: Sequence[str]) -> dict[int, LineReason]:
    """The places above the person's words where a mail server warns of who is outside."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    found: set[int] = set()
    for at in written[:LINES_ABOVE]:
        if at in found:
            continue
        size = warning(lines, at) or int(is_rule(lines, at, written[0], found))
        if not size and not (found and goes_on(lines, at, found)):
            break
        found |= set(range(at, at + max(size, 1)))
    told = {at for at in found if not RULE.fullmatch(lines[at].strip())}
    return dict.fromkeys(sorted(found), LineReason.NOTICE) if told else {}


def is_rule(lines: Sequence[str], at: int, first: int, found: set[int]) -> bool:
    """Whether a line of dashes or stars stands first, or frames what was found."""
    return bool(RULE.fullmatch(lines[at].strip())) and (at == first or bool(found))


def warning(lines: Sequence[str], at: int) -> int:
    """How many lines from here on are a warning that a client broke; 0 where it is none."""
    for size in range(1, WRAPPED + 1):
        part = [line.strip() for line in lines[at : at + size]]
        if len(part) < size or not part[-1] or RULE.fullmatch(part[-1]):
            return 0
        if is_warning(" ".join(part)):
            return size
        if len(part[-1]) < LEAST_BROKEN:
            return 0
    return 0


def is_warning(text: str) -> bool:
    """Whether a text says that a mail or its sender is from outside, and to be careful."""
    if _FIXED.fullmatch(fold(text).strip()):
        return True
    if "?" in text:
        return False
    told = topics(text, "warning")
    if "outside" not in told.names or not told.names & {"mail", "sender"}:
        return False
    return len(told) >= 3 or len(words(text)) <= 4


def goes_on(lines: Sequence[str], at: int, found: set[int]) -> bool:
    """Whether a line only goes on with a warning right above it: it was broken there, or speaks of
    links and care as well."""
    if at - 1 not in found or "?" in lines[at]:
        return False
    if is_broken(lines[at - 1].strip(), lines[at].strip()):
        return True
    told = topics(lines[at], "warning")
    return "://" not in lines[at] and (len(told) >= 2 or told.share > 0.6)


def is_broken(above: str, line: str) -> bool:
    """Whether a client broke a sentence between two lines: the next word had no room above, and no
    person says it."""
    word = line.partition(" ")[0]
    full = len(above) + 1 + len(word) > LEAST_FULL
    return full and above[-1:].isalnum() and word[:1].islower() and not is_by_a_person(line)
