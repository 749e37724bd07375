"""Words that no language has: fingers run over a keyboard, « jdhfksj », « qsdqsd », « azerty »."""

import re

from core.reading.text import fold, words

# Rows of keyboards as they lie under the fingers (AZERTY, QWERTY, QWERTZ).
HOME_ROWS = ("qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm", "yxcvbnm")
TOP_ROWS = ("azertyuiop", "qwertyuiop", "qwertzuiop")
LONG_TOP, LONG_HOME, SHORT_RUN = 5, 4, 3
VOWELS = "aeiouy"
# Letters that are one sound in some language: « Hirschsprung », « Szczęsny », « Nguyễn ».
ONE_SOUND = re.compile("sch|tsch|str|chr|ch|sh|th|gh|kh|ph|ck|sz|cz|rz|zh|dz|ts|tz|dj|nj|lj|ng|nk")
MOST_IN_A_ROW, SHORTEST = 5, 4  # sounds without a vowel; letters of a word that is judged
SYLLABIC = re.compile("[rl]")  # a vowel of its own between consonants: « Krk », « Vlk », « Smrž »
SHORT_WITHOUT_VOWEL = 5


def is_mash(text: str) -> bool:
    """Whether there are words, and all of them of four letters or more are struck at random."""
    told = [word for word in words(text) if word.isalpha()]
    judged = [word for word in told if len(word) >= SHORTEST]
    return bool(judged) and all(map(struck, judged)) and len(told) == len(words(text))


def struck(word: str) -> bool:
    """Whether one word of Latin letters is struck at random."""
    folded = fold(word)
    if len(folded) < SHORTEST or not (folded.isascii() and folded.isalpha()):
        return False
    return mute(folded) or along_rows(folded) or len(set(folded)) == 1


def mute(folded: str) -> bool:
    """Whether more sounds than a mouth can bear stand without a vowel."""
    if not set(folded) & set(VOWELS):
        return len(folded) > SHORT_WITHOUT_VOWEL or not SYLLABIC.search(folded[1:])
    runs = re.split(f"[{VOWELS}]+", ONE_SOUND.sub("k", folded))
    return any(len(run) > MOST_IN_A_ROW for run in runs)


def along_rows(folded: str) -> bool:
    """Whether the letters are runs along the rows of a keyboard."""
    if any(covers(folded, row, LONG_HOME) for row in HOME_ROWS):
        return True
    if any(covers(folded, row, LONG_TOP) for row in TOP_ROWS):
        return True
    return len(folded) >= 2 * SHORT_RUN and of_short_runs(folded)


def covers(folded: str, row: str, least: int) -> bool:
    """Whether so many letters or more lie side by side on a row, one way or the other."""
    runs = {folded[at : at + least] for at in range(len(folded) - least + 1)}
    return any(run in row or run[::-1] in row for run in runs)


def of_short_runs(folded: str) -> bool:
    """Whether the whole word is one short run along a row over and over: « asdasd »."""
    run = folded[:SHORT_RUN]
    again = run * (len(folded) // SHORT_RUN) == folded
    return again and any(run in row or run[::-1] in row for row in (*HOME_ROWS, *TOP_ROWS))
