"""What an organisation told that asks to join a programme: kept with its case, read on its card."""

from sqlmodel import select

from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people.roles import Right
from core.programmes.catalogue import catalogue
from core.programmes.competences import competence_name, read_competence, read_level
from core.programmes.file_values import said
from core.programmes.members import join_request, organisations
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.programme import Programme
from core.support import case_log
from core.support.card_buttons import able
from core.support.case import Occasion
from core.support.case_log import EntryKind


def of_case(turn: Turn, case: Case) -> JoinRequest | None:
    """The request that a case was opened for; None where it was opened for something else."""
    if case.occasion != Occasion.JOINING:
        return None
    told = case_log.of(turn, case, EntryKind.REQUESTED)
    return join_request.from_json(told[0].text) if told else None


def waits(turn: Turn, case: Case) -> bool:
    """Whether a case is about a request on which nobody has decided."""
    decided = case_log.of(turn, case, EntryKind.ENROLLED, EntryKind.DECLINED)
    return case.occasion == Occasion.JOINING and not decided


def to_look_at(turn: Turn, member: Person, ref: str) -> tuple[str, JoinRequest] | None:
    """The programme and the request whose addresses are to be looked at before a member of the
    staff lets the organisation join; None where that is not theirs to do."""
    case = turn.db.exec(select(Case).where(Case.ref == ref)).first()
    if case is None or not able(turn, member, Right.ENROL, case) or not waits(turn, case):
        return None
    request = of_case(turn, case)
    return (case.programme, taken(turn, case.programme, request)) if request else None


def taken(turn: Turn, programme: str, request: JoinRequest) -> JoinRequest:
    """What a press on a request changes: of an organisation that has joined before, whose name any
    stranger may use, its badge classes alone, on the hosts that it has."""
    row = organisations.of_name(turn, programme, request.name)
    return JoinRequest(row.name, classes=request.classes) if row else request


def described(turn: Turn, case: Case, request: JoinRequest, locale: str) -> str:
    """The request in lines for the staff, in their language."""
    programme = catalogue(turn.settings.programmes_folder)[case.programme]
    language = locale.partition("-")[0]
    whose = {"name": request.name, "programme": said(programme.name, language)}
    known = organisations.of_name(turn, case.programme, request.name)
    in_file = organisations.in_file(programme, request.name)
    asked = {
        "aliases": ", ".join(request.aliases),
        "site": request.url,
        "contact": ", ".join(filter(None, (request.contact, request.mail))),
        "issuers": ", ".join(request.issuers),
        "hosts": ", ".join(request.hosts),
    }
    lines = [turn.say(locale, "join.asks", **whose)]
    told = {name: text for name, text in asked.items() if text}
    ignored = ""
    if known and waits(turn, case):
        word = "join.known_left" if known.left_at else "join.known_joined"
        lines.append(turn.say(locale, word, name=known.name))
        ignored = ", ".join(told.pop(name) for name in ("aliases", "site", "hosts") if name in told)
    elif in_file and waits(turn, case):
        lines.append(turn.say(locale, "join.known"))
    lines += [turn.say(locale, f"join.told_{name}", text=text) for name, text in told.items()]
    lines += [turn.say(locale, "join.not_taken", text=ignored)] if ignored else []
    lines += [] if request.issuers or known else [turn.say(locale, "join.here")]
    return "\n".join([*lines, *class_lines(turn, programme, request.classes, locale)])


def class_lines(
    turn: Turn, programme: Programme, classes: tuple[ClassRequest, ...], locale: str
) -> list[str]:
    """Each badge class on a line, with what it is to count for."""
    language = locale.partition("-")[0]
    return [
        turn.say(
            locale,
            "join.class",
            competence=competence_name(
                programme, read_competence(programme, each.competence), language
            ),
            level=str(read_level(programme, each.level) or each.level),
            achievement=each.achievement,
        )
        for each in classes
    ]
