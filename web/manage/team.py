"""`/manage/{programme}/people`: who holds which role, who is away; given, narrowed, taken away."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select
from starlette.exceptions import HTTPException
from starlette.responses import Response

from core import staff
from core.ground.errors import Refusal, Trouble
from core.ground.tables import Person, Role
from core.ground.world import Turn
from core.managing import changes, staff_roles
from core.managing.changes import Changed, ChangeKind
from core.people import people, roles
from core.people.absences import Leave
from core.people.roles import Right
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.reading.dates.months import Interval
from core.reading.names.written_name import neat_name
from core.review import reassign
from core.sessions import second_factors, spare_codes
from core.staff import StaffMember
from web.forms.problems import Problem
from web.manage.days import day
from web.manage.guard import Posted, Visit

GIVEN = (roles.REVIEWER, roles.SUPPORTER, roles.MANAGER)  # an operator is named on the machine


@dataclass(frozen=True, slots=True)
class ListedMember:
    """One role in the list."""

    address: str
    name: str
    mail: str
    role: str
    narrowed: str
    waiting: int
    away: tuple[str, ...]


def show(visit: Visit, turn: Turn) -> Response:
    """Everybody with a role, and the form that gives one."""
    return drawn(visit, turn, Posted({}))


def drawn(visit: Visit, turn: Turn, form: Posted, problem: str = "", at: str = "") -> Response:
    """The list, and the form as it was filled in (422 with what is to be mended)."""
    return visit.shown(
        turn,
        "people",
        status=422 if problem else 200,
        members=listed(visit, turn),
        given=[(each, visit.said(f"manage.role_{each}")) for each in GIVEN],
        form=form,
        problems=[Problem(problem, at, visit.said("manage.people_mail"))] if problem else (),
    )


def listed(visit: Visit, turn: Turn) -> list[ListedMember]:
    """The roles of the programme, as they are listed."""
    keys = {
        (role.role, turn.db.get_one(Person, role.person_id).name, mail_of(turn, role)): role.id
        for role in turn.db.exec(select(Role).where(Role.programme == visit.slug))
    }
    found = []
    for seen in staff.members(turn, visit.slug):
        who = seen.member
        key = keys[who.role, who.name, who.mail]
        lists = (who.organisation, who.badges, who.levels, who.campuses, who.languages)
        found.append(
            ListedMember(
                f"/manage/{visit.slug}/people/{key}",
                who.name,
                who.mail,
                visit.said(f"manage.role_{who.role}"),
                " · ".join(filter(None, lists)).replace(",", ", "),
                seen.waiting,
                tuple(away_told(visit, each) for each in seen.away),
            )
        )
    return found


def mail_of(turn: Turn, role: Role) -> str:
    """The first mailbox of who holds a role."""
    who = turn.db.get_one(Person, role.person_id)
    found = (each.value for each in people.addresses(turn, who) if each.door == people.MAIL)
    return next(found, "")


def away_told(visit: Visit, absence: dict[str, str]) -> str:
    """« absente du 20 au 27 décembre, Sam la remplace » in the words of the page."""
    start, end = (
        answers_as_text.day(day(absence[each]), visit.language) for each in ("from", "to")
    )
    word = "manage.away_deputy" if absence["deputy"] else "manage.away_alone"
    named = {"deputy": absence["deputy"]} if absence["deputy"] else {}
    return visit.said(word, start=start, end=end, **named)


def act(visit: Visit, form: Posted) -> Response:
    """Give a role to somebody by their mail address."""
    role = form["role"] if form["role"] in GIVEN else roles.REVIEWER
    try:
        with visit.turn() as turn:
            refuse_oneself(visit, people.seen(turn, people.MAIL, form["mail"]))
            staff_roles.give(turn, visit.by, wanted(visit, turn, form, role))
    except (Trouble, Refusal) as error:
        with visit.site.world.glance() as turn:
            return drawn(visit, turn, form, told(visit, error), "mail")
    return visit.back()


def wanted(visit: Visit, turn: Turn, form: Posted, role: str) -> StaffMember:
    """The role as it was filled in. Somebody who has a name keeps it: it is theirs."""
    known = people.seen(turn, people.MAIL, form["mail"])
    named = people.person_of(turn, known).name if known else ""
    name = "" if named else neat_name(form["name"])
    return StaffMember(form["mail"], visit.slug, role, name, form["organisation"])


def refuse_oneself(visit: Visit, address: object) -> None:
    """Raise `Refusal` for who would change their own role."""
    if address is not None and getattr(address, "person_id", None) == visit.person.id:
        raise Refusal("manage.people_oneself")


def told(visit: Visit, error: Trouble | Refusal) -> str:
    """What was refused, in the words of the page."""
    if isinstance(error, Refusal):
        return visit.said(error.word, **error.values)
    return error.in_words(visit.language)


def role_of(visit: Visit, turn: Turn) -> Role:
    """The role that the address names; `HTTPException(404)` for one of another programme."""
    try:
        role = turn.db.get(Role, UUID(visit.request.path_params["role"]))
    except ValueError:
        role = None
    if role is None or role.programme != visit.slug:
        raise HTTPException(404)
    return role


def show_one(visit: Visit, turn: Turn) -> Response:
    """One role: what narrows it, days away, taking it away."""
    return drawn_one(visit, turn)


def drawn_one(visit: Visit, turn: Turn, problem: str = "", code: str = "") -> Response:
    """The page of one role; with a code of enrolment that was just made, which is shown once."""
    role = role_of(visit, turn)
    who = turn.db.get_one(Person, role.person_id)
    programme = visit.programme
    assert programme is not None
    badges = [(each.slug, said(each.name, visit.language)) for each in programme.badge]
    levels = sorted({each.level for each in programme.badge if each.level})
    decides = role.role in roles.HOLDERS[Right.DECIDE]
    return visit.shown(
        turn,
        "member",
        status=422 if problem else 200,
        who=who,
        mail=mail_of(turn, role),
        role=role,
        role_told=visit.said(f"manage.role_{role.role}"),
        oneself=who.id == visit.person.id,
        decides=decides,
        badges=badges,
        levels=[(str(each), str(each)) for each in levels],
        languages=[(each, each) for each in programme.languages] if decides else [],
        ticked={name: getattr(role, name).split(",") for name in ("badges", "levels", "languages")},
        away=[away_told(visit, each) for each in staff.away(turn, who)],
        colleagues=reassign.colleagues(turn, who) if decides else [],
        enrollable=enrollable(visit, turn, who),
        factors=len(second_factors.of_person(turn, who)),
        code=code,
        problems=[Problem(problem)] if problem else (),
    )


def enrollable(visit: Visit, turn: Turn, who: Person) -> bool:
    """Whether who is here may vouch for somebody: in every programme where those have pages."""
    held = roles.held_in(turn, who)
    where = [slug for slug, names in held.items() if names & second_factors.PAGES]
    all_mine = all(roles.may(turn, visit.person, Right.SET_STAFF, slug) for slug in where)
    return bool(where) and who.id != visit.person.id and all_mine


def act_one(visit: Visit, form: Posted) -> Response:
    """Narrow a role, take it away, note days away, or give a code of enrolment."""
    try:
        with visit.turn() as turn:
            role = role_of(visit, turn)
            return acted(visit, turn, role, form)
    except (Trouble, Refusal) as error:
        with visit.site.world.glance() as turn:
            return drawn_one(visit, turn, told(visit, error))


def acted(visit: Visit, turn: Turn, role: Role, form: Posted) -> Response:
    """What a button of the page does."""
    who, verb = turn.db.get_one(Person, role.person_id), form["act"]
    member = StaffMember(mail_of(turn, role), visit.slug, role.role)
    if verb == "away":
        days = Interval(day(form["from"]), day(form["to"] or form["from"]))
        deputies = {str(each.id): each for each in reassign.colleagues(turn, who)}
        leave = Leave(days, deputies.get(form["deputy"]))
        staff_roles.go_away(turn, visit.by, who, visit.slug, leave)
    elif verb == "back":
        staff_roles.come_back(turn, visit.by, who, visit.slug)
    elif who.id == visit.person.id:
        raise Refusal("manage.people_oneself")
    elif verb == "take":
        staff_roles.take(turn, visit.by, member)
        return visit.back(f"/manage/{visit.slug}/people")
    elif verb == "narrow":
        lists = {name: form[name] for name in staff_roles.NARROWS}
        staff_roles.give(turn, visit.by, StaffMember(member.mail, visit.slug, role.role, **lists))
    elif verb == "enrol" and enrollable(visit, turn, who):
        code = spare_codes.enrol(turn, who, visit.person)
        changes.record(turn, visit.by, Changed(ChangeKind.ENROLMENT, visit.slug, who.id))
        return drawn_one(visit, turn, code=code)
    return visit.back()
