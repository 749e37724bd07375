"""Written speech made plain: « slt jpe pa ouvrir 😢 » becomes « salut je peux pas ouvrir ».

Folded letters, chat spellings written out (`chat_spelling.toml` of each language), drawn-out
letters shortened, and values (addresses, dates, codes) as one sign each, so that what is said
can be compared whatever hand wrote it.
"""

from core.reading.text import words


def spoken(text: str) -> list[str]:
    """The plain words of a clause or a message, in order; a value is a word such as `<mail>`."""
    return words(text)
