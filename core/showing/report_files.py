"""A report as a file: JSON for programs, a table for spreadsheets, a paper to print or keep."""

import csv
import io
from collections.abc import Iterable, Sequence

from core.badges import pdf
from core.ground.world import Turn
from core.reading.text import words
from core.reading.typeset import typeset_values
from core.roster.files import guarded
from core.showing import report_words
from core.showing.learner_report import LearnerReport, ReportLine

VERSION = 1  # of the JSON: docs/reports.md
COLUMNS = (
    "learner", "programme", "badge", "level", "group", "standing", "day", "until", "validated_by",
    "competences", "proof",
)  # fmt: skip

ON_PAPER = (
    "report.heading_held", "report.heading_skills", "report.heading_under_way",
    "report.heading_left", "report.none_held", "report.column_badge", "report.column_level",
    "report.column_day", "report.column_validated_by", "report.column_standing", "report.proof",
    "report.foot",
)  # fmt: skip


def as_json(report: LearnerReport) -> dict[str, object]:
    """The report as `docs/reports.md` describes it; days are ISO dates."""
    return {
        "version": VERSION,
        "programme": report.programme.slug,
        "learner": report.name or None,
        "language": report.language,
        "made_on": report.made_on.isoformat(),
        "competences": report.skills,
        "badges": [line_as_json(line) for line in report.lines],
    }


def line_as_json(line: ReportLine) -> dict[str, object]:
    return {
        "badge": line.badge,
        "name": line.name,
        "level": line.level or None,
        "group": line.group or None,
        "standing": line.standing,
        "state": line.state or None,
        "issued": line.issued.isoformat() if line.issued else None,
        "expires": line.until.isoformat() if line.until else None,
        "since": line.since.isoformat() if line.since else None,
        "validated_by": list(line.by),
        "validation": line.how or None,
        "competences": list(line.skills),
        "proof": line.page or None,
    }


def as_csv(turn: Turn, reports: Iterable[LearnerReport], locale: str) -> bytes:
    """A line for each badge of these learners that is held or under way, in UTF-8 with its mark and
    semicolons, as French, Dutch and Belgian spreadsheets open it; no cell is a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([turn.say(locale, f"report.column_{name}") for name in COLUMNS])
    for report in reports:
        for line in report.lines:
            if line.issued or line.since:
                writer.writerow(map(guarded, row(turn, report, line, locale)))
    return file.getvalue().encode("utf-8-sig")


def row(turn: Turn, report: LearnerReport, line: ReportLine, locale: str) -> Sequence[str]:
    """The cells of one line; days are ISO dates, which spreadsheets take for dates."""
    at = line.issued or line.since
    return (
        report.name,
        report.programme.titled(report.language),
        line.name,
        line.level,
        line.group,
        report_words.standing(turn, line, locale),
        at.isoformat() if at else "",
        line.until.isoformat() if line.until else "",
        report_words.validated(turn, line, locale),
        ", ".join(line.skills),
        line.page,
    )


def as_pdf(turn: Turn, report: LearnerReport, locale: str) -> bytes:
    """The report as a tagged PDF of A4 pages."""
    told = report_words.told(turn, report, locale)
    words_of = {key.partition(".")[2]: turn.say(locale, key) for key in ON_PAPER}
    values = {
        "language": locale.partition("-")[0],
        "title": told.title,
        "lead": told.lead,
        "issuer": report.programme.titled(report.language),
        "main": report.programme.palette.main,
        "words": words_of,
        "skills": list(told.skills),
        "held": [shape(each) for each in told.held],
        "under_way": [shape(each) for each in told.under_way],
        "left": [shape(each) for each in told.left],
    }
    return pdf.compose("report", typeset_values(values, locale), {}, turn.at)


def shape(line: report_words.ToldLine) -> dict[str, str]:
    return {name: getattr(line, name) for name in line.__slots__}


def file_name(report: LearnerReport, word: str, kind: str) -> str:
    """« bilan-zoe-lambert.pdf »: a name of plain letters that every system takes."""
    plain = "-".join(words(f"{word} {report.name}")).encode("ascii", "ignore").decode()
    return f"{plain or 'report'}.{kind}"
