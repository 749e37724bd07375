"""In which language a command speaks: the option, else the locale, else the one it always had."""

from pathlib import Path

import pytest

from cocarde.language import asked, language, languages, of_locale, speaking, text
from core.ground.errors import Trouble
from core.ground.sentences import Sentence, both, either
from tests.world.command import Cocarde

LOCALES = {
    "fr_FR.UTF-8": "fr",
    "nl_BE": "nl",
    "en_US.UTF-8": "en",
    "fr@euro": "fr",
    "FR": "fr",
    "C": "",
    "C.UTF-8": "",
    "POSIX": "",
    "de_DE.UTF-8": "",
    "": "",
}
ROSTER = "mail;nom;fin\npas une adresse;Awa Diallo;31/05/2026\n"


@pytest.fixture
def cocarde(tmp_path: Path) -> Cocarde:
    return Cocarde(tmp_path)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_locale_names_a_language_that_we_have_or_none(locale: str) -> None:
    assert of_locale({"LANG": locale}) == LOCALES[locale]


def test_the_first_setting_of_the_locale_that_is_not_empty_decides() -> None:
    assert of_locale({"LC_ALL": "nl_NL", "LC_MESSAGES": "fr_FR", "LANG": "en_US"}) == "nl"
    assert of_locale({"LC_ALL": "", "LC_MESSAGES": "fr_FR", "LANG": "en_US"}) == "fr"
    assert of_locale({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}) == ""
    assert of_locale({}) == ""


def test_the_commands_have_three_languages() -> None:
    assert languages() == ["en", "fr", "nl"]


def test_a_language_holds_within_its_command_only() -> None:
    with speaking("fr"):
        assert (language(), text("check.nothing_wrong")) == ("fr", "Tout va bien.")
    assert (language(), text("check.nothing_wrong")) == ("en", "Nothing is wrong.")
    assert language("nl") == "nl"


def test_a_trouble_is_english_for_logs_and_told_in_the_language_of_its_reader() -> None:
    trouble = Trouble("trouble.no_programme", slug="'x'", known="becode, biklab")
    assert str(trouble) == "There is no programme 'x'. Known: becode, biklab."
    assert trouble.in_words("fr") == "Il n'y a pas de programme 'x'. Connus : becode, biklab."
    assert trouble.in_words("nl") == "Er is geen programma 'x'. Bekend: becode, biklab."


def test_a_trouble_without_a_mend_says_only_what_is_wrong() -> None:
    trouble = Trouble("trouble.no_recipient", ref="abcd2345")
    assert trouble.mend == ""
    assert trouble.in_words() == "Claim abcd2345 has no email address to issue a badge to."


def test_a_language_that_lacks_a_sentence_hears_it_in_english() -> None:
    assert Sentence("check.nothing_wrong").in_words("de") == "Nothing is wrong."


def test_what_stands_in_a_sentence_is_told_in_its_language_too() -> None:
    taken = Sentence("programme.rule_takes_nothing")
    wrong = Sentence("programme.rule_takes", kind="ended", name="'months'", taken=taken)
    assert str(wrong.mend) == "remove it; it takes only kind and of"
    assert wrong.mend
    assert wrong.mend.in_words("fr").endswith("prend seulement kind et of")
    assert str(either(["a", "b", "c"])) == "a or b or c"
    assert either(["a"]) == "a"
    assert str(both(["a", "b"])) == "a and b"


def test_values_go_through_a_change_and_words_do_not() -> None:
    inner = Sentence("server.away", where="h:25", reason="secret", name="X")
    outer = Sentence("server.setting", what=inner, mend="", name="secret")
    changed = outer.changed(lambda value: value.replace("secret", "[hidden]"))
    assert str(changed) == "h:25 does not answer ([hidden])."
    assert str(changed.mend) == " ([hidden])"


def test_the_locale_chooses_and_the_option_chooses_before_it(cocarde: Cocarde) -> None:
    assert "cocarde: er is geen opdracht 'x'." in cocarde("x", status=2, LC_ALL="nl_BE")
    assert "No case waits." in cocarde("case", "list")
    assert "Aucun dossier n'attend." in cocarde("case", "list", LC_ALL="fr_FR.UTF-8")
    assert "Er wacht geen dossier." in cocarde("case", "list", "--lang", "nl", LC_ALL="fr_FR.UTF-8")


def test_help_is_in_the_language_around_the_words_of_argparse(cocarde: Cocarde) -> None:
    told = cocarde("backup", "--help", "--lang", "fr")
    assert "aussi les clés privées : gardez-la bien" in told
    assert "Une sauvegarde de tout pendant que Cocarde tourne" in told
    assert "guard it well" in cocarde("backup", "--help")
    assert "waar ze moet komen" in cocarde("backup", "--help", LC_ALL="nl_BE.UTF-8")
    assert "zum" not in cocarde("backup", "--help", "--lang=de")


def test_an_error_is_told_with_its_mend_in_the_language(cocarde: Cocarde) -> None:
    told = cocarde("case", "show", "zzzzz9", status=2, LC_ALL="fr_BE.UTF-8")
    assert told == "cocarde: Il n'y a pas de dossier 'zzzzz9'. Voyez : cocarde case list\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "--lang", "nl"], "nl"),
        (["--lang=fr", "list"], "fr"),
        (["--lang"], ""),
        (["--lang", "de"], ""),
        (["--language", "fr"], ""),
        ([], ""),
    ],
)
def test_the_option_is_seen_before_the_command_is_read(words: list[str], expected: str) -> None:
    assert asked(words) == expected


def test_a_language_that_we_lack_is_refused(cocarde: Cocarde) -> None:
    assert "--lang" in cocarde("case", "list", "--lang", "de", status=2)


def refused(cocarde: Cocarde, *words: str, **more: str) -> str:
    path = cocarde.folder / "list.csv"
    path.write_text(ROSTER, encoding="utf-8")
    ordered = ("roster", "import", str(path), "--programme", "service-civique", *words)
    return cocarde(*ordered, status=1, **more) + (cocarde.folder / "list-refused.csv").read_text(
        encoding="utf-8-sig"
    )


def test_the_reasons_of_refused_rows_are_french_until_a_language_is_chosen(
    cocarde: Cocarde,
) -> None:
    told = refused(cocarde)
    assert "0 added, 0 changed, 0 as before" in told
    assert "« pas une adresse » n'est pas une adresse e-mail" in told
    assert "fin;raison" in told


def test_the_reasons_of_refused_rows_follow_the_language(cocarde: Cocarde) -> None:
    told = refused(cocarde, "--lang", "en")
    assert "“pas une adresse” is not an email address" in told
    assert "fin;reason" in told
    told = refused(cocarde, LC_ALL="nl_BE.UTF-8")
    assert "geweigerd, regel 2: " in told
    assert "“pas une adresse” is geen e-mailadres" in told


def test_programs_are_no_people_of_a_locale(cocarde: Cocarde) -> None:
    plain, located = cocarde("check", "--json"), cocarde("check", "--json", LC_ALL="fr_FR.UTF-8")
    assert located == plain
    assert "no proxy is named" in plain
    asked = cocarde.json("check", "--lang", "fr")
    assert "aucun proxy n'est nommé" in str(asked["findings"])
    assert {each["weight"] for each in asked["findings"]} == {"beware"}


def test_check_speaks_the_language(cocarde: Cocarde) -> None:
    told = cocarde("check", LC_ALL="nl_BE.UTF-8")
    assert "let op: settings: er is geen proxy genoemd" in told
    assert told.endswith("Alles is in orde.\n")


@pytest.mark.parametrize(
    ("lang", "told"), {"fr": "montrer cette aide", "nl": "deze hulp tonen"}.items()
)
def test_the_headings_of_a_help_are_in_its_language_too(
    cocarde: Cocarde, lang: str, told: str
) -> None:
    for words in (("event", "--help"), ("event", "poster", "--help")):
        help_of_it = cocarde(*words, LC_ALL=lang)
        assert told in help_of_it
        for english in ("positional arguments", "show this help"):
            assert english not in help_of_it


def test_who_stops_reading_is_told_no_more(
    cocarde: Cocarde, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("cocarde.__main__.run", cut_off)
    assert cocarde("check", status=1) == ""
