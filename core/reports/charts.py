"""Figures as charts: bars with their numbers in words, and the table behind them. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.reports.figures import Figures
from core.reports.numbers import length, number, share
from core.reports.waiting import Desk
from core.support.returned_mail.bounce_rates import Domain

Say = Callable[..., str]
A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from zero; `late` is the part of `value` that is drawn as a warning."""

    label: str
    value: float
    shown: str
    late: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one measure; `note` says what they add up to. Where they would show nothing,
    `instead` is what they would tell, in a sentence."""

    key: str
    title: str
    note: str
    bars: list[Bar]
    instead: str = ""

    @property
    def most(self) -> float:
        """The value of the longest bar; 0 without bars."""
        return max((bar.value for bar in self.bars), default=0)

    def first(self, count: int) -> "Chart":
        """A copy of the chart with no more than its first `count` bars; the note stays that of
        all."""
        return Chart(self.key, self.title, self.note, self.bars[:count], self.instead)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: `say` tells a word of theirs; names of colleagues are only for who may see
    them."""

    locale: str
    say: Say
    names: bool = False

    def word(self, key: str, **values: str) -> str:
        """The sentence of a word in the language of who reads."""
        return self.say(self.locale, key, **values)

    def count(self, count: int) -> str:
        """A whole number as the reader's language writes it."""
        return number(count, self.locale)


def charts(reader: Reader, figures: Figures) -> list[Chart]:
    """Every chart, in the order in which they are read."""
    makers = (causes, states, speed, waiting, invitations, domains)
    return [make(reader, figures) for make in makers]


def causes(reader: Reader, figures: Figures) -> Chart:
    """Why badges were missing, a bar for each cause."""
    found = figures.causes
    bars = [
        Bar(reader.word(f"figures.cause_{cause}"), count, reader.count(count))
        for cause, count in found.counts.items()
    ]
    note = reader.word(
        "figures.causes_note",
        count=reader.count(found.total),
        mended=reader.count(sum(found.mended.values())),
    )
    return Chart("causes", reader.word("figures.causes"), note, bars)


def speed(reader: Reader, figures: Figures) -> Chart:
    """How long half and nine in ten people waited for their badge."""
    waits = {"opened": figures.speed.from_opened, "yes": figures.speed.from_yes}
    bars = [
        Bar(
            reader.word(f"figures.wait_{since}_{part}"),
            time.total_seconds() if time else 0,
            length(time, reader.locale),
        )
        for since, wait in waits.items()
        for part, time in (("half", wait.median), ("most", wait.p90))
        if time is not None
    ]
    title = reader.word("figures.speed")
    note = reader.word("figures.speed_note", count=reader.count(figures.speed.issued))
    if bars and all(bar.value < A_MINUTE for bar in bars):
        return Chart("speed", title, note, [], reader.word("figures.speed_at_once"))
    return Chart("speed", title, note, bars)


def states(reader: Reader, figures: Figures) -> Chart:
    bars = [
        Bar(reader.word(f"figures.state_{state}"), count, reader.count(count))
        for state, count in figures.states.items()
    ]
    note = reader.word("figures.states_note", count=reader.count(sum(figures.states.values())))
    return Chart("states", reader.word("figures.states"), note, bars)


def waiting(reader: Reader, figures: Figures) -> Chart:
    """What waits for a decision, a bar for each reviewer."""
    found = figures.waiting
    bars = list(desks(reader, figures))
    if found.nobody:
        shown = reader.count(found.nobody)
        bars.append(Bar(reader.word("figures.waiting_nobody"), found.nobody, shown, found.nobody))
    note = reader.word(
        "figures.waiting_note",
        count=reader.count(found.claims),
        overdue=reader.count(found.overdue),
    )
    return Chart("waiting", reader.word("figures.waiting"), note, bars)


def desks(reader: Reader, figures: Figures) -> Iterator[Bar]:
    """Colleagues are numbered for those who may not see their names."""
    for place, desk in enumerate(figures.waiting.desks, start=1):
        label = desk.name if reader.names else reader.word("figures.colleague", number=str(place))
        yield Bar(label, desk.waiting, on_desk(reader, figures, desk), desk.overdue)


def on_desk(reader: Reader, figures: Figures, desk: Desk) -> str:
    oldest = length(figures.period.end - desk.oldest, reader.locale)
    word = "figures.desk_late" if desk.overdue else "figures.desk"
    values = {"count": reader.count(desk.waiting), "overdue": reader.count(desk.overdue)}
    return reader.word(word, **values, oldest=oldest)


def invitations(reader: Reader, figures: Figures) -> Chart:
    """How many invitations were sent, answered and bounced."""
    found = figures.invitations
    parts = {"sent": found.sent, "answered": found.answered, "bounced": found.bounced}
    bars = [
        Bar(
            reader.word(f"figures.invitations_{part}"),
            count,
            reader.count(count) if part == "sent" else of_all(reader, count, found.sent),
            count if part == "bounced" else 0,
        )
        for part, count in parts.items()
        if found.sent
    ]
    return Chart(
        "invitations",
        reader.word("figures.invitations"),
        reader.word("figures.invitations_note"),
        bars,
    )


def domains(reader: Reader, figures: Figures) -> Chart:
    """From which mail domains mails came back, a bar for each."""
    found = figures.domains
    bars = [
        Bar(each.name, each.bounces, returned(reader, each), each.bounces if each.odd else 0)
        for each in found
    ]
    count = reader.count(sum(each.bounces for each in found))
    hard = reader.count(sum(each.hard for each in found))
    note = reader.word("figures.domains_note", count=count, hard=hard)
    return Chart("domains", reader.word("figures.domains"), note, bars)


def returned(reader: Reader, domain: Domain) -> str:
    count = reader.count(domain.bounces)
    if domain.share is None:
        return count
    part = share(min(domain.share, 1), reader.locale)
    return reader.word("figures.domain", count=count, share=part, sent=reader.count(domain.sent))


def of_all(reader: Reader, count: int, whole: int) -> str:
    part = share(count / whole, reader.locale)
    return reader.word("figures.part", count=reader.count(count), share=part)
