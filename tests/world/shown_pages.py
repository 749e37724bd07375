"""Every page that people see, in one world: where it stands, and what is pressed to come there."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, expect
from sqlmodel import col, select

from core.claims.moves import Actor
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Badge, Claim, Outbox
from core.joining.prove_address import prove_mail
from core.managing import membership_changes, settings, staff_roles
from core.people import people, tokens
from core.people.consents import Yes
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.programmes.members.join_request import JoinRequest
from core.reports import access
from core.sessions import sessions
from core.showing import person_page, report_access
from core.showing.person_page import PageChange
from core.staff import StaffMember, add
from core.support import CaseSubject, Occasion, open_case
from tests.web.test_web_case import secret as case_secret
from tests.web.test_web_figures import seed
from tests.world.issued_badges import partner_badge, volunteer_badge
from tests.world.talking import Talk
from tests.world.visitors import REPOSITORY, SITE, invited, revoke
from tests.world.world import Stage
from web.manage.cookies import SESSION


def nothing(_: Page) -> None:
    """The page is shown as it opens."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: its name, its path with the places of `a_year` in it, and what is done there before
    it is looked at."""

    name: str
    path: str
    steps: Callable[[Page], None] = nothing
    signed: bool = False

    def open(self, page: Page, places: Mapping[str, str]) -> None:
        """Go there and do it, signed in as a manager or not; `places` are those of `a_year`."""
        page.context.clear_cookies()
        if self.signed:
            told = {"name": SESSION, "value": places["session"], "url": places["base"]}
            page.context.add_cookies([told])  # type: ignore[list-item]
        page.goto(places["base"] + self.path.format(**places))
        self.steps(page)


def a_year(stage: Stage, base: str) -> dict[str, str]:
    """Fill an empty installation that stands at `base`: badges, claims, a case, figures; gives what
    the paths of its pages are made of, by name."""
    stage.world = replace(stage.world, settings=replace(stage.world.settings, public_url=base))
    named = volunteer_badge(stage)
    seed(stage)
    badge = approved(stage, asked(stage, "Python avancé", 20))
    given = partner_badge(stage, "Atelier du Bocage")
    gone = partner_badge(stage, "Atelier du Bocage", "ines")
    revoke(stage, gone, "Délivré par erreur.")
    waiting = asked(stage, "Git et GitHub", 30)
    Talk(stage, "siobhan", 50).say("Il y a une faute dans mon nom : c'est Siobhán O'Connell.")
    return {
        "base": base,
        "named": named.id,
        "badge": badge.id,
        "given": given.id,
        "revoked": gone.id,
        "criteria": criteria(badge),
        "case": case_secret(stage),
        "decide": decision(stage, waiting),
        "figures": figures(stage, base),
        "claim": invited(stage),
        "unlink": unlink(stage),
        **prompt(stage),
        **managing(stage),
        **showing(stage, base),
    }


def prompt(stage: Stage) -> dict[str, str]:
    """All that waits goes out, so that there is something to measure."""
    for row in outbox.take(stage.world, people.MAIL, 100):
        outbox.sent(stage.world, row)
    return {}


def showing(stage: Stage, base: str) -> dict[str, str]:
    """Lina's page of badges, the page that changes it, her report, and the table of all."""
    with stage.world.turn() as turn:
        lina, sam = (
            people.meet(turn, people.MAIL, f"{who}@example.org") for who in ("lina", "sam")
        )
        person = people.person_of(turn, lina)
        person_page.change(turn, person, PageChange.OPEN_NAMED, Yes("Ouvrir", people.TERMINAL))
        opened = person_page.standing(turn, person)
        assert opened is not None
        return {
            "page": opened.address,
            "show": tokens.give(turn, Purpose.SHOW, lina),
            "data": tokens.give(turn, Purpose.DATA, lina),
            "report": report_access.give(turn, sam, "becode", person).removeprefix(base),
            "reports": report_access.give(turn, sam, "becode", None).removeprefix(base),
        }


def asked(stage: Stage, badge: str, count: int) -> Claim:
    """Lina's claim of a badge, which waits for Sam."""
    lina = Talk(stage, "lina", count)
    for line in (badge, f"{REPOSITORY} {SITE}", "oui"):
        lina.say(line)
    latest = select(Claim).order_by(col(Claim.opened_at).desc(), col(Claim.id).desc())
    with stage.world.glance() as turn:
        return turn.db.exec(latest).all()[0]


def approved(stage: Stage, claim: Claim) -> Badge:
    """Its badge, which Sam says yes to."""
    Talk(stage, "sam").send(choice=f"approve:{claim.ref}")
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge).where(Badge.claim_id == claim.id)).one()


def criteria(badge: Badge) -> str:
    """The path of what its edition asks for."""
    subject = json.loads(badge.credential)["credentialSubject"]
    return urlsplit(str(subject["achievement"]["criteria"]["id"])).path


def decision(stage: Stage, claim: Claim) -> str:
    """The secret of the card that Sam was mailed."""
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, "sam@example.org")
        return tokens.give(turn, Purpose.DECIDE, address, claim)


def figures(stage: Stage, base: str) -> str:
    """The path of the figures of two programmes, for who sets their staff."""
    with stage.world.turn() as turn:
        for programme in ("becode", "service-civique"):
            add(turn, StaffMember("mona@example.org", programme, "manager", "Mona", "", "fr"))
        address = people.meet(turn, people.MAIL, "mona@example.org")
        return access.link(turn, address).removeprefix(base)


def managing(stage: Stage) -> dict[str, str]:
    """Mona's session, the role of a colleague, a case, and some changes of hers."""
    with stage.world.turn() as turn:
        mona = people.meet(turn, people.MAIL, "mona@example.org")
        who = people.person_of(turn, mona)
        by = Actor(who.id, people.WEB)
        role = staff_roles.give(
            turn,
            by,
            StaffMember("ines@example.org", "becode", "reviewer", "Inès Petit", badges="git"),
        )
        found = catalogue(turn.settings.programmes_folder)["becode"]
        settings.change(turn, by, found, "delays.reminder_days", [3, 10])
        join = JoinRequest("Les Ateliers du Port", url="https://port.example.org")
        membership_changes.join(turn, by, "becode", join, None)
        case = open_case(turn, CaseSubject(Occasion.HUMAN, "becode", "?", "becode"))
        return {
            "session": sessions.begin(turn, mona, who, "Firefox, Android"),
            "role": str(role.id),
            "ref": case.ref,
        }


def roster_looked(page: Page) -> None:
    rows = (
        "reference;prenom;nom;mail;debut;fin",
        "A-1;Awa;Diallo;awa@example.org;01/10/2025;31/05/2026",
        "A-2;Linh;Nguyen;linh;01/10/2025;31/05/2026",
    )
    content = "\n".join(rows).encode()
    page.get_by_label("Le fichier").set_input_files(
        {"name": "missions.csv", "mimeType": "text/csv", "buffer": content}
    )
    pressed(page, "Regarder ce fichier")
    expect(page.get_by_role("status")).to_contain_text("missions.csv")


def delays_wrong(page: Page) -> None:
    page.get_by_label("Rappels à qui a une demande").fill("trente")
    pressed(page, "Enregistrer")
    expect(page.get_by_role("alert")).to_be_visible()


def sign_in_sent(page: Page) -> None:
    page.get_by_label("Adresse e-mail").fill("mona@example.org")
    pressed(page, "Recevoir le lien")
    expect(page.get_by_role("status")).to_contain_text("mona@example.org")


def unlink(stage: Stage) -> str:
    """The secret of the notice that Ben's mailbox was proven to be Zoé's."""
    stage.known("zoe", "Zoé Diallo", "zoe@example.org")
    stage.known("ben", "Ben Diallo", "ben@example.org")
    with stage.world.turn() as turn:
        zoe, ben = (people.meet(turn, people.MAIL, f"{who}@example.org") for who in ("zoe", "ben"))
        prove_mail(turn, people.person_of(turn, ben), zoe, ben)
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.kind == "linked")).all()[0]
    return Message.from_json(row.message).token


def press(name: str) -> Callable[[Page], None]:
    """Press the button of that name."""
    return lambda page: pressed(page, name)


def pressed(page: Page, name: str) -> None:
    """Press a button that posts, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def opened(page: Page) -> None:
    """Open all that is folded."""
    for each in page.locator("summary").all():
        each.press("Enter")


def fill_claim(page: Page, last_day: str) -> None:
    page.get_by_label("Organisme d'accueil").fill("Maison des aînés")
    page.get_by_label("Domaine de la mission").select_option("Solidarité")
    page.get_by_label("Dernier jour").fill(last_day)
    pressed(page, "Continuer")


def claim_too_short(page: Page) -> None:
    fill_claim(page, "2026-05-30")
    expect(page.get_by_role("group", name="Dates de la mission")).to_contain_text("5 mois")


def claim_recap(page: Page) -> None:
    fill_claim(page, "2026-06-30")
    expect(page.get_by_text("Voici ce que dira votre badge")).to_be_visible()


def claim_issued(page: Page) -> None:
    pressed(page, "Oui, tout est exact")
    expect(page.get_by_text("Votre badge est délivré")).to_be_visible()


def decide_nothing_said(page: Page) -> None:
    pressed(page, "Refuser")
    page.get_by_role("alert").get_by_role("link", name="Sinon, votre raison").click()
    expect(page.get_by_label("Sinon, votre raison")).to_be_focused()


def decide_sent_back(page: Page) -> None:
    page.get_by_label("Sinon, votre raison").fill("Le site ne s'ouvre pas.")
    pressed(page, "Demander une correction")
    expect(page.get_by_text("votre décision est enregistrée")).to_be_visible()


def verified(page: Page) -> None:
    """Ask whether the badge is true whose id stands in the query."""
    asked_for = urlsplit(page.url).query
    judge(page, urljoin(page.url, f"/b/{asked_for}"))


def stranger(page: Page) -> None:
    judge(page, "https://badges.example.com/1")


def judge(page: Page, address: str) -> None:
    page.get_by_label("Ou l'adresse du badge").fill(address)
    pressed(page, "Vérifier")
    expect(page.get_by_role("status")).to_be_visible()


def ask_for_badge(page: Page) -> None:
    page.get_by_label("Adresse e-mail").fill("yael@example.org")
    pressed(page, "Recevoir le lien")
    expect(page.get_by_role("status")).to_contain_text("yael@example.org")


def lost_badge(page: Page) -> None:
    page.get_by_label("Adresse e-mail").fill("lina@example.org")
    pressed(page, "Chercher mon badge")


PAGES = (
    ShownPage("sign-in", "/manage/sign-in"),
    ShownPage("sign-in-sent", "/manage/sign-in", sign_in_sent),
    ShownPage("manage", "/manage/becode", signed=True),
    ShownPage("manage-case", "/manage/becode/cases/{ref}", signed=True),
    ShownPage("manage-people", "/manage/becode/people", signed=True),
    ShownPage("manage-member", "/manage/becode/people/{role}", signed=True),
    ShownPage("manage-organisations", "/manage/becode/organisations", signed=True),
    ShownPage("manage-roster", "/manage/service-civique/roster", roster_looked, signed=True),
    ShownPage("manage-delays", "/manage/becode/delays", delays_wrong, signed=True),
    ShownPage("manage-figures", "/manage/becode/figures", signed=True),
    ShownPage("manage-changes", "/manage/becode/changes", signed=True),
    ShownPage("manage-audit", "/manage/becode/audit?ref={badge}", signed=True),
    ShownPage("manage-audit-rules", "/manage/becode/audit?rules=year", signed=True),
    ShownPage("manage-account", "/manage/account", press("Ajouter une application"), signed=True),
    ShownPage("home", "/"),
    ShownPage("ask", "/ask"),
    ShownPage("ask-competences", "/ask/normandie"),
    ShownPage("event", "/event/biklab/LABO47KX"),
    ShownPage("ask-badge", "/ask/becode/python-avance", opened),
    ShownPage("ask-code", "/ask/biklab/science-et-societe"),
    ShownPage("ask-gathered", "/ask/normandie/region-adapter-1"),
    ShownPage("ask-wrong", "/ask/becode/python-avance", press("Recevoir le lien")),
    ShownPage("ask-done", "/ask/becode/python-avance", ask_for_badge),
    ShownPage("issuer", "/i/becode"),
    ShownPage("issuer-in-dutch", "/i/normandie?lang=nl"),
    ShownPage("issuer-of-competences", "/i/normandie"),
    ShownPage("organisation", "/i/normandie.atelier-du-bocage"),
    ShownPage("join", "/i/normandie/join"),
    ShownPage("join-empty", "/i/normandie/join", press("Envoyer")),
    ShownPage("badge", "/b/{badge}", opened),
    ShownPage("badge-in-dutch", "/b/{badge}?lang=nl"),
    ShownPage("badge-named", "/b/{named}"),
    ShownPage("badge-given", "/b/{given}"),
    ShownPage("badge-revoked", "/b/{revoked}"),
    ShownPage("criteria", "{criteria}"),
    ShownPage("person", "/p/{page}", opened),
    ShownPage("show", "/show/{show}"),
    ShownPage("data", "/data/{data}"),
    ShownPage("show-closed", "/show/{show}", press("Fermer ma page")),
    ShownPage("report", "{report}"),
    ShownPage("reports", "{reports}"),
    ShownPage("report-withdrawn", "{reports}", press("Retirer ce lien")),
    ShownPage("verify", "/verify"),
    ShownPage("verify-nothing", "/verify", press("Vérifier")),
    ShownPage("verify-true", "/verify?{badge}", verified),
    ShownPage("verify-revoked", "/verify?{revoked}", verified),
    ShownPage("verify-unknown", "/verify", stranger),
    ShownPage("lost", "/lost"),
    ShownPage("lost-told", "/lost", lost_badge),
    ShownPage("claim", "/claim/{claim}"),
    ShownPage("claim-too-short", "/claim/{claim}", claim_too_short),
    ShownPage("claim-recap", "/claim/{claim}", claim_recap),
    ShownPage("claim-issued", "/claim/{claim}", claim_issued),
    ShownPage("claim-link-lost", "/claim/nothing"),
    ShownPage("decide", "/decide/{decide}"),
    ShownPage("decide-nothing-said", "/decide/{decide}", decide_nothing_said),
    ShownPage("decided", "/decide/{decide}", decide_sent_back),
    ShownPage("case", "/case/{case}"),
    ShownPage("figures", "{figures}", opened),
    ShownPage("stop", "/stop/{claim}"),
    ShownPage("unlink", "/unlink/{unlink}"),
    ShownPage("accessibility", "/accessibility"),
    ShownPage("privacy", "/privacy"),
    ShownPage("map", "/map"),
    ShownPage("promise", "/promise"),
    ShownPage("not-found", "/nowhere"),
)
"""In this order: a claim goes on from one line to the next."""
