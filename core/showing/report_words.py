"""A report in words: the same lines for its page, its paper and its table."""

from dataclasses import dataclass

from core.ground.world import Turn
from core.programmes import answers_as_text
from core.showing.learner_report import HowFar, LearnerReport, ReportLine


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of a report as people read it; what it has not is empty."""

    name: str
    level: str
    group: str
    standing: str
    day: str
    since: str  # the day, and for a badge whose time is over since when it is
    by: str
    skills: str
    page: str


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report as people read it."""

    title: str
    lead: str
    held: tuple[ToldLine, ...]
    under_way: tuple[ToldLine, ...]
    left: tuple[ToldLine, ...]
    skills: tuple[str, ...]


def told(turn: Turn, report: LearnerReport, locale: str) -> ToldReport:
    """A report in the words of a locale."""

    def lines(*standings: HowFar) -> tuple[ToldLine, ...]:
        return tuple(told_line(turn, each, locale) for each in report.of(*standings))

    name = report.name or turn.say(locale, "report.unnamed")
    return ToldReport(
        title=turn.say(locale, "report.title", name=name),
        lead=turn.say(
            locale,
            "report.lead",
            programme=report.programme.titled(report.language),
            day=answers_as_text.day(report.made_on, locale),
        ),
        held=lines(HowFar.HELD, HowFar.ENDED),
        under_way=lines(HowFar.UNDER_WAY),
        left=lines(HowFar.LEFT),
        skills=tuple(report.skills),
    )


def told_line(turn: Turn, line: ReportLine, locale: str) -> ToldLine:
    """One line in the words of a locale."""
    return ToldLine(
        name=line.name,
        level=line.level,
        group=line.group,
        standing=standing(turn, line, locale),
        day=day(line, locale),
        since=since(turn, line, locale),
        by=validated(turn, line, locale),
        skills=answers_as_text.listed(line.skills, locale) if line.skills else "",
        page=line.page,
    )


def standing(turn: Turn, line: ReportLine, locale: str) -> str:
    """« Obtenu », « En cours d'examen »: how far the learner is."""
    if line.standing is HowFar.ENDED and line.until:
        until = answers_as_text.day(line.until, locale)
        return turn.say(locale, "report.is_ended", day=until)
    return turn.say(locale, f"report.is_{line.state or line.standing}")


def since(turn: Turn, line: ReportLine, locale: str) -> str:
    """« 16 novembre 2026 », and for a badge whose time is over « … · n'est plus valable … »."""
    over = standing(turn, line, locale) if line.standing is HowFar.ENDED else ""
    return " · ".join(filter(None, (day(line, locale), over)))


def day(line: ReportLine, locale: str) -> str:
    """The day of the badge, or since when it is asked for; empty for neither."""
    at = line.issued or line.since
    return answers_as_text.day(at, locale) if at else ""


def validated(turn: Turn, line: ReportLine, locale: str) -> str:
    """Who validated a badge that is held; empty for another."""
    if line.by:
        return answers_as_text.listed(line.by, locale)
    return turn.say(locale, f"report.by_{line.how}") if line.how else ""
