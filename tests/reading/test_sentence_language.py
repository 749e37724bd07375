"""In which language somebody writes, told by small words; a name or an address tells nothing."""

import pytest

from core.reading.sentence_language import surely_in


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("I would like to claim the JavaScript badge, here is my repository", "en"),
        ("slt jai pas recu mon badge vous pouvez maider", "fr"),
        ("hoi, ik wil graag een badge voor mijn project", "nl"),
        ("hallo, ich möchte gern ein Badge für mein Projekt", "de"),
        ("Youssef Ben Salah", ""),
        ("hakim.b@outlook.example", ""),
        ("https://github.com/senne/todo-app", ""),
        ("oui", ""),
        ("LABO47KX", ""),
    ],
)
def test_a_language_is_sure_of_whole_sentences_only(said: str, language: str) -> None:
    assert surely_in(said) == language
