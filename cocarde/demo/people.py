"""The people of the demo, all invented: learners, volunteers, coaches; rosters around today."""

from dataclasses import dataclass
from datetime import date, timedelta

from cocarde.demo.words import text
from core.ground.tables import Address, Person
from core.ground.world import Turn
from core.people import people
from core.roster import import_file
from core.staff import StaffMember, add

LOST = "je n'ai jamais reçu mon badge"  # what one of them would write
FIRST_SPEAKER = "lina"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person at the keyboard: a short name, and what they come for."""

    key: str
    name: str
    mail: str
    about: str
    language: str = "fr"


LEARNERS = (
    Somebody("lina", "Lina Haddad", "lina@example.org", "BeCode : demande « Python avancé »"),
    Somebody("jef", "Jef Peeters", "jef@example.org", "BeCode, in het Nederlands", "nl"),
    Somebody("temi", "Temitope Adeyemi", "temi@example.org", "BeCode, in English", "en"),
    Somebody("awa", "Awa Diallo", "awa.diallo@example.org", "Service Civique : mission finie"),
    Somebody("linh", "Linh Nguyen", "linh.nguyen@example.org", "Service Civique : 5 mois 30 jours"),
    Somebody("karim", "Karim Belaïd", "karim.belaid@example.org",
             "Service Civique : invitation perdue"),
    Somebody("moussa", "Moussa Traoré", "moussa.traore@example.org", "Région Normandie"),
    Somebody("samira", "Samira Benali", "samira@example.org", "Maillage : bénévole engagée"),
    Somebody("thomas", "Thomas Vandamme", "thomas@example.org", "Maillage : porteur de projet"),
    Somebody("ines", "Inès Payet", "ines.payet@example.org", "BIK'LAB : sur la liste de présence"),
    Somebody("tuan", "Tuan Pham", "tuan@example.org", "BIK'LAB : code LABO47KX"),
)  # fmt: skip
UNLUCKY = "karim.belaid@example.org"  # whose invitation comes back
STAFF = (
    ("sam", "Sam Okafor", "sam@example.org", "becode", ""),
    ("farida", "Farida Kaci", "farida@example.org", "normandie", "Atelier du Bocage"),
    ("hugo", "Hugo Lemoine", "hugo@example.org", "normandie", "Tremplin des Deux Rives"),
    ("nadege", "Nadège Quesnel", "nadege@example.org", "normandie", "Les Vergers Solidaires"),
    ("ioana", "Ioana Popescu", "ioana@example.org", "maillage", "La Fabrique du Beffroi"),
    ("marguerite", "Marguerite Ndiaye", "marguerite@example.org", "biklab", ""),
)
HELPER = Somebody(
    "nour", "Nour Saïdi", "nour@example.org", "aide les personnes de BeCode et du Service Civique"
)
MANAGER = Somebody("claire", "Claire Vasseur", "claire@example.org",
                   "pilote Région Normandie : inscrit les organismes")  # fmt: skip
MANAGED = "normandie"
HELPED = ("becode", "service-civique")


def seed(turn: Turn, today: date) -> None:
    """Write everybody and the rosters into an empty store."""
    for somebody in LEARNERS:
        settle(turn, somebody.key, somebody.name, somebody.mail, somebody.language)
    for key, name, mail, programme, organisation in STAFF:
        people.used(turn, settle(turn, key, name, mail, "fr"))
        add(turn, StaffMember(mail, programme, "reviewer", name, organisation, "fr"))
    people.used(turn, settle(turn, HELPER.key, HELPER.name, HELPER.mail, HELPER.language))
    people.used(turn, settle(turn, MANAGER.key, MANAGER.name, MANAGER.mail, MANAGER.language))
    add(turn, StaffMember(MANAGER.mail, MANAGED, "manager", MANAGER.name, language="fr"))
    for programme in HELPED:
        add(turn, StaffMember(HELPER.mail, programme, "support", HELPER.name, language="fr"))
    for programme, rows in rosters(today).items():
        import_file.write(turn, programme, rows)


def settle(turn: Turn, key: str, name: str, mail: str, language: str) -> Address:
    """A person whose mailbox is proven and who may sit down at the terminal, their address here."""
    address = people.meet(turn, people.MAIL, mail, name=name, language=language)
    people.confirm(turn, address)
    person = turn.db.get_one(Person, address.person_id)
    return people.add_address(turn, person, people.TERMINAL, key)


def everybody() -> dict[str, tuple[str, str, str]]:
    """Short name → full name, mail address, what they are here for."""
    told = {each.key: (each.name, each.mail, each.about) for each in (*LEARNERS, HELPER, MANAGER)}
    for key, name, mail, programme, organisation in STAFF:
        told[key] = (name, mail, text("demo.decides", place=organisation or programme))
    return told


def rosters(today: date) -> dict[str, list[dict[str, str]]]:
    """Rows as a roster file would have them, by programme."""
    return {
        "service-civique": [
            mission("SC-1", "Awa Diallo", "awa.diallo@example.org", months_before(today, 8), today,
                    "Association Les Passerelles", "Solidarité", "Rouen"),
            mission("SC-2", "Linh Nguyen", "linh.nguyen@example.org",
                    *one_day_short(today - timedelta(days=2)),
                    "Collège des Tilleuls", "Éducation pour tous", "Lyon"),
            mission("SC-3", "Karim Belaïd", UNLUCKY, months_before(today, 9),
                    today - timedelta(days=2),
                    "Maison de quartier des Peupliers", "Culture et loisirs", "Lille"),
        ],
        "biklab": [
            {**mission("BL-1", "Inès Payet", "ines.payet@example.org", today - timedelta(days=4),
                       today - timedelta(days=2), "BIK'LAB", "", "Mons-en-Barœul"),
             "badge": "mediation-scientifique"},
        ],
    }  # fmt: skip


def mission(
    reference: str, name: str, mail: str, start: date, end: date, *where: str
) -> dict[str, str]:
    organisation, domain, place = where
    return {
        "reference": reference,
        "name": name,
        "mail": mail,
        "starts_on": start.isoformat(),
        "ends_on": end.isoformat(),
        "organisation": organisation,
        "domain": domain,
        "place": place,
    }


def months_before(day: date, months: int) -> date:
    """The first of a month, so many months earlier."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def one_day_short(end: date) -> tuple[date, date]:
    """A mission of six months less one day."""
    first = months_before(end, 6).replace(day=1)
    day = min(end.day, 28)
    return first.replace(day=day) + timedelta(days=1), end.replace(day=day) - timedelta(days=1)
