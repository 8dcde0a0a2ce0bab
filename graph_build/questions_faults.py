"""What is wrong with a text of SPARQL, on which line, and what was expected there."""

from __future__ import annotations

import re
from difflib import get_close_matches

from graph_build.namespaces import PREFIXES

#: Spaces that the parser gets after a query that it could not read: it compares words by their length, and says the end
#: of the words; without room behind it, all it says is where the text ends.
ROOM = "\n" + " " * 60
#: Tokens that an error lists as expected.
EXPECTED = 6
#: What may stand where the parser names the longest of the words that it tried.
MEANT = {
    "CONSTRUCT": "SELECT, ASK, CONSTRUCT or DESCRIBE",
    "ENCODE_FOR_URI": "an expression, such as a variable, a value or a function",
    "OPTIONAL": "a triple, FILTER, BIND, VALUES, OPTIONAL, UNION or }, and a full stop between triples",
    "HAVING": "GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET or the end",
    "The SELECT contains a variable that is unbound": "each variable of SELECT in GROUP BY or in an aggregate",
}
_PLACE = re.compile(r"(\d+):(\d+)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)+"|\[(?:[^\]\\]|\\.)*\]|[^,"\[]+')
_QUOTED = re.compile(r"#[^\n]*|<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'")


def explained(message: str, sparql: str) -> tuple[str, str]:
    """What is wrong on which line, and what was expected, from the parser's message on a query followed by ROOM."""
    if "Prefix not found" in message and (found := unknown_prefix(sparql)):
        return found
    place = _PLACE.search(message)
    if place is None:
        return message, "SPARQL 1.1"
    tokens = [token.strip() for token in _TOKEN.findall(message.partition("expected ")[2].removeprefix("one of "))]
    words = [token for token in tokens if re.fullmatch(r"\w+", token)]
    signs = [token for token in tokens if token.startswith('"')]
    said = [token for token in tokens if " " in token and token[0] not in '["']
    at = offset(sparql + ROOM, int(place[1]), int(place[2]))
    if words and not signs and not any(token.startswith("[") and token != "[_]" for token in tokens):
        at -= min(map(len, words))
    if said:  # what is wrong with the whole, once it was read
        return said[0][0].lower() + said[0][1:], MEANT.get(said[0], "SPARQL 1.1")
    meant = next((MEANT[word] for word in words if word in MEANT), "")
    wanted = [*signs, *([] if signs or meant else words)]
    return where(sparql, at), meant if not signs and meant else ", ".join(wanted[:EXPECTED]) or "SPARQL 1.1"


def where(sparql: str, at: int) -> str:
    """The place of an offset in words: its line, its column, and what stands there."""
    text = sparql.rstrip()
    if at >= len(text):
        lines = text.splitlines() or [""]
        return f"line {len(lines)}: the query ends too early, after “{lines[-1].strip()[-60:]}”"
    number = line_of(sparql, at)
    line = sparql.splitlines()[number - 1]
    column = at - (sparql.rfind("\n", 0, at) + 1)
    rest = line[column:].strip() or line.strip()
    return f"line {number}, column {column + 1}: “{rest[:60]}” cannot be read here"


def line_of(sparql: str, at: int) -> int:
    """The number of the line on which an offset stands."""
    return sparql.count("\n", 0, min(at, len(sparql.rstrip()))) + 1


def offset(text: str, number: int, column: int) -> int:
    """The offset of a line and column, both counted from 1."""
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: number - 1]) + column - 1


def unknown_prefix(sparql: str) -> tuple[str, str] | None:
    """The first prefix that is neither declared nor known, with its line; None where there is none."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), sparql)
    declared = {*PREFIXES, *re.findall(r"\bPREFIX\s+([\w-]*)\s*:", bare, re.IGNORECASE)}
    for found in re.finditer(r"(?<![\w?$:-])([A-Za-z][\w-]*)?:(?=[\w%\\])", bare):
        name = found[1] or ""
        if name not in declared:
            near = get_close_matches(name, PREFIXES, n=1, cutoff=0.6)
            hint = f" (did you mean {near[0]}:?)" if near else ""
            wrong = f"line {line_of(sparql, found.start())}: the prefix {name}: is not known{hint}"
            return wrong, f"ct:, id:, body:, rdfs: or another that is known, or a line PREFIX {name}: <…>"
    return None
