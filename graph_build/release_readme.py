"""The page that lies on top of a release."""

from __future__ import annotations

from graph_build.release_description import LICENCE, Made

#: What lies in a release: pattern, what it is, what opens it.
CONTENTS = (
    ("graph/ctkg.ttl", "the graph without provenance, in Turtle", "any RDF tool; Protégé"),
    ("graph/ctkg.trig, graph/ctkg.nq", "all named graphs, provenance among them", "triple stores, rdflib"),
    ("graph/ctkg.jsonld", "the same as JSON-LD, a node a line, with its context", "any JSON or JSON-LD library"),
    ("tables/", "a CSV table for each kind of fact, with metadata of CSV on the Web", "R, pandas, spreadsheets"),
    ("networks/", "networks, with labels, kinds, years and weights", "Gephi, networkx, Cytoscape"),
    ("documents/", "each document that was read, in Akoma Ntoso: structure and references", "Akoma Ntoso editors"),
    ("instruments.bib", "the instruments as a bibliography", "biblatex, Zotero, JabRef"),
    ("reports.ics", "reports that are due", "calendars"),
    ("ontology/", "the terms, and the JSON-LD context", "Protégé"),
    ("description.ttl", "this release in VoID, DCAT and PROV", "data catalogues"),
    ("SHA256SUMS", "checksums of all other files", "`sha256sum -c SHA256SUMS`"),
)
CHANGED = (
    ("CHANGES.md", "facts gained and lost since the last release", "to be read"),
    ("changes/", "all of them, as tables and as N-Quads", ""),
)
HEAD = """# ctkg, release of {day}

The open knowledge graph of counter-terrorism instruments and bodies: what instruments ask of whom, with whom, under
which conditions and until when; what they cite; how the bodies stand to each other. Made by ctkg {version}.

| where | what | opened by |
|---|---|---|
"""
TAIL = """
## Licence

[Creative Commons Attribution 4.0 International]({licence}). A fair form of credit:
“ctkg, the knowledge graph of counter-terrorism instruments and bodies, release of {day}, CC BY 4.0”.

The files hold facts about documents of the United Nations (symbols, titles, dates, names, positions), not their text.
The facts were read by rules, not by a person: for a matter of weight, read the paragraph that a fact names. ctkg is not
a product of the United Nations.

## Cells and names

Cells of the tables that name things hold the end of an IRI: `A/RES/60/288` stands for
`https://w3id.org/ctkg/id/instrument/A/RES/60/288`, `body/cted` for `https://w3id.org/ctkg/id/body/cted`.
`tables/csv-metadata.json` says which, and how the tables hang together. Several values in a cell are parted by `; `.
"""


def readme(made: Made) -> str:
    """The page of a release, as Markdown."""
    rows = (*CONTENTS, *(CHANGED if made.since else ()))
    lines = "".join(f"| {where} | {what} | {opens} |\n" for where, what, opens in rows)
    values = {"day": made.day.isoformat(), "version": made.version, "licence": LICENCE}
    return HEAD.format(**values) + lines + TAIL.format(**values)
