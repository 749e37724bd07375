"""What is gathered and what is missing, in the words of the programme."""

from collections.abc import Iterator

from core.claims.gathering.gathered import GatheredBadge
from core.claims.gathering.progress import ConditionProgress, MilestoneProgress, counts
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.competences import competence_name
from core.programmes.file_values import TextList, said
from core.programmes.programme import Programme

NAMED = 6  # badges of a list


def counted(
    turn: Turn,
    programme: Programme,
    locale: str,
    badge: GatheredBadge,
    far: list[MilestoneProgress],
    word: str = "gathering.counts",
) -> str:
    """« Il compte : Organiser, niveau 2 (2 sur 3). Il manque … »: all that a badge counts for among
    these milestones, and what the nearest of them still wants; empty where it counts for none."""
    its = [each for each in far if any(counts(part.condition, badge) for part in each.parts)]
    if not its:
        return ""
    nearest = min(its, key=lambda each: (each.more, -(each.badge.level or 0)))
    sums = [total(turn, programme, locale, each) for each in its]
    own = {"badge": badge.name, "organisation": badge.organisation}
    told = turn.say(locale, word, counts=answers_as_text.listed(sums, locale), **own)
    return f"{told} {missing(turn, programme, locale, nearest)}"


def total(turn: Turn, programme: Programme, locale: str, far: MilestoneProgress) -> str:
    """« Organiser, niveau 2 (2 sur 3) »; a milestone of several conditions by its own name."""
    told = {"had": str(far.had), "needed": str(far.needed)}
    if len(far.parts) > 1 or not far.parts[0].condition.competence:
        name = said(far.badge.name, locale.partition("-")[0])
        return turn.say(locale, "gathering.total_badge", badge=name, **told)
    told |= of_competence(programme, locale, far.parts[0])
    word = "gathering.total_level" if programme.level else "gathering.total_competence"
    return turn.say(locale, word, **told)


def missing(turn: Turn, programme: Programme, locale: str, far: MilestoneProgress) -> str:
    """« Il manque un badge Organiser de niveau 2, d'un autre organisme. »; once nothing is missing,
    that the badge is there to be accepted."""
    parts = [told for part in far.parts for told in part_missing(turn, programme, locale, part)]
    if not parts:
        name = said(far.badge.name, locale.partition("-")[0])
        return turn.say(locale, "gathering.complete", badge=name)
    return turn.say(locale, "gathering.missing", what=" ; ".join(parts))


def standing(turn: Turn, programme: Programme, locale: str, far: MilestoneProgress) -> str:
    """Where one milestone stands, for whoever asks how far they are."""
    return turn.say(locale, "gathering.standing", **values(turn, programme, locale, far))


def values(turn: Turn, programme: Programme, locale: str, far: MilestoneProgress) -> dict[str, str]:
    """The badge of a milestone, how many are there of how many, and what is missing."""
    return {
        "badge": said(far.badge.name, locale.partition("-")[0]),
        "had": str(far.had),
        "needed": str(far.needed),
        "missing": missing(turn, programme, locale, far),
    }


def part_missing(
    turn: Turn, programme: Programme, locale: str, part: ConditionProgress
) -> Iterator[str]:
    """What one condition still wants: badges, and what their claims have to add up to."""
    if part.more:
        yield badges_missing(turn, programme, locale, part)
    if part.condition.total and part.more_of_total:
        question, language = part.condition.total.question, locale.partition("-")[0]
        unit = unit_of(programme, question)
        yield turn.say(
            locale,
            "gathering.more_of_total",
            more=answers_as_text.counted(part.more_of_total, unit, language),
            had=answers_as_text.counted(part.total, {}, language),
            needed=answers_as_text.counted(part.condition.total.needed, {}, language),
        )


def unit_of(programme: Programme, question: str) -> TextList:
    """What a number question counts, in whichever form of the programme it is asked."""
    asked = (each for form in programme.form.values() for each in form.question)
    return next((each.unit for each in asked if each.name == question and each.unit), {})


def badges_missing(turn: Turn, programme: Programme, locale: str, part: ConditionProgress) -> str:
    """« 2 badges Organiser de niveau 2, dont un d'un autre organisme »."""
    number = "one" if part.more == 1 else "many"
    if part.condition.competence:
        kind = "level" if programme.level else "competence"
        told = of_competence(programme, locale, part)
    else:
        kind, told = "of", {"names": named(turn, programme, locale, part)}
    what = turn.say(locale, f"gathering.{number}_{kind}", count=str(part.more), **told)
    return whose(turn, locale, part, what)


def whose(turn: Turn, locale: str, part: ConditionProgress, what: str) -> str:
    """What is missing, with the organisations that it has to come from."""
    others = part.more_organisations
    if not others or part.condition.organisations < 2:
        return what
    number = "one" if others == 1 else "many"
    word = "different" if not part.badges else "all" if others == part.more else "some"
    return turn.say(locale, f"gathering.from_{word}_{number}", what=what, count=str(others))


def of_competence(programme: Programme, locale: str, part: ConditionProgress) -> dict[str, str]:
    """The competence and the level of a condition, in words."""
    language = locale.partition("-")[0]
    return {
        "competence": competence_name(programme, part.condition.competence, language),
        "level": str(part.condition.level),
    }


def named(turn: Turn, programme: Programme, locale: str, part: ConditionProgress) -> str:
    """The names of the badges that would still count for a condition."""
    language = locale.partition("-")[0]
    there = {each.slug for each in part.badges}
    left = [each for each in part.condition.of if each not in there]
    names = [
        turn.say(locale, "gathering.quoted", badge=said(badge.name, language))
        for badge in programme.badge
        if badge.slug in left
    ]
    return ", ".join(names[:NAMED]) + " …" * (len(names) > NAMED)
