"""How the same few wishes are put together in any language; the words: each `wishes.toml`.

A pattern is for a whole clause of folded words; `{my}` stands for the words of that key.
"""

from core.reading.languages import either, fill

# Parts of a clause that are made of words in their turn.
PARTS = {
    "badge": "(?:{my} )?(?:{which} )?{post}(?: {promised})?(?: {with}(?: {my})? {matter})?",
    "claim": "{mine} {request}(?: {for} (?:{my} )?badge)?",
    "person": "{a_person}? ?{real}? ?{someone}(?: {of_team})?(?: {directly})?",
}
# Sentences that are put together alike in every language, beside those of the files.
ALIKE = {
    "lost": "{none} {sent} {received}",
    "human": "{i_want} {a} (?:{living} )?{being}|{a} (?:{living} )?{being_alone}",
    "stop": "stop(?: stop)*(?: (?:{the} )?(?:{mails}|{mailing}))?",
    "tail": "{after} {served} {service}|{by} {way}",
}


def pattern(key: str) -> str:
    """Every way to say what a key of `wishes.toml` is for, in all languages, as one pattern."""
    ways = [ALIKE[key]] if key in ALIKE else []
    return fill("|".join([*ways, either(f"wishes.{key}")]), "wishes", **PARTS)
