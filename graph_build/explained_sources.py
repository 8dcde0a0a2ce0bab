"""Where a stated fact stands: the words of a document, a row of the registers, the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import store
from graph_build.answers import shorten
from graph_build.namespaces import GRAPH, ID, ONTOLOGY, PREFIXES, graph
from graph_build.reason_rules import Triple
from graph_build.store import Cell

if TYPE_CHECKING:
    from graph_build.questions import Held

#: How many places of one document are named.
PLACES = 3
#: Properties by the field of a reading whose evidence they have, where the names differ.
FIELDS = {
    "act": ("act", "actText", "otherAct"),
    "addressees": ("addressee",),
    "partners": ("partner", "consults", "coordinatesWith", "cooperatesWith", "supportedBy"),
    "beneficiaries": ("beneficiary",),
    "conditions": ("condition",),
    "topics": ("topic",),
    "due": ("dueText", "dueFrom", "dueUntil", "recurs"),
    "report": ("reportBy", "reportTo", "reportSubject", "reportAbout"),
    "adopted": ("adoptedOn", "year"),
    "issued": ("issuedOn", "year"),
    "issuer": ("adoptedBy", "draftFor", "author"),
    "agenda_items": ("agendaItem",),
    "sponsors": ("sponsor",),
    "kind": ("type",),
    "report_symbol": ("reportedIn",),
    "recommended_by": ("recommendedBy",),
}

#: What a paragraph is and where it stands, which no words in it say.
STRUCTURE = ("type", "label", "partOf", "under", "inInstrument", "part", "position", "level")


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place that states a fact: the named graph, and in it words of a paragraph or a row of the registers.

    `start` and `end` count Unicode characters in the text of the document; `cites` are the sources of the row.
    """

    graph: str
    document: str = ""
    paragraph: str = ""
    start: int | None = None
    end: int | None = None
    rule: str = ""
    row: str = ""
    cites: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The place in one line."""
        if self.paragraph:
            by = f", read by the rule {self.rule}" if self.rule else ""
            return f"stated in {shorten(self.paragraph)}, characters {self.start} to {self.end}{by}"
        if self.document:
            return f"stated in {self.document}, as read from its front page or from the whole"
        if self.graph.startswith(graph("register")):
            where = self.row or f"{self.graph.rpartition('/')[2]}.yaml"
            after = f", from {', '.join(map(shorten, self.cites))}" if self.cites else ""
            return f"stated in the registers, {where}{after}"
        known = {graph("ontology"): "the ontology", store.PROVENANCE: "the provenance of the graph"}
        return f"stated in {known.get(self.graph, self.graph)}"


def in_provenance(dataset: Held, triple: Triple) -> bool:
    """Whether the provenance graph holds a triple, which no other then needs to."""
    return _holds(dataset, f"GRAPH {store.iri_term(store.PROVENANCE)} {{ {' '.join(triple)} }}")


def sources(dataset: Held, triple: Triple, name: str) -> tuple[Source, ...]:
    """The places in the named graph that state the triple: at least one."""
    if name.startswith(document := GRAPH + "document/"):
        key = name.removeprefix(document)
        found = tuple(dict.fromkeys(_places(dataset, triple, name)))[:PLACES]
        return found or (Source(graph=name, document=key),)
    if name.startswith(GRAPH + "register/"):
        return (_row(dataset, triple, name),)
    return (Source(graph=name),)


# ---------------------------------------------------------------- documents


def _places(dataset: Held, triple: Triple, name: str) -> list[Source]:
    """The words that say it, from the nearest to the widest: of the field, of the fact, of a fact that names both."""
    subject, predicate, object_ = triple
    within = f"GRAPH <{name}>"
    at = "ct:inParagraph ?where ; ct:start ?start ; ct:end ?end . OPTIONAL { ?fact ct:rule ?rule }"
    both = f"{{ ?fact ct:inParagraph {subject} }} UNION {{ ?fact ct:inInstrument {subject} }}"
    itself = f"{subject} a ?fact ; ct:paragraphId ?id ; ct:start ?start ; ct:end ?end . BIND({subject} AS ?where)"
    patterns = [
        f"VALUES ?fact {{ {subject} }} {within} {{ ?fact {at} }}",
        f"{within} {{ {both} ?fact ?any {object_} ; {at} }}" if _local(predicate) not in STRUCTURE else "",
        f"{within} {{ {itself} }}",
    ]
    if subject != f"<{ID}instrument/{name.removeprefix(GRAPH + 'document/')}>":  # to which all facts belong
        patterns.append(f"{within} {{ ?fact ?any {subject} ; {at} }}")
    found = list(_evidence(dataset, triple, name))
    for pattern in filter(None, patterns):
        found = found or list(_asked(dataset, pattern, name))
    return found


def _asked(dataset: Held, pattern: str, name: str) -> Iterator[Source]:
    columns = "?where ?start ?end ?rule"
    asked = f"SELECT DISTINCT {columns} {{ {pattern} }} ORDER BY (?end - ?start) ?start LIMIT {PLACES}"
    for where, start, end, rule in store.select(dataset, asked).rows:
        if where and start and end:
            yield _place(name, where.value, start, end, rule)


def _place(name: str, where: str, start: Cell, end: Cell, rule: Cell | None) -> Source:
    return Source(
        graph=name,
        document=name.removeprefix(GRAPH + "document/"),
        paragraph=where,
        start=int(start.value),
        end=int(end.value),
        rule=rule.value if rule else "",
    )


EVIDENCE = """
SELECT ?field ?value ?where ?start ?end ?rule WHERE {{
  GRAPH graph:provenance {{
    {subject} ct:evidence ?words .
    ?words ct:field ?field ; ct:value ?value ; ct:start ?start ; ct:end ?end ; ct:rule ?rule .
    OPTIONAL {{ ?words ct:evidenceIn ?elsewhere }}
  }}
  OPTIONAL {{ {subject} ct:inParagraph ?own }}
  BIND(COALESCE(?elsewhere, ?own) AS ?where)
}} ORDER BY ?start ?end ?field
"""


def _evidence(dataset: Held, triple: Triple, name: str) -> Iterator[Source]:
    """The words behind a field of a fact; of a field with several values, those behind this one."""
    subject, predicate, object_ = triple
    if not subject.startswith(f"<{ID}instrument/{name.removeprefix(GRAPH + 'document/')}"):
        return
    local = _local(predicate)
    fields = {field for field, names in FIELDS.items() if local in names} | {local}
    rows = store.select(dataset, EVIDENCE.format(subject=subject)).rows
    of = [row for row in rows if row[0] and row[0].value in fields and row[2]]
    value = shorten(object_[1:-1]) if object_.startswith("<") else object_[1:].partition('"')[0]
    exact = [row for row in of if row[1] and row[1].value == value]
    for _, _, where, start, end, rule in exact or of:
        if where and start and end:
            yield _place(name, where.value, start, end, rule)


def _local(predicate: str) -> str:
    for namespace in (ONTOLOGY, *PREFIXES.values()):
        if predicate.startswith(f"<{namespace}"):
            return predicate[len(namespace) + 1 : -1]
    return predicate


# ---------------------------------------------------------------- registers


def _row(dataset: Held, triple: Triple, name: str) -> Source:
    """The row that states it: of the relation itself, of its subject, of what bears it, or of its object."""
    subject, predicate, object_ = triple
    step = "FILTER(?is IN (ct:partOf, ct:subsidiaryOf))" if predicate == f"<{ONTOLOGY}under>" else ""
    by = "?is" if step else predicate
    bearers: Iterable[str] = (
        f"?bearer ct:subject {subject} ; ct:predicate {by} ; ct:object {object_} . {step}",
        f"VALUES ?bearer {{ {subject} }}",
        f"?bearer ?any {subject}",
        f"VALUES ?bearer {{ {object_} }}" if object_.startswith("<") else "",
    )
    file = f"{name.removeprefix(GRAPH + 'register/')}.yaml"
    for bearer in filter(None, bearers):
        asked = (
            f"SELECT ?bearer ?row {{ {bearer} GRAPH graph:provenance {{ ?bearer ct:registerRow ?row }} }} ORDER BY ?row"
        )
        for found, row in store.select(dataset, asked).rows:
            if found and row and row.value.startswith(file):
                return Source(graph=name, row=row.value, cites=_cites(dataset, found.value, name))
    return Source(graph=name)


def _cites(dataset: Held, bearer: str, name: str) -> tuple[str, ...]:
    asked = f"SELECT ?source {{ GRAPH <{name}> {{ {store.iri_term(bearer)} ct:source ?source }} }} ORDER BY ?source"
    return tuple(cell.value for (cell,) in store.select(dataset, asked).rows if cell)


def _holds(dataset: Held, pattern: str) -> bool:
    return store.select(dataset, f"ASK {{ {pattern} }}").rows[0][0] == store.TRUE
