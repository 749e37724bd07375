"""Which files the folder of a language has, which keys these have, and what each key holds.

`docs/languages.md` says what each key means. A key with `!` must be there in a language that
Cocarde speaks, one of `templates/words`; the others may. One that is only read has what it has.
"""

from collections.abc import Mapping
from enum import StrEnum


class Holds(StrEnum):
    """What a key holds; all are written as texts, but for tables of them and a flag."""

    TEXT = "text"
    WORDS = "words"  # apart by spaces
    PHRASES = "phrases"  # one or more a line
    PATTERNS = "patterns"  # one a line; an indented line goes on with the one before
    PAIRS = "pairs"  # `typed = meant`, one a line
    FLAG = "flag"
    TABLE = "table"


KEYS: Mapping[str, Mapping[Holds, str]] = {
    "language": {
        Holds.TEXT: "yes! range! locale first_of_month percent marks_with_space kilobyte megabyte",
        Holds.WORDS: "called! elisions singular",
        Holds.PAIRS: "contractions",
        Holds.FLAG: "either_order",
    },
    "calendar": {
        Holds.TABLE: "months! numbers! units! days years",
        Holds.TEXT: "yesterday!",
        Holds.WORDS: "weekdays! to! and! between! begin! since until! end! began! ended! "
        "broken_off filler auxiliaries articles opening_words vague_articles said_articles early "
        "late middle vague beside personal others hedges order_words! first_day day_endings of "
        "of_year endings_after_a_month articles_after_a_month at_hour hours not_months taken_back",
        Holds.PATTERNS: "today! tomorrow next_week this_week surely or_dates or_words "
        "before_a_month half one_unit per tokens last_day",
    },
    "numbers": {
        Holds.PAIRS: "spelled round",
        Holds.WORDS: "joiners half vague units hours",
    },
    "said": {
        Holds.PHRASES: "yes! no! approve! refuse! return! undo! second! stop_reason! "
        "not_me_reason! courtesy! greeting! title! team thanks closing! signing! hold! footer! "
        "notice! device! consent! mine! linking!",
    },
    "acts": {
        Holds.PATTERNS: "joining!",
        Holds.WORDS: "badge_words! level_words badge_linking! badge_and! wanting!",
    },
    "register": {Holds.WORDS: "formal informal", Holds.PHRASES: "neither"},
    "chat_spelling": {Holds.PAIRS: "short"},
    "commands": {Holds.PHRASES: "help! faq! status! mybadges! badge! link! cancel! language!"},
    "steps": {
        Holds.PHRASES: "back! skip! keep! edit! same! stuck! next!",
        Holds.PAIRS: "ordinals",
        Holds.WORDS: "around_number nothing around_nothing",
    },
    "case_orders": {
        Holds.TABLE: "alone words reason name colleague case",
        Holds.PATTERNS: "orderly addressing us automatic",
    },
    "staff": {
        Holds.PATTERNS: "both fine reason away replaced_by leave returning of_us own case "
        "tell_them",
        Holds.WORDS: "thanks thanked",
    },
    "wishes": {
        Holds.PATTERNS: "lost! human! status! stop! not_me! not_named demonyms lead! tail! my! "
        "which post! promised with matter mails! mailing never mine! request! for a_person! real "
        "someone! of_team directly want! none sent received i_want a living being being_alone the "
        "by way after served service joining beginning page! page_close! page_anew! page_public! "
        "page_secret! page_named! page_unnamed! talents! talents_leave! report! report_end! "
        "report_of! report_all! could of_badges one_place give_me take_away the_talents",
        Holds.WORDS: "decisions noes!",
        Holds.PAIRS: "alike",
    },
    "questions": {
        Holds.PAIRS: "short",
        Holds.PATTERNS: "what greeting! about openers! inside wondering tail_lead tail",
        Holds.WORDS: "endings fillers! light! asking! troubles clause_joins other_badges itself "
        "wanting",
        Holds.TABLE: "forms",
    },
    "usual_questions": {
        Holds.TABLE: "asked",
        Holds.TEXT: "in_english",
        Holds.WORDS: "small naming",
    },
    "names": {
        Holds.PHRASES: "leads! presented! openings! titles! somebody rather! instead! either! "
        "both! born joking jokes former turned own! insisted! first_label! surname_label! "
        "name_label! whole_label!",
        Holds.WORDS: "articles not_names sentence! beside places about! wrong towards "
        "given not_mine collective",
    },
    "organisations": {
        Holds.WORDS: "small! townward apart denials! home indefinite kinds inside inside_articles "
        "inside_elided vague generic acronyms helping doers doubts denied "
        "to_us people nearby branch jokes towns which",
        Holds.PAIRS: "abbreviations",
        Holds.PHRASES: "known",
        Holds.PATTERNS: "lead at! other! mission served! where! of! opening! told! where_at! "
        "articles! goes_on! closing! in_town! told_at! named! insisted rather not_this "
        "called asked_beside",
    },
    "labels": {
        Holds.PHRASES: "name! date-range! organisation! choice text repository site account code "
        "first_name! surname!",
        Holds.WORDS: "articles",
        Holds.PATTERNS: "blanks",
    },
    "around_answers": {
        Holds.WORDS: "courtesies! no! reserve! is account_labels not_accounts correcting! "
        "house_number",
        Holds.PATTERNS: "streets mail_label at_sign at_too dot dash underscore slash",
        Holds.TABLE: "figures",
    },
    "addresses": {
        Holds.PATTERNS: "other address add courtesy_before courtesy_after here_is the_code is "
        "lost_access",
        Holds.PHRASES: "new_code",
    },
    "quoting": {
        Holds.PATTERNS: "dated! wrote! named bullet run_on_begins run_on_ends from! sent! sent_on "
        "to! subject! copy separators! begins reply above stub no_reply answers",
    },
    "footers": {
        Holds.PATTERNS: "things phone! excuse secured get for_system fetch provenance virus_free "
        "picture described described_by outside_word not_often learn_why",
        Holds.PHRASES: "persons!",
        Holds.TABLE: "warning! notice! printing listing",
    },
    "absences": {Holds.PHRASES: "subjects! away! waits! beside answers"},
    "roster": {
        Holds.WORDS: "yes no nothing others neutral date present absent",
        Holds.TABLE: "columns telling",
    },
}
COLUMNS = (
    "reference mail name given_name family_name starts_on ends_on interrupted organisation domain "
    "place badge language present"
)
# The names that a table may have; those of `WHOLE` must all be there.
ROWS: Mapping[str, frozenset[str]] = {
    "calendar.months": frozenset(map(str, range(1, 13))),
    "calendar.numbers": frozenset(map(str, range(1, 13))),
    "calendar.days": frozenset(map(str, range(1, 32))),
    "calendar.years": frozenset(map(str, range(2018, 2030))),
    "around_answers.figures": frozenset(map(str, range(10))),
    "calendar.units": frozenset(("month", "week", "day", "year", "hour")),
    "roster.columns": frozenset(COLUMNS.split()),
    "roster.telling": frozenset(COLUMNS.split()),
}
WHOLE = ("calendar.months", "calendar.numbers", "calendar.units")


def kinds(file: str) -> Mapping[str, Holds]:
    """The keys that a file may have, and what each holds."""
    rows = KEYS[file].items()
    return {key.rstrip("!"): kind for kind, keys in rows for key in keys.split()}


def musts(file: str) -> list[str]:
    """The keys that a file must have in a language that is spoken."""
    keys = " ".join(KEYS[file].values()).split()
    return [key.rstrip("!") for key in keys if key.endswith("!")]
