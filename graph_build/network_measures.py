"""Measures of networks, each with what its numbers mean and the question that gives the network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import network, questions
from graph_build.errors import QueryError
from graph_build.namespaces import ID
from graph_build.questions import Answer, Iri, Value

if TYPE_CHECKING:
    import networkx

    from graph_build.questions import Held

#: Kinds of bodies that stand outside the United Nations.
OUTSIDE = frozenset(("regional-organization", "intergovernmental-organization"))
#: Members that are named of a community.
NAMED = 8
ROUNDS = 200
#: Letters of a name.
NAME = 80

Row = tuple[Value, ...]


class Measure(Struct, frozen=True, kw_only=True):
    """A measure: what it tells, the question whose network it measures, its columns, and how its rows are found."""

    name: str
    title: str
    meaning: str
    question: str
    columns: tuple[str, ...]
    rows: Callable[[networkx.DiGraph[str]], list[Row]]
    cut: bool = True


class Measured(Struct, frozen=True, kw_only=True):
    """The result of a measure. A notebook shows it as a table with its meaning above it."""

    title: str
    meaning: str
    source: str
    answer: Answer

    def __repr__(self) -> str:
        return f"<measure {self.title}: {len(self.answer.rows)} rows>"

    def _repr_html_(self) -> str:
        head = "".join(
            f"<th style='text-align:left'>{escape(each.replace('_', ' '))}</th>" for each in self.answer.columns
        )
        cells = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.answer.short()
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>"
        above = f"<p><b>{escape(self.title)}</b><br>{escape(self.meaning)}</p>"
        return f"{above}{table}<p><small>{escape(self.source)}</small></p>"


def measure(dataset: Held, name: str, most: int = 12, **given: object) -> Measured:
    """A measure of the network that its question gives, the `most` highest rows where they are ranked.

    Raises QueryError for a wrong name, or a parameter that the question does not have.
    """
    wanted = named(name)
    made = network.network(dataset, wanted.question, **given)
    rows = wanted.rows(network.ordered(made))
    nodes, edges = made.number_of_nodes(), made.number_of_edges()
    options = "".join(f' --{key} "{value}"' for key, value in given.items())
    source = f"Measured on {nodes} nodes and {edges} edges: ctkg query {wanted.question}{options}"
    return Measured(
        title=wanted.title,
        meaning=wanted.meaning,
        source=source,
        answer=Answer(columns=wanted.columns, rows=tuple(rows[:most] if wanted.cut else rows)),
    )


def named(name: str) -> Measure:
    """The measure of this name; QueryError with the nearest names."""
    names = [each.name for each in MEASURES]
    if name in names:
        return MEASURES[names.index(name)]
    near = get_close_matches(name, names, n=2, cutoff=0.5)
    raise QueryError(name, "no such measure", f"one of {', '.join(names)}", f"did you mean {near[0]}?" if near else "")


def label(made: networkx.DiGraph[str], node: str) -> str:
    """What a node is called: its title, where it has one beside its symbol; cut where it is very long."""
    known = made.nodes[node]
    return shorten(str(known.get("title") or known.get("label", questions.shorten(node))), NAME, placeholder=" …")


def most_cited(made: networkx.DiGraph[str]) -> list[Row]:
    """Instruments by the number of those that cite them, with the number of citations."""
    rows: list[Row] = []
    for node in made.nodes:
        citing: list[tuple[str, str, int]] = list(made.in_edges(node, data="weight"))
        if citing:
            rows.append((Iri(node), label(made, node), len(citing), sum(weight for _, _, weight in citing)))
    return sorted(rows, key=lambda row: (-_number(row[2]), -_number(row[3]), str(row[0])))


def most_asked(made: networkx.DiGraph[str]) -> list[Row]:
    """Actors by the number of directives to them, with the number of organs that ask, and the one that asks most."""
    rows: list[Row] = []
    for node in made.nodes:
        asking: list[tuple[str, str, int]] = list(made.in_edges(node, data="weight"))
        if asking:
            most = min(asking, key=lambda edge: (-edge[2], edge[0]))[0]
            rows.append((Iri(node), label(made, node), sum(edge[2] for edge in asking), len(asking), Iri(most)))
    return sorted(rows, key=lambda row: (-_number(row[2]), str(row[0])))


def most_named(made: networkx.DiGraph[str]) -> list[Row]:
    """Bodies by the number of others that paragraphs name together with them, and by the number of such pairs."""
    plain = made.to_undirected()
    weights = dict(plain.degree(weight="weight"))
    order = sorted(plain.nodes, key=lambda node: (-plain.degree(node), -weights[node], node))
    return [(Iri(node), label(made, node), plain.degree(node), weights[node]) for node in order if plain.degree(node)]


def hubs(made: networkx.DiGraph[str]) -> list[Row]:
    """Instruments by how good a guide they are to what is cited; 100 is the best."""
    return _scored(made, guides(made)[0])


def authorities(made: networkx.DiGraph[str]) -> list[Row]:
    """Instruments by how much the good guides cite them; 100 is the most."""
    return _scored(made, guides(made)[1])


def guides(made: networkx.DiGraph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities after Kleinberg (1999), https://doi.org/10.1145/324133.324140; the highest of each is 1.

    Each pair counts once, however often the one cites the other.
    """
    hub = dict.fromkeys(made.nodes, 1.0)
    authority = dict.fromkeys(made.nodes, 1.0)
    for _ in range(ROUNDS):
        authority = _unit({node: sum(hub[near] for near in made.predecessors(node)) for node in made.nodes})
        new = _unit({node: sum(authority[near] for near in made.successors(node)) for node in made.nodes})
        change = max((abs(new[node] - hub[node]) for node in made.nodes), default=0.0)
        hub = new
        if change < 1e-9:
            break
    return hub, authority


def _unit(scores: dict[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0) or 1.0
    return {node: score / best for node, score in scores.items()}


def _scored(made: networkx.DiGraph[str], scores: dict[str, float]) -> list[Row]:
    rounded = {node: round(100 * score) for node, score in scores.items()}
    best = sorted((node for node in rounded if rounded[node]), key=lambda node: (-rounded[node], node))
    return [(Iri(node), label(made, node), rounded[node]) for node in best]


def brokers(made: networkx.DiGraph[str]) -> list[Row]:
    """Bodies and offices by the share of shortest ways between United Nations bodies and organizations outside."""
    import networkx

    actors = [node for node in made.nodes if node.startswith((f"{ID}body/", f"{ID}office/"))]
    plain = made.subgraph(actors).to_undirected()
    inside = [node for node in plain.nodes if node.startswith(f"{ID}body/") and not outside(made, node)]
    beyond = [node for node in plain.nodes if outside(made, node)]
    scores: dict[str, float] = networkx.betweenness_centrality_subset(plain, inside, beyond)
    ways = sum(networkx.has_path(plain, one, other) for one in inside for other in beyond) or 1
    # Undirected, so networkx halves what it counts: every way is seen from one end only here.
    shares = {node: 200 * score / ways for node, score in scores.items()}
    best = sorted((node for node in shares if shares[node] >= 0.05), key=lambda node: (-shares[node], node))
    return [(Iri(node), label(made, node), round(shares[node], 1), plain.degree(node)) for node in best]


def outside(made: networkx.DiGraph[str], node: str) -> bool:
    """Whether a node is a regional or intergovernmental organization outside the United Nations."""
    return str(made.nodes[node].get("kind", "")).rpartition("/")[2] in OUTSIDE


def groups(made: networkx.DiGraph[str]) -> list[list[str]]:
    """The communities of a network, the biggest first, each with its members by weight."""
    edges: list[tuple[str, str, int]] = list(made.edges(data="weight"))
    return groups_of(edges)


def groups_of(edges: Iterable[tuple[str, str, int]]) -> list[list[str]]:
    """The communities of weighted edges, the biggest first, each with its members by weight.

    Louvain, with a fixed seed over nodes in order, so that the same edges give the same groups.
    """
    import networkx

    plain: networkx.Graph[str] = networkx.Graph()
    ordered = sorted((min(one, other), max(one, other), weight) for one, other, weight in edges if one != other)
    plain.add_nodes_from(sorted({end for one, other, _ in ordered for end in (one, other)}))
    for one, other, weight in ordered:
        before = plain.edges[one, other]["weight"] if plain.has_edge(one, other) else 0
        plain.add_edge(one, other, weight=before + weight)
    weights = dict(plain.degree(weight="weight"))
    found = networkx.community.louvain_communities(plain, weight="weight", seed=1)
    members = [sorted(each, key=lambda node: (-weights[node], node)) for each in found]
    return sorted(members, key=lambda each: (-len(each), each[0]))


def communities(made: networkx.DiGraph[str]) -> list[Row]:
    """The communities with more than one member: number, size, and the members with the most ties."""
    rows: list[Row] = []
    for number, members in enumerate((each for each in groups(made) if len(each) > 1), 1):
        names = ", ".join(questions.shorten(node) for node in members[:NAMED])
        more = f" and {len(members) - NAMED} more" if len(members) > NAMED else ""
        rows.append((number, len(members), names + more))
    return rows


def growth(made: networkx.DiGraph[str]) -> list[Row]:
    """By year: citing documents, their citations, what they cite, what of it for the first time, and all so far."""
    years: dict[int, list[str]] = defaultdict(list)
    for node in sorted(made.nodes):
        year = made.nodes[node].get("year")
        if isinstance(year, int) and made.out_degree(node):
            years[year].append(node)
    seen: set[str] = set()
    rows: list[Row] = []
    for year in sorted(years):
        total: Counter[str] = Counter()
        for node in years[year]:
            edges: list[tuple[str, str, int]] = list(made.out_edges(node, data="weight"))
            for _, target, weight in edges:
                total[target] += weight
        fresh = set(total) - seen
        seen |= fresh
        rows.append((year, len(years[year]), sum(total.values()), len(total), len(fresh), len(seen)))
    return rows


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="most-cited",
        title="The most cited instruments",
        meaning="How many of the documents read cite an instrument, and how often in all. Many citing documents mean "
        "that an instrument is common ground; many citations from few documents mean that these work with it "
        "closely.",
        question="citation-network",
        columns=("instrument", "name", "cited_by", "citations"),
        rows=most_cited,
    ),
    Measure(
        name="authorities",
        title="Authorities of the citation network",
        meaning="An authority is cited by good guides (hubs), and a hub cites good authorities: each score is found "
        "from the other. 100 is the highest. A high score means that an instrument belongs to the core that the "
        "long resolutions share, even where fewer documents cite it.",
        question="citation-network",
        columns=("instrument", "name", "authority"),
        rows=authorities,
    ),
    Measure(
        name="hubs",
        title="Hubs of the citation network",
        meaning="A hub cites many of the instruments that other hubs cite as well. 100 is the highest. Read a hub "
        "first: its citations lead to the core of the regime.",
        question="citation-network",
        columns=("instrument", "name", "hub"),
        rows=hubs,
    ),
    Measure(
        name="brokers",
        title="Brokers between United Nations bodies and organizations outside",
        meaning="The share of the shortest ways between a body of the United Nations and a regional or "
        "intergovernmental organization, over who is asked to work with whom, that lead through a body or "
        "office (per cent; ties between ways are shared), and its number of partners; classes such as Member "
        "States are left out. It shows through whom cooperation is asked for, not what was done.",
        question="working-together",
        columns=("actor", "name", "share_of_ways", "partners"),
        rows=brokers,
    ),
    Measure(
        name="most-asked",
        title="Who is asked most",
        meaning="The directives to an actor in the documents read, how many organs ask it, and the organ that asks "
        "most. Many directives mean much attention, not much work: one may ask for a report or for a programme.",
        question="who-asks-whom",
        columns=("actor", "name", "directives", "organs", "most_by"),
        rows=most_asked,
    ),
    Measure(
        name="most-named",
        title="Bodies that are named together with most others",
        meaning="With how many other bodies or offices the paragraphs read name a body, and in how many paragraphs, "
        "counted for each pair. It shows who belongs to the subject in the eyes of drafters; being named together "
        "is no relation by itself. Pairs in fewer than three paragraphs are left out unless --at-least says otherwise.",
        question="mentioned-together",
        columns=("actor", "name", "others", "paragraphs"),
        rows=most_named,
    ),
    Measure(
        name="communities",
        title="Communities of bodies that are asked to work together",
        meaning="Groups with more ties among them than chance would give (Louvain, weighted by directives). Members "
        "stand by their ties, under their register ids. A body at the border may fall on either side; read the "
        "groups as a sketch.",
        question="working-together",
        columns=("community", "size", "members"),
        rows=communities,
    ),
    Measure(
        name="growth",
        title="Growth of the citation network by year",
        meaning="For each year: the documents read that cite others, their citations, the instruments they cite, how "
        "many of these no earlier document read had cited, and all cited so far. It follows the documents that "
        "were read; a year with few of them says little.",
        question="citation-network",
        columns=("year", "documents", "citations", "cited", "cited_first_here", "cited_so_far"),
        rows=growth,
        cut=False,
    ),
)
