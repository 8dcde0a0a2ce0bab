"""Tables of the status of treaties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph_build import assets, curated, curated_treaties
from graph_build.errors import RegisterError
from graph_build.model import Participation

REGISTERS = curated.load(assets.folder("registers"))
AS_OF = date(2015, 6, 1)
HEADS = 'Participant,Signature,"Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification"\n'


def table(where: Path, text: str, name: str = "18-11.csv") -> Path:
    path = where / name
    path.write_text(text, encoding="utf-8")
    return path


def part(participant: str, state: str | None, row: int, **fields: object) -> Participation:
    return Participation(
        treaty="terrorist-financing-1999",
        participant=participant,
        state=state,
        as_of=AS_OF,
        file="18-11.csv",
        row=row,
        **fields,  # type: ignore[arg-type]
    )


def test_each_form_of_a_row(tmp_path: Path) -> None:
    text = HEADS + (
        "Austria,1 Feb 2001,2 Mar 2002\n"
        "China 2,3 Apr 2001,\n"
        "Swaziland,,4 May 2003 a\n"
        '"Serbia 3, 4",,5 Jun 2004 d\n'
        "Japan,,6 Jul 2005 A\n"
        "Finland,,7 Aug 2006 AA\n"
        "Atlantis,8 Sep 2007 d,\n"
    )
    assert curated_treaties.read(table(tmp_path, text), REGISTERS, AS_OF) == (
        part("Austria", "AUT", 2, signature=date(2001, 2, 1), consent=date(2002, 3, 2), kind="ratification"),
        part("China", "CHN", 3, signature=date(2001, 4, 3), marks=("2",)),
        part("Swaziland", "SWZ", 4, consent=date(2003, 5, 4), kind="accession"),
        part("Serbia", "SRB", 5, consent=date(2004, 6, 5), kind="succession", marks=("3", "4")),
        part("Japan", "JPN", 6, consent=date(2005, 7, 6), kind="acceptance"),
        part("Finland", "FIN", 7, consent=date(2006, 8, 7), kind="approval"),
        part("Atlantis", None, 8, signature=date(2007, 9, 8), signed_by_succession=True),
    )


def test_the_treaty_may_be_named(tmp_path: Path) -> None:
    path = table(tmp_path, HEADS + "Austria,,\n", "table.csv")
    assert curated_treaties.read(path, REGISTERS, AS_OF, "hostages-1979")[0].treaty == "hostages-1979"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("18-11.csv", "", "the file is empty"),
        ("table.csv", HEADS, "no treaty has the number 'table'"),
        ("99-1.csv", HEADS, "no treaty has the number 'XCIX-1'"),
        ("18-11.csv", "Participant,Consent\n", "line 1: found the heads"),
        ("18-11.csv", 'Participant,Signature,"Wish(w)"\n', "found the kind 'Wish'"),
        ("18-11.csv", HEADS + "Austria,1 Feb 2001\n", "line 2: found 2 columns"),
        ("18-11.csv", HEADS + "Austria,31 Feb 2001,\n", "line 2, column Signature: found '31 Feb 2001'"),
        ("18-11.csv", HEADS + "Austria,,soon\n", "line 2, column consent: found 'soon'"),
        ("18-11.csv", HEADS + "Austria,,1 Feb 2001 z\n", "line 2, column consent: found the mark 'z'"),
    ],
)
def test_what_has_not_the_form_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(RegisterError) as caught:
        curated_treaties.read(table(tmp_path, text, name), REGISTERS, AS_OF)
    assert words in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "18-11.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(RegisterError, match="UTF-8"):
        curated_treaties.read(tmp_path / "18-11.csv", REGISTERS, AS_OF)


@pytest.mark.parametrize(
    ("number", "treaty"),
    [
        ("18-5", "hostages-1979"),
        ("18-7", "protected-persons-1973"),
        ("18-9", "terrorist-bombings-1997"),
        ("18-11", "terrorist-financing-1999"),
        ("18-15", "nuclear-terrorism-2005"),
    ],
)
def test_the_published_tables_are_read_whole(shared: Path, number: str, treaty: str) -> None:
    path = shared / "vocab" / "treaty-status" / f"{number}.csv"
    found = curated_treaties.read(path, REGISTERS, AS_OF)
    adopted = next(entry.adopted for entry in REGISTERS.entries if entry.id == treaty)
    assert adopted is not None
    assert {p.treaty for p in found} == {treaty}
    assert len(found) == len(path.read_text(encoding="utf-8").splitlines()) - 1 > 100
    assert {p.participant for p in found if p.state is None} <= {"Niue", "Cook Islands", "European Union"}
    assert all(p.consent is None or p.consent >= adopted for p in found)
    assert all(p.signature is None or p.signature >= adopted for p in found)
