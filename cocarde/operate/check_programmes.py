"""What is wrong with the programmes, and with what each needs: contacts, keys, drawings, people
who decide, a store."""

from collections.abc import Iterator

from cocarde.operate import (
    check_claims,
    check_contacts,
    check_fresh,
    check_outbox,
    check_staff,
)
from cocarde.programme import check_pictures, check_voices
from core.badges.signing import key_file
from core.ground.clock import real_now
from core.ground.database.read_only import Rows, peek
from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.sentences import Sentence
from core.ground.settings import Settings
from core.programmes.catalogue import read_all
from core.programmes.competences import competence_levels
from core.programmes.mistakes.frame import ARTWORK
from core.programmes.mistakes.mistake import Whereabouts
from core.programmes.programme import Programme

ISSUING = "SELECT programme, name, issuers FROM joined_organisation ORDER BY name"
COUNTED = (
    "SELECT o.programme, o.name, c.achievement, c.competence, c.level FROM counted_class c"
    " JOIN joined_organisation o ON o.id = c.organisation_id ORDER BY o.name, c.achievement"
)


def look(settings: Settings) -> Iterator[Finding]:
    """Their mistakes; where they are sound, also their keys, drawings and who decides."""
    try:
        readings = read_all(settings.programmes_folder)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "programmes", trouble.sentence)
        return
    if not readings:
        yield wrong("programmes", "check.no_programmes", folder=settings.programmes_folder)
    for reading in readings:
        for mistake in (*reading.mistakes, *reading.past(real_now())):
            told = Sentence("check.mistake", what=mistake.sentence, mend=mistake.sentence.mend)
            yield Finding(mistake.weight, Whereabouts(mistake), told)
        shown = reading.programme or reading.nearly
        if (reading.path.parent / ARTWORK).is_file():
            sound = reading.programme is not None
            yield from check_pictures.look(reading.path.parent, shown, palette=sound)
    programmes = [reading.programme for reading in readings if reading.programme]
    for programme in programmes:
        if programme.trial is not None:
            guests = ", ".join(programme.trial.guests) or "0"
            yield beware(programme.slug, "check.on_trial", slug=programme.slug, guests=guests)
    yield from check_contacts.look(settings, programmes)
    named = [slug for each in programmes for slug in each.issuers(each.organisation)]
    yield from check_keys(settings, named)
    yield from check_store(settings, programmes)


def check_keys(settings: Settings, slugs: list[str]) -> Iterator[Finding]:
    """Issuers without a key, or without one that signs."""
    try:
        keyring = key_file.read(settings.key_path)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "keys", trouble.sentence)
        return
    missing = [slug for slug in slugs if not keyring.of(slug)]
    if missing:
        yield beware("keys", "check.no_key_yet", issuers=", ".join(missing))
    for slug in slugs:
        if keyring.of(slug) and all(key.retired for key in keyring.of(slug)):
            yield wrong("keys", "check.all_retired", slug=slug)


def check_store(settings: Settings, programmes: list[Programme]) -> Iterator[Finding]:
    """Whether the store answers, still has its public address, and somebody to decide."""
    try:
        yield from check_fresh.prepare(settings)
        rows = peek(settings)
        told = rows("SELECT value FROM mark WHERE name = ?", ("public_url",))
        badges = rows("SELECT COUNT(*) FROM badge", ())
        held, joined = rows(check_staff.HELD, ()), rows(check_staff.JOINED, ())
        voices = rows(check_voices.HELD, ())
        issuing, counted = rows(ISSUING, ()), rows(COUNTED, ())
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "store", trouble.sentence)
        return
    if told and badges and badges[0][0] and told[0][0] != settings.base:
        yield wrong("store", "check.other_address", old=told[0][0], new=settings.base)
    yield from check_staff.look([each for each in programmes if each.decided], held, joined)
    yield from check_voices.look(programmes, voices)
    yield from check_joined(programmes, issuing, counted)
    if badges:
        yield from check_claims.look(rows, real_now())
        yield from check_outbox.look(settings, rows, real_now())


def check_joined(programmes: list[Programme], issuing: Rows, counted: Rows) -> Iterator[Finding]:
    """What the organisations that joined have, and their programme's file has no more or as well:
    a programme, a competence or level, an issuer's id."""
    known = {each.slug: each for each in programmes}
    for slug, name, issuers in issuing:
        if slug not in known:
            yield beware("organisations", "check.joined_nothing", name=name, programme=slug)
            continue
        others = {id_: of for at, of, ids in issuing if at == slug for id_ in ids.splitlines()}
        others |= {id_: each.name for each in known[slug].partner for id_ in each.issuers}
        for issuer in (each for each in issuers.splitlines() if others[each] != name):
            told = {"name": name, "issuer": issuer, "other": others[issuer]}
            yield wrong("organisations", "check.issuer_twice", **told)
    levels = {
        (programme.slug, each.competence, each.level)
        for programme in programmes
        for each in competence_levels(programme)
    }
    for slug, name, achievement, competence, level in counted:
        if slug in known and (slug, competence, level) not in levels:
            told = {"name": name, "achievement": achievement, "programme": slug}
            told |= {"competence": competence, "level": str(level)}
            yield wrong("organisations", "check.counts_for_nothing", **told)
