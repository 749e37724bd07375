"""Real names are taken as they are written; what only looks like a name is not."""

import pytest

from core.reading.names.written_name import NameFault, name_fault, neat_name


@pytest.mark.parametrize(
    "name",
    [
        "Siobhan O’Connor", "J.-P. d'Arc, Jr.", "Nguyễn Thị Ánh", "Łukasz Żółć",
        "Kealoha Kaʻahumanu", "Ірина Шевченко", "Μαρία Καλλά", "محمد علی", "דָּוִד", "राजेश कुमार",
        "สมชาย คำ", "佐々木 さくら", "김 민수", "ქეთევან", "Núria Coll·lell", "Ana Mª Gil",
    ],
)  # fmt: skip
def test_a_real_name_of_any_script_is_taken(name: str) -> None:
    assert name_fault(neat_name(name), person=True) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Lina <b>Haddad</b>", NameFault.SIGNS),
        ("${name}", NameFault.SIGNS),
        ("=HYPERLINK(1)", NameFault.SIGNS),
        ("Li\u115fna", NameFault.SIGNS),
        ("Li\u034fna", NameFault.SIGNS),
        ("Lina\uffff", NameFault.SIGNS),
        ("Ⓛina", NameFault.SIGNS),
        ("Lina Нaddad", NameFault.SCRIPTS),
        ("Lina Σ", NameFault.SCRIPTS),
    ],
)
def test_what_looks_like_a_name_is_not(name: str, fault: NameFault) -> None:
    assert name_fault(neat_name(name), person=True) is fault


def test_a_name_is_one_line_without_what_nobody_sees() -> None:
    assert neat_name(" \u202eLina\t \u200bHaddad\n") == "Lina Haddad"
