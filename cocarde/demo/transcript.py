"""How a conversation is written down, in the terminal and in the tests' stories.

`lina > …` said, `cocarde < …` answered, `[1] …` a button, `(picture …)` a badge; the lines that
continue are indented.
"""

from collections.abc import Sequence

INDENT = "    "


def said(who: str, text: str, sign: str = ">") -> str:
    """One turn of speech, its further lines indented."""
    first, *rest = text.split("\n")
    return "\n".join([f"{who} {sign} {first}".rstrip(), *(indented(line) for line in rest)])


def answered(
    text: str,
    labels: Sequence[str] = (),
    picture: str = "",
    to: str = "",
    *,
    numbered: bool = True,
    first: int = 1,
) -> str:
    """What Cocarde says; `to` names the reader when it is not the one who just spoke.

    `first` is the number of the first button.
    """
    who = f"cocarde to {to}" if to else "cocarde"
    lines = [said(who, text, "<")]
    lines += [f"{INDENT}(picture {picture})"] if picture else []
    lines += [
        f"{INDENT}[{number}] {label}" if numbered else f"{INDENT}[{label}]"
        for number, label in enumerate(labels, start=first)
    ]
    return "\n".join(lines)


def indented(line: str) -> str:
    return f"{INDENT}{line}".rstrip()
