"""Lengths, HTML and the entities that Telegram finds."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .formatting import formatted, found_entities, utf16_length

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(TEXT)
def test_length_is_that_of_utf_16(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(TEXT)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    assert formatted(html.escape(text, quote=False), "HTML", None).text == text.strip()


@given(TEXT, TEXT)
def test_an_entity_covers_what_its_tags_held(before: str, bold: str) -> None:
    source = f"{html.escape(before, quote=False)}.<b>{html.escape(bold, quote=False)}|</b>"
    done = formatted(source, "HTML", None)
    (entity,) = [one for one in done.entities if one["type"] == "bold"]
    units = done.text.encode("utf-16-le")
    covered = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    assert covered.decode("utf-16-le") == bold + "|"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ('<a href="https://example.org/?a&amp;b">x</a>', "x", [("text_link", 0, 1)]),
        ("<pre><code class='language-toml'>a</code></pre>", "a", [("pre", 0, 1)]),
        ("  <i> a</i> ", "a", [("italic", 0, 1)]),
        ("&lt;b&gt; &#233; &nbsp;", "<b> é &nbsp;", []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    done = formatted(source, "HTML", None)
    assert done.text == text
    assert [(one["type"], one["offset"], one["length"]) for one in done.entities] == entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("see /help@cocarde_bot now", [("bot_command", "/help@cocarde_bot")]),
        ("https://example.org/a/b?c=1.", [("url", "https://example.org/a/b?c=1")]),
        (
            "write to lina@example.org, @lina_test",
            [("email", "lina@example.org"), ("mention", "@lina_test")],
        ),
        ("#badge at example.org", [("hashtag", "#badge"), ("url", "example.org")]),
        ("1/2 and a/b", []),
    ],
)
def test_telegram_marks_commands_links_and_addresses(
    text: str, entities: list[tuple[str, str]]
) -> None:
    found = [
        (one["type"], text[one["offset"] : one["offset"] + one["length"]])
        for one in found_entities(text)
    ]
    assert found == entities
