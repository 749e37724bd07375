"""The words of the calendar in every language, folded: each `calendar.toml`, and a few signs."""

from core.reading.languages import table, words

# Verbs of beginning, ending and breaking off are each read as one word.
BEGAN, ENDED, BROKEN_OFF = "debut", "fin", "arret"

MONTHS = {name: int(at) for at, names in table("calendar.months").items() for name in names}
NUMBERS = {word: int(at) for at, said in table("calendar.numbers").items() for word in said}
DAYS = {word: int(at) for at, said in table("calendar.days").items() for word in said}
UNITS = {word: unit for unit, said in table("calendar.units").items() for word in said}
WEEKDAYS = words("calendar.weekdays")

TO = words("calendar.to") | {"-", ">"}
AND = words("calendar.and") | {"&"}
END = words("calendar.end") | {ENDED, BROKEN_OFF}
FILLER = words("calendar.filler") | {BEGAN, *",;:/|().='\""}
GLUE = TO | AND | END | FILLER | WEEKDAYS

BETWEEN = words("calendar.between")
SINCE = words("calendar.since")
BEGIN = words("calendar.begin") | {BEGAN}
UNTIL = words("calendar.until") | {ENDED}
VERBS = {
    BEGAN: words("calendar.began"),
    ENDED: words("calendar.ended"),
    BROKEN_OFF: words("calendar.broken_off"),
}

# A word just before a date that says that it is not exact.
OPENING = words("calendar.early")
CLOSING = words("calendar.late")
VAGUE_MONTH = OPENING | CLOSING | words("calendar.middle")
VAGUE_DAY = words("calendar.vague") | {"~"}

ASIDE = words("calendar.beside")
# Beside a date these say that it is another day of somebody's life.
PERSONAL = words("calendar.personal")
# Whose dates, name and place are not the writer's.
OTHERS = words("calendar.others")
HEDGES = OTHERS | words("calendar.hedges")
