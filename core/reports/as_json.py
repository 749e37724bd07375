"""Figures for programs: the shape of `cocarde stats --json`.

Lengths are in seconds, moments in ISO 8601.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from core.programmes.period import Period
from core.reports.cases import Helped
from core.reports.figures import Figures
from core.reports.mails import Invitations
from core.reports.speed import Speed, Wait
from core.reports.waiting import Waiting
from core.reports.worth_telling import WorthTelling
from core.support.returned_mail.bounce_rates import Domain

Shape = dict[str, Any]


def as_json(figures: Figures) -> Shape:
    """All of it; of learners there are only counts."""
    causes, states = figures.causes, figures.states
    return {
        **period(figures.period),
        "causes": causes.counts,
        "mended": causes.mended,
        "cures": causes.cures,
        "badges": badges(figures.speed),
        "claims": {"opened": sum(states.values()), "states": states},
        "waiting": waiting(figures.waiting),
        "cases": cases(figures.cases),
        "invitations": invitations(figures.invitations),
        "bounces": bounces(figures.domains),
        "worth_telling": worth_telling(figures.worth),
    }


def period(found: Period) -> Shape:
    return {
        "programme": found.programme,
        "days": found.days,
        "from": found.start.astimezone(found.zone).isoformat(),
        "until": found.end.astimezone(found.zone).isoformat(),
    }


def badges(found: Speed) -> Shape:
    return {
        "issued": found.issued,
        "from_opened": wait(found.from_opened),
        "from_yes": wait(found.from_yes),
    }


def wait(found: Wait) -> Shape:
    median, p90 = seconds(found.median), seconds(found.p90)
    return {"count": found.count, "median_s": median, "p90_s": p90}


def waiting(found: Waiting) -> Shape:
    desks = [
        {
            "name": desk.name,
            "waiting": desk.waiting,
            "overdue": desk.overdue,
            "oldest": desk.oldest.isoformat(),
        }
        for desk in found.desks
    ]
    counts = {"claims": found.claims, "overdue": found.overdue, "nobody": found.nobody}
    return {**counts, "reviewers": desks}


def cases(found: Helped) -> Shape:
    return {
        "open": found.open,
        "overdue": found.overdue,
        "opened": found.opened,
        "answered": found.answered,
        "first_answer_median_s": seconds(found.first_answer),
    }


def invitations(found: Invitations) -> Shape:
    return {"sent": found.sent, "bounced": found.bounced, "answered": found.answered}


def bounces(found: Sequence[Domain]) -> Shape:
    hard, soft = sum(each.hard for each in found), sum(each.soft for each in found)
    domains = [domain(each) for each in found]
    return {"total": hard + soft, "hard": hard, "soft": soft, "domains": domains}


def domain(found: Domain) -> Shape:
    return {
        "domain": found.name,
        "bounces": found.bounces,
        "hard": found.hard,
        "soft": found.soft,
        "sent": found.sent,
        "share": None if found.share is None else round(found.share, 4),
    }


def worth_telling(found: WorthTelling) -> Shape:
    share = None if found.share is None else round(found.share, 4)
    told = {"opened": found.opened, "completed": found.completed, "share": share}
    return {**told, "doors": found.doors, "staff_minutes_a_badge": found.staff_minutes}


def seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()
