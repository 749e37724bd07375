"""What is given in a transcript: who there is, what is known, what moment it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.desk.casework import join_form
from core.desk.page_forms import asked as page_forms
from core.ground.effects import Effects
from core.ground.rows import outbox
from core.ground.tables import Case
from core.ground.world import reaches_nobody
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.link_check import LinkCheck
from tests.world import evening_school, sent_pictures
from tests.world.awarded import awarded
from tests.world.issued_badges import of_two
from tests.world.joined import hosting, in_normandie, reachable
from tests.world.mishaps import MISHAPS
from tests.world.partner import answered, badge_file, there, with_partner
from tests.world.review_desk import expiring, reviewed
from tests.world.world import make_keys
from web.organisation.join_fields import request_of

if TYPE_CHECKING:
    from tests.world.story import Story

PARIS = ZoneInfo("Europe/Paris")


def page(story: "Story", words: str) -> None:
    """`@ page zoe /ask/becode/python-avance`: an address given on the page of a badge."""
    key, path = words.split(" ")
    address = story.mailboxes.setdefault(key, f"{key}@example.org")
    _, _, programme, badge = path.split("/")
    wish = {"mail": address, "language": "fr", "programme": programme, "badge": badge}
    page_forms.ask(story.stage.world, page_forms.BEGIN, words, wish)
    story.note(story.do(lambda: page_forms.answer_waiting(story.stage.world)), "")


def reviewer(story: "Story", words: str) -> None:
    """`@ reviewer sam becode Sam Okafor | organisation`"""
    key, programme, rest = words.split(" ", 2)
    name, _, organisation = rest.partition(" | ")
    story.stage.reviewer(key, name, programme, organisation)
    sits(story, key, f"{key}@example.org")


def mailed_reviewer(story: "Story", words: str) -> None:
    """`@ mailed-reviewer sam becode Sam Okafor`: one who reads mail and nothing else."""
    key, programme, name = words.split(" ", 2)
    story.stage.reviewer(key, name, programme)
    story.mailboxes[key] = f"{key}@example.org"


def supporter(story: "Story", words: str) -> None:
    """`@ support nour becode Nour Benali`: one who helps people, in Telegram."""
    key = words.partition(" ")[0]
    mailed_supporter(story, words)
    sits(story, key, f"{key}@example.org")


def mailed_supporter(story: "Story", words: str) -> None:
    """`@ mailed-support nour becode Nour Benali`: one who reads mail and nothing else."""
    key, programme, name = words.split(" ", 2)
    story.stage.supporter(key, name, programme)
    story.mailboxes[key] = f"{key}@example.org"


def known(story: "Story", words: str) -> None:
    """`@ known lina fr Lina Haddad`: a proven mailbox, joined to a Telegram chat."""
    key, language, name = words.split(" ", 2)
    story.stage.known(key, name, f"{key}@example.org", language)
    sits(story, key, f"{key}@example.org")


def sits(story: "Story", key: str, address: str) -> None:
    """The person of a mailbox has joined their Telegram chat to it before."""
    story.mailboxes[key] = address
    number = story.chats.setdefault(key, 1000 + len(story.chats))
    with story.stage.world.turn() as turn:
        mail = people.find(turn, people.MAIL, address)
        assert mail is not None
        person = people.person_of(turn, mail)
        chat = people.add_address(turn, person, people.TELEGRAM, str(number))
        people.used(turn, chat)


def holder(story: "Story", words: str) -> None:
    """`@ holder zoe becode git sam`: a badge that somebody gave before the story begins; what was
    sent with it is not told."""
    key, programme, badge, giver = words.split(" ")
    awarded(story.stage, giver, programme, badge, f"{key}@example.org")
    for door in ("telegram", "mail"):
        for row in outbox.take(story.stage.world, door):
            outbox.sent(story.stage.world, row, str(row.id))


def mailbox(story: "Story", words: str) -> None:
    """`@ mailbox awa awa@example.org`: nothing is known of them yet."""
    key, address = words.split()
    story.mailboxes[key] = address


def mission(story: "Story", words: str) -> None:
    """`@ mission service-civique {"mail": …}`"""
    programme, row = words.split(" ", 1)
    story.stage.mission(programme, **json.loads(row))


def missing(story: "Story", url: str) -> None:
    story.stage.web.looks[url] = LinkCheck("missing", 404, why="gone")


def review_of(story: "Story", words: str) -> None:
    """`@ review becode technical { by = "jury", votes = 2, of = 3 }`"""
    reviewed(story.stage, *words.split(" ", 2))


def expires(story: "Story", words: str) -> None:
    """`@ expires service-civique volontaire 2 years`"""
    expiring(story.stage, *words.split(" ", 2))


def moment(story: "Story", words: str) -> None:
    """`@ moment 2026-11-16 10:00`, in Paris."""
    story.stage.clock.at = datetime.fromisoformat(words).replace(tzinfo=PARIS)


def two_people(story: "Story", _: str) -> None:
    """`@ two-people`: a revocation in the civic service needs a second person."""
    of_two(story.stage)


def partner(story: "Story", programme: str) -> None:
    """`@ partner becode`: the programme has a partner, whose badges can be handed in."""
    story.stage.world = with_partner(story.stage.world, programme)


def manager(story: "Story", words: str) -> None:
    """`@ manager max normandie Max Dubois`: one who manages a programme, in Telegram."""
    key, programme, name = words.split(" ", 2)
    story.stage.supporter(key, name, programme, "manager")
    sits(story, key, f"{key}@example.org")


def issuer_answers(story: "Story", _: str) -> None:
    """`@ issuer-answers`: the hosts of "Atelier Nord" answer; no programme knows it yet."""
    story.stage.world = replace(story.stage.world, ask=partial(answered, there()), files=badge_file)


def join_page(story: "Story", words: str) -> None:
    """`@ join-page normandie {"name": …}`: the form of the page on which organisations join is
    sent."""
    slug, told = words.split(" ", 1)
    world, fields = story.stage.world, json.loads(told)
    programme = catalogue(world.settings.programmes_folder)[slug]
    done = join_form.ask(world, slug, request_of(programme, fields), told, "fr")
    assert isinstance(done, Case), done
    story.note(Effects(), "")


def joined(story: "Story", _: str) -> None:
    """`@ joined normandie`: two organisations have joined, whose badges can be handed in."""
    story.stage.world = in_normandie(story.stage.world)


def revoked_there(story: "Story", slug: str) -> None:
    """`@ revoked-there organiser-2`: its issuer has taken that badge back."""
    story.stage.world = reachable(story.stage.world, hosting(slug))


def silent(story: "Story", _: str) -> None:
    """`@ silent`: no partner answers any more."""
    story.stage.world = replace(story.stage.world, ask=reaches_nobody)


def evening_school_given(story: "Story", _: str) -> None:
    """`@ evening-school`: the programme of that test alone, and people's photos and papers."""
    stage = story.stage
    home = stage.world.settings.key_path.parent
    folder = evening_school.programmes(home)
    make_keys(stage.world.settings.key_path, catalogue(folder).programmes.values())
    settings = replace(stage.world.settings, programmes=str(folder))
    stage.world = replace(stage.world, settings=settings, files=sent_pictures.by_name)


GIVEN: dict[str, Callable[["Story", str], None]] = {
    "reviewer": reviewer,
    "mailed-reviewer": mailed_reviewer,
    "known": known,
    "support": supporter,
    "mailed-support": mailed_supporter,
    "holder": holder,
    "mailbox": mailbox,
    "page": page,
    "mission": mission,
    "missing": missing,
    "moment": moment,
    "review": review_of,
    "expires": expires,
    "two-people": two_people,
    "partner": partner,
    "manager": manager,
    "issuer-answers": issuer_answers,
    "join-page": join_page,
    "joined": joined,
    "revoked-there": revoked_there,
    "silent": silent,
    "evening-school": evening_school_given,
    **MISHAPS,
}
