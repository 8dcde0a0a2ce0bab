"""The shipped registers: counted, consistent at any date, and found in the documents that they name as their source."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pycountry
import pytest
from msgspec.structs import fields as fields_of

from graph_build import assets, curated, symbols
from graph_build.curated_rows import (
    BODY_KINDS,
    INSTRUMENT_KINDS,
    PREDICATES,
    EntryRow,
    RelationRow,
    ReviewRow,
    SessionRow,
)
from graph_build.model import Entry, Registers, Relation
from graph_build.names_forms import fold, spellings

#: How many rows there are at least; a smaller number is a loss.
EXPECTED = {
    "bodies.yaml": 1025,
    "offices.yaml": 180,
    "states.yaml": 195,
    "groups.yaml": 83,
    "treaties.yaml": 68,
    "resolutions.yaml": 165,
}


@cache
def registers() -> Registers:
    return curated.load(assets.folder("registers"))


def entry(key: str) -> Entry:
    return next(row for row in registers().entries if row.id == key)


@cache
def texts(place: Path) -> dict[str, str]:
    """The folded words of each document of the corpus, by symbol."""
    found: dict[str, str] = {}
    with gzip.open(place / "corpus" / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                symbol = symbols.canonical(row["doc"])
            except ValueError:
                continue
            found[symbol] = fold(" ".join(block["text"] for block in row["blocks"])).casefold()
    return found


@pytest.mark.parametrize(("file", "least"), EXPECTED.items())
def test_nothing_is_lost(file: str, least: int) -> None:
    assert sum(row.file == file for row in registers().entries) >= least


def test_the_members_of_the_united_nations_are_193_and_two_observe() -> None:
    states = [row for row in registers().entries if row.kind == "State"]
    admitted = {r.subject for r in registers().relations if r.object == "united-nations" and r.predicate == "memberOf"}
    assert len(admitted) == 193
    assert {row.id for row in states} - admitted == {"VAT", "PSE"}
    assert all(pycountry.countries.get(alpha_3=row.id) for row in states)


def test_kinds_and_predicates_are_terms_of_the_ontology() -> None:
    core = (assets.folder("ontology") / "core.ttl").read_text(encoding="utf-8")
    terms = set(re.findall(r"^ct:(\w+)\s", core, re.MULTILINE))
    used = {row.kind for row in registers().entries} | {r.predicate for r in registers().relations}
    assert used - terms == set()
    assert used <= {*BODY_KINDS, *INSTRUMENT_KINDS, *PREDICATES, "Office", "State", "Group", "InstrumentGroup"}


def test_the_universal_instruments_are_nineteen() -> None:
    members = entry("conventions-relating-to-terrorism").members
    rows = [entry(member) for member in members]
    assert len(set(members)) == 19
    assert all(row.adopted and row.in_force and row.adopted < row.in_force and row.place for row in rows)


def test_a_treaty_that_a_resolution_carries_is_of_its_day() -> None:
    adopted = {row.id: row.adopted for row in registers().entries if row.adopted}
    pairs = [(r.subject, r.object) for r in registers().relations if r.predicate == "annexedTo"]
    assert len(pairs) >= 20
    assert [pair for pair in pairs if pair[1] in adopted and adopted[pair[0]] != adopted[pair[1]]] == []


def test_years_in_symbols_are_years_of_adoption() -> None:
    for row in registers().entries:
        if row.symbol and row.adopted and (year := symbols.parse(row.symbol).year):
            assert row.adopted.year == year, row.id


def test_what_a_resolution_renews_begins_on_its_day() -> None:
    adopted = {row.id: row.adopted for row in registers().entries}
    renewals = [r for r in registers().relations if r.predicate == "renewedBy"]
    assert len(renewals) >= 20
    for renewal in renewals:
        assert adopted.get(renewal.object) in (None, renewal.valid_from), renewal
        assert renewal.object in adopted or symbols.parse(renewal.object).year == renewal.valid_from.year  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2007, 10, 2), {("cted", "ctc"), ("tpb", "unodc"), ("ctc", "security-council"), ("ctitf", "secretariat")}),
        (date(2018, 1, 1), {("uncct", "unoct"), ("unoct", "secretariat"), ("dpa", "secretariat")}),
        (date(2020, 1, 1), {("uncct", "unoct"), ("dppa", "secretariat"), ("committee-1988", "security-council")}),
    ],
)
def test_the_structure_on_a_day(on: date, expected: set[tuple[str, str]]) -> None:
    assert expected <= {(r.subject, r.object) for r in registers().relations if _structural(r) and _holds(r, on)}


def test_what_was_not_yet_is_not_in_the_structure() -> None:
    early = {(r.subject, r.object) for r in registers().relations if _structural(r) and _holds(r, date(2010, 1, 1))}
    assert early & {("unoct", "secretariat"), ("uncct", "unoct"), ("dppa", "secretariat")} == set()
    assert ("dpa", "secretariat") in early


def _structural(relation: Relation) -> bool:
    return relation.predicate in ("partOf", "subsidiaryOf")


def _holds(relation: Relation, on: date) -> bool:
    return (relation.valid_from or date.min) <= on <= (relation.valid_until or date.max)


def test_a_successor_does_not_begin_before_its_predecessor() -> None:
    rows = {row.id: row for row in registers().entries}
    chains = [r for r in registers().relations if r.predicate == "succeeds"]
    assert len(chains) >= 10
    for chain in chains:
        new, old = rows[chain.subject], rows[chain.object]
        assert (old.valid_from or date.min) <= (new.valid_from or date.max), chain


def test_sessions_follow_one_another() -> None:
    for organ in ("general-assembly", "human-rights-council", "ccpcj"):
        regular = sorted(s for s in _sessions(organ))
        assert regular == sorted(regular, key=lambda s: s[1])
    assert [number for number, _, _ in _sessions("general-assembly")] == list(range(1, 82))
    assert ("general-assembly", 63, date(2008, 9, 16), date(2009, 9, 14)) in {
        (s.organ, s.number, s.opens, s.closes) for s in registers().sessions
    }


def _sessions(organ: str) -> list[tuple[int, date, date | None]]:
    return [(s.number, s.opens, s.closes) for s in registers().sessions if (s.organ, s.kind) == (organ, "regular")]


@pytest.mark.parametrize("file", ["bodies.yaml", "offices.yaml", "groups.yaml"])
def test_a_name_stands_in_the_document_that_is_its_source(shared: Path, file: str) -> None:
    missing, looked = [], 0
    for row in registers().entries:
        if row.file != file or row.kind == "InstrumentGroup":
            continue
        for source in row.source:
            words = texts(shared).get(source.partition(" ")[0])
            if words is None:
                continue
            looked += 1
            names = [name.text for name in row.names if name.language == "en"]
            forms = {form.casefold() for name in names for form in spellings(name, group=row.kind == "Group")}
            if not any(form in words for form in forms):
                missing.append((row.id, source))
    assert looked >= {"bodies.yaml": 250, "offices.yaml": 20, "groups.yaml": 50}[file]
    assert missing == []


def test_the_title_of_a_resolution_stands_in_it(shared: Path) -> None:
    rows = [row for row in registers().entries if row.file == "resolutions.yaml" and row.symbol in texts(shared)]
    titled = [row for row in rows if not re.match(r"[A-Z][\w ]+ resolution \d|Statement by", row.name)]
    assert len(titled) >= 10
    missing = [row.id for row in titled if _letters(row.name) not in _letters(texts(shared)[row.id])]
    assert missing == []


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text).casefold())


def test_resolutions_were_adopted_during_the_session_of_their_symbol(shared: Path) -> None:
    """Dates that documents print of resolutions lie within the sessions of the register."""
    sessions = {(s.organ, s.number): s for s in registers().sessions if s.kind == "regular"}
    printed = re.compile(r"\b(\d\d)/(\d{1,3})(?: [a-z])? of (\d{1,2} [a-z]+ (?:19|20)\d\d)", re.IGNORECASE)
    inside = outside = 0
    for symbol, words in texts(shared).items():
        if symbol.startswith("A/HRC"):
            continue
        for session, _, day in printed.findall(words):
            known = sessions.get(("general-assembly", int(session)))
            after = sessions.get(("general-assembly", int(session) + 1))
            if known is None or after is None or int(session) < 58:  # lower numbers are other organs' as well
                continue
            good = known.opens <= _day(day) <= (known.closes or after.opens)
            inside, outside = inside + good, outside + (not good)
    assert inside > 3000
    assert outside / inside < 0.03  # the documents' own misprints, and other organs' numbers


def _day(text: str) -> date:
    day, month, year = text.split()
    months = "january february march april may june july august september october november december".split()
    return date(int(year), months.index(month) + 1 if month in months else 1, int(day))


def test_the_guide_explains_every_field_and_its_good_rows_stand(tmp_path: Path) -> None:
    guide = (assets.folder("registers") / "README.md").read_text(encoding="utf-8")
    quoted = " ".join(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", guide, flags=re.DOTALL)))
    explained = set(re.findall(r"\w+", quoted))
    fields = {field.encode_name for form in (EntryRow, RelationRow, SessionRow, ReviewRow) for field in fields_of(form)}
    assert fields - explained == set()
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    rows = [line for block in blocks for line in block.splitlines() if line.startswith("- {") and "…" not in line]
    assert len(rows) == 2
    known = "- {id: ctc, kind: Committee, name: Counter-Terrorism Committee, source: S/RES/1373(2001) op-6}\n"
    (tmp_path / "bodies.yaml").write_text(known + rows[0] + "\n", encoding="utf-8")
    (tmp_path / "reviews.yaml").write_text(rows[1] + "\n", encoding="utf-8")
    found = curated.load(tmp_path)
    assert [row.id for row in found.entries] == ["ctc", "cted"]
    assert found.reviews[0].change == {"actor": "ctc"}
