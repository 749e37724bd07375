"""Nothing final is done while anything else was said: every act, every place of the words."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.ground.paths import ROOT
from core.reading.acts.accounting import ClauseKind, KnownWriter, account
from core.reading.acts.case_orders import ORDERS, order_in
from core.reading.acts.decisions import consults, undoes, verdict_in
from core.reading.acts.reasons import doubtful, surely, takes_back
from core.reading.acts.wishes import FINAL, wish_in
from core.reading.acts.yes_no import assents, refuses
from core.reading.languages import spelt_out
from tests.world.samples import rows

DATA = ROOT / "tests" / "data"
KNOWN = KnownWriter(("Léo Martin",), lambda line: line == "Organisme : Mairie de Lille")


def lines(name: str) -> list[str]:
    told = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in told if line and not line.startswith("#")]


SENTENCES, CONFIRMATIONS = lines("sentences.txt"), lines("confirmations.txt")
STOPS = [text for wish, text in rows("wishes") if wish in ("stop", "not_me") and "\n" not in text]

Done = Callable[[str], bool]
ACTS: dict[str, tuple[list[str], Done]] = {
    "confirm, consent, award": (spelt_out("said.yes"), lambda text: assents(text, KNOWN)),
    "refuse an address": (spelt_out("said.no"), lambda text: refuses(text, KNOWN)),
    "approve": (spelt_out("said.approve"), lambda text: verdict_in(text, KNOWN)[0] is not None),
    "undo": (spelt_out("said.undo"), lambda text: undoes(text, KNOWN)),
    "second opinion": (spelt_out("said.second"), lambda text: consults(text, KNOWN)),
    "stop, not me": (STOPS, lambda text: wish_in(text, KNOWN) in FINAL),
    "order": (
        [said for said, act in ORDERS.items() if act in ("proposed", "send", "close", "take")],
        lambda text: order_in(text, KNOWN).action not in ("", "answer"),
    ),
}
# A refusal's or an order's own words may follow it; before it nothing may stand.
BEFORE_ONLY: dict[str, tuple[list[str], Done]] = {
    "refuse": (spelt_out("said.refuse"), lambda text: verdict_in(text, KNOWN)[0] is not None),
    "return": (spelt_out("said.return"), lambda text: verdict_in(text, KNOWN)[0] is not None),
}
KIND = st.sampled_from(["", "Bonjour,\n", "Bonjour Madame Martin,\n\n", "Merci !\n", "Hi, "])
END = st.sampled_from(
    ["", ".", " !", "\nMerci beaucoup", "\n\nCordialement,\nLéo Martin\n06 12 34 56 78"]
)
SAID = st.one_of(
    st.sampled_from(SENTENCES),
    st.text("BCDFGHJKMPQVWXZbcdfghjkmpqvwxz", min_size=4, max_size=12),  # no one's words
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=2).map(" ".join),
)
AROUND = st.sampled_from(
    ["{said}. {act}", "{said}\n{act}", "{said}, {act}", "{act}. {said}", "{act}\n\n{said}",
     "{act}, {said}", "{act} {said}", "{act}\nPS : {said}", "{act}\n--\n{said}", "{act} ({said})",
     "{act}… {said}", "{act} - {said}", "{act}\n\nCordialement,\nLéo Martin\n{said}"]
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@settings(deadline=None, max_examples=300)
@given(data=st.data(), kind=KIND, end=END, said=SAID, around=AROUND)
def test_an_act_with_an_unknown_sentence_around_it_is_never_done(
    act: str, data: st.DataObject, kind: str, end: str, said: str, around: str
) -> None:
    wordings, done = ACTS[act]
    wording = kind + data.draw(st.sampled_from(wordings)) + end
    assume(not done(said))
    assert not done(around.format(act=wording, said=said))


@pytest.mark.parametrize("act", BEFORE_ONLY)
@settings(deadline=None, max_examples=200)
@given(data=st.data(), said=SAID, above=st.sampled_from(["{said}. {act}", "{said}\n{act}"]))
def test_what_stands_above_a_refusal_decides_nothing(
    act: str, data: st.DataObject, said: str, above: str
) -> None:
    wordings, done = BEFORE_ONLY[act]
    assume(not refuses(said))
    wording = data.draw(st.sampled_from(wordings))
    assert not done(above.format(act=f"{wording} : le lien est mort", said=said))


@pytest.mark.parametrize("act", ACTS)
def test_every_wording_alone_is_heard(act: str) -> None:
    wordings, done = ACTS[act]
    assert [each for each in wordings if not done(f"Bonjour,\n{each}.\nMerci !")] == []


def test_natural_confirmations_are_heard_at_once() -> None:
    """78 of 79 written unseen; « Super, merci ! » says thanks and not yet yes."""
    heard = [
        each for each in CONFIRMATIONS if assents(each, KnownWriter(("Léo Martin", "Leo Martin")))
    ]
    assert set(CONFIRMATIONS) - set(heard) == {"Super, merci !"}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Oui.\nPrénom et nom : Léo Paul Martin", "Prénom et nom / Léo Paul Martin"),
        ("Oui\n\nPar contre les dates sont fausses", "Par contre les dates sont fausses"),
        ("Oui, merci. Cordialement,\nPS : le nom est faux", "PS / le nom est faux"),
        ("Oui\nLéo Paul Martin", "Léo Paul Martin"),
        ("Oui. Cordialement,\nLéo Paul Martin", "Léo Paul Martin"),
        ("Bonjour Non,\noui", "Bonjour Non"),
        ("oui 👎", "oui 👎"),
        ("Oui :(", "Oui ☹"),
        ("~~oui~~", "~~oui~~"),
        ("oui/non", "oui/non"),
        ("oui 2", "oui 2"),
    ],
)
def test_what_is_not_accounted_for_is_shown(text: str, unknown: str) -> None:
    told = account(text, ("yes",), KNOWN)
    assert (told.acts, told.unknown) == (False, unknown)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame Martin,\n\nOui, tout est exact.\n\nBien cordialement,\nLéo",
        "Oui\nLéo Martin",
        "Oui. Cordialement, L. Martin",
        "Oui\n\nLéo MARTIN\nVolontaire en service civique\n06 12 34 56 78\n"
        "12 rue des Lilas\n59000 Lille",
        "oui\n\n---\nVous recevez ce message car vous êtes abonné à la liste.\nSe désabonner",
        "Oui\n\nEnvoyé de mon iPhone",
        "Organisme : Mairie de Lille\nOui",
        "👍🏽 merci 😊",
    ],
)
def test_courtesy_a_signature_a_footer_and_what_stands_are_accounted_for(text: str) -> None:
    assert assents(text, KNOWN)


def test_a_letter_too_long_to_be_read_whole_does_nothing() -> None:
    assert not assents("oui\n" * 100)
    assert account("oui " * 2000, ("yes",)).told[-1] == ("…", ClauseKind.UNKNOWN)


@pytest.mark.parametrize(
    "text", ["annuler", "Attends", "attendez, merci", "oups", "wait", "laat maar", "Moment mal"]
)
def test_a_halt_is_no_reason(text: str) -> None:
    assert takes_back(text)
    assert doubtful(text)


@pytest.mark.parametrize(
    "text",
    ["non", "merci", "oui", "attends je vérifie un truc", "le lien ?", "Lien mort. Euh attends",
     "finalement oui", "je ne sais pas"],
)  # fmt: skip
def test_words_that_could_be_for_us_are_a_doubtful_reason(text: str) -> None:
    assert doubtful(text)
    assert not doubtful("Le dépôt est vide")


def test_a_reason_said_to_be_one_is_one() -> None:
    assert surely("Raison : où est le lien ?") == "où est le lien ?"
    assert surely("le lien est mort") == ""
