"""What badges that were handed in count for, said to their holder; what they reach is offered."""

from core.badges.verify.verify import Verdict
from core.claims.gathering import in_words
from core.claims.gathering.gathered import GatheredBadge, from_elsewhere, from_here, handed_in
from core.claims.gathering.progress import open_to
from core.desk.speaker import Speaker
from core.ground.tables import Badge, Witness
from core.issuing import witnesses
from core.people.joined import selves
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.competences import competence_name
from core.programmes.programme import Programme


def counting(speaker: Speaker, row: Witness, word: str) -> list[str]:
    """For each programme that its issuer is registered in, what a badge counts for; or that its
    class counts for nothing yet, what does, and where its organisation can register it."""
    turn, sentences = speaker.turn, []
    for programme in catalogue(turn.settings.programmes_folder).programmes.values():
        badge = from_elsewhere(turn, row, programme.slug)
        if badge is not None:
            sentences.append(leads_to(speaker, programme, badge, word))
        elif row.programme == programme.slug and (names := competences(speaker, programme)):
            values = {"badge": row.name, "competences": names, **where_to_join(speaker, programme)}
            values |= {"organisation": witnesses.issuer_name(turn, row)}
            sentences.append(speaker.word("gathering.counts_not", **values))
    return list(filter(None, sentences))


def may_join(speaker: Speaker) -> list[str]:
    """Where the organisation of a badge that nobody knows here can join, for whoever gathers badges
    in a programme."""
    turn = speaker.turn
    return [
        speaker.word("gathering.may_join", **where_to_join(speaker, programme))
        for programme in catalogue(turn.settings.programmes_folder).programmes.values()
        if competences(speaker, programme) and open_to(turn, speaker.person, programme.slug)
    ]


def where_to_join(speaker: Speaker, programme: Programme) -> dict[str, str]:
    """A programme by its name, and the page on which organisations join it."""
    page = f"{speaker.turn.settings.base}/i/{programme.slug}/join"
    return {"programme": programme.named(speaker.language), "page": page}


def of_ours(speaker: Speaker, told: Verdict) -> list[str]:
    """What a badge that was issued here counts for; nothing where it counts for none, or for none
    any more."""
    badge = speaker.turn.db.get(Badge, (told.page or "").rpartition("/")[2])
    given = from_here(speaker.turn, badge, badge.programme) if badge else None
    if (
        badge is None
        or given is None
        or badge.person_id not in selves(speaker.turn, speaker.person)
    ):
        return []
    known = catalogue(speaker.turn.settings.programmes_folder)[badge.programme]
    return list(filter(None, [leads_to(speaker, known, given, "gathering.yours_counts")]))


def leads_to(speaker: Speaker, programme: Programme, badge: GatheredBadge, word: str) -> str:
    """What a badge counts for in a programme and what is missing there; empty where it has led to
    all that it can."""
    far = open_to(speaker.turn, speaker.person, programme.slug)
    return in_words.counted(speaker.turn, programme, speaker.locale, badge, far, word)


def competences(speaker: Speaker, programme: Programme) -> str:
    """The competences that badges add up to in a programme, in a sentence; empty for none."""
    wanted = [part for badge in programme.badge if badge.milestone for part in badge.milestone.all]
    slugs = dict.fromkeys(part.competence for part in wanted if part.competence)
    names = [competence_name(programme, slug, speaker.language) for slug in slugs]
    return answers_as_text.either(names, speaker.language) if names else ""


def handed_in_before(speaker: Speaker) -> str:
    """The badges of other issuers that count for the speaker, each with what it counts for; empty
    for none."""
    turn, lines = speaker.turn, []
    for programme in catalogue(turn.settings.programmes_folder).programmes.values():
        word = "gathering.elsewhere_level" if programme.level else "gathering.elsewhere_competence"
        for badge in handed_in(turn, speaker.person, programme.slug, turn.at):
            values = {
                "badge": badge.name,
                "organisation": badge.organisation,
                "competence": competence_name(programme, badge.competence, speaker.language),
                "level": str(badge.level),
            }
            lines.append(speaker.word(word, **values))
    return "\n".join([speaker.word("gathering.from_elsewhere"), *lines]) if lines else ""


def now_theirs(speaker: Speaker) -> list[str]:
    """What is said of the badges kept for the speaker that an address just proven makes theirs."""
    rows = witnesses.theirs_now(speaker.turn, speaker.person, speaker.understood.held)
    told = [counting(speaker, row, "gathering.counts_now") for row in rows]
    plain = [speaker.word("gathering.now_noted", badge=row.name) for row in rows]
    return [" ".join(each) or other for each, other in zip(told, plain, strict=True)]
