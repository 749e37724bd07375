"""Sentences that people read lie in the words files, in each language; code names them by a key."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ground.paths import ROOT

# What is given to one of these is read by a person, in any file of the product.
READ = {"print", "input", "Trouble", "Refusal", "Unreadable", "wrong", "beware", "kept", "say"}
READ |= {
    "Sentence",
    "Finding",
    "Mistake",
    "Kept",
    "Unsure",
    "Mend",
    "Barred",
    "Fact",
    "CommandLine",
}
# What is given to one of these is not: logs, patterns and exceptions are for who keeps the code,
# SQL is for the database.
UNREAD = {"debug", "info", "warning", "error", "exception", "compile", "rows"}
UNREAD |= {"OSError", "ValueError"}
VALUE = "§"
SENTENCE = re.compile(rf"[^\W\d_]{{2,}}[,;:.!?]? +(?:[^\W\d_]|…|{VALUE})")
NONE = re.compile(
    r"SELECT |default-src |attachment; |cocarde:? |`cocarde |`award |mail, |programmes: |Re: |"
    r"tuple\["
)
# Files of the commands whose literals are no sentences of ours to their reader, and why.
EXCEPTED = {
    "cocarde/demo/auto.py": "what the people of the demo type",
    "cocarde/demo/lost_invitation.py": "what a mail server answers",
    "cocarde/demo/mails.py": "how a person's mail program quotes",
    "cocarde/demo/people.py": "who the people of the demo are, each in their own language",
    "cocarde/demo/servers/": "what IMAP and SMTP servers answer",
    "cocarde/demo/transcript.py": "a form of writing that the tests read back",
    "cocarde/programme/preview_stories.py": "what the people of a preview say",
    "cocarde/programme/sample_answers.py": "what the people of a preview answer",
}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def excepted(path: Path) -> bool:
    return str(path.relative_to(ROOT)).startswith(tuple(EXCEPTED))


def literal(node: ast.AST) -> str:
    """The text of a literal, with a sign for each value that is put into it."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else VALUE for part in node.values)
        return "".join(str(part) for part in parts)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def docstrings(tree: ast.Module) -> set[ast.AST]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def sentences(node: ast.AST, left_out: set[ast.AST], within: str = "") -> Iterator[tuple[str, str]]:
    """Every literal of several words below a node, with the call that it is given to."""
    if node in left_out:
        return
    text = literal(node)
    if text and SENTENCE.search(text) and not NONE.match(text):
        yield within, text
    if isinstance(node, ast.JoinedStr):
        return
    for child in ast.iter_child_nodes(node):
        inside = name_of(node) if isinstance(node, ast.Call) and child is not node.func else within
        yield from sentences(child, left_out, inside)


def found(path: Path) -> list[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return list(sentences(tree, docstrings(tree)))


@pytest.mark.parametrize("folder", ["core", "bot", "mail", "web", "cocarde"])
def test_no_sentence_is_given_to_a_person_from_code(folder: str) -> None:
    told = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sources(folder)
        for call, text in found(path)
        if call in READ and not excepted(path)
    ]
    assert told == []


def test_the_commands_hold_no_sentence_at_all() -> None:
    told = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sources("cocarde")
        for call, text in found(path)
        if call not in UNREAD and not excepted(path)
    ]
    assert told == []


def test_every_exception_is_still_one() -> None:
    for place in EXCEPTED:
        paths = [each for each in sources("cocarde") if place in str(each.relative_to(ROOT))]
        assert any(map(found, paths)), place


@pytest.mark.parametrize(
    "code",
    [
        'print("Nothing is wrong.")',
        'raise Trouble(f"{path} is empty.")',
        'yield wrong("keys", f"no key yet for {slug}.")',
        'say("x" if done else "It is done.")',
    ],
)
def test_a_new_sentence_in_code_is_seen(code: str) -> None:
    tree = ast.parse(code)
    assert [call in READ for call, _ in sentences(tree, docstrings(tree))] == [True]
