"""What a document says of itself: symbol, organ, kind, title, session, dates, agenda items, sponsors, report, vote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from graph_build import symbols
from graph_build.model import FrontMatter, Passage, Source, Vote
from graph_build.numbering import roman
from graph_build.numerals import ORDINALS, first_date, ordinal
from graph_build.organs import organ_id
from graph_build.titles import Title, decided, title_of

_ORDINAL = r"(?P<ordinal>(?:[A-Z][a-z]+(?:[\s-][a-z]+)?)|\d{1,3}(?:st|nd|rd|th))"
_SESSION = re.compile(_ORDINAL + r"\s+(?:(?:resumed|special|emergency special|regular)\s+)?session\b", re.IGNORECASE)
_YEAR_SESSION = re.compile(r"(?:(\d{4})(?:-\d{4})? session|session of (\d{4}))", re.IGNORECASE)
_AGENDA = re.compile(
    r"(?:Provisional )?(?:Agenda )?items?\s+(?P<items>\d.*?)(?: of the (?:provisional|preliminary).*)?\*{0,2}", re.I
)
_ITEM = re.compile(r"\d{1,3}(?:\s?\([a-z]{1,4}\)(?:(?:,|\sand|,\sand|\sto)\s\([a-z]{1,4}\))*)?")
_PRINTED = re.compile(r"(?:[A-Z]{1,5}(?:-[A-Z0-9]+)?)/[A-Za-z0-9./()\[\]\- ]*\d[A-Za-z0-9./()\[\]\-]*")
_MASTHEAD = re.compile(
    r"^(?:UNITED|United)\s+(?:NATIONS|Nations)\s*(?:[AES](?=\s|$))?\s*|\bDistr\b.*|\*+$|^_+$"
    r"|^(?:General|GENERAL) (?:Assembly|ASSEMBLY)\s+"
)
_COMMITTEE = re.compile(
    r"(?P<name>(?:First|Second|Third|Fourth|Fifth|Sixth|Credentials|General|Special Political(?: and Decolonization)?"
    r"|Ad Hoc(?: Political)?) Committee(?: \(Fourth Committee\))?)"
)
_REPORT = re.compile(
    r"\[?\(?(?:adopted\s+)?(?:on|in)\s+(?:the\s+|a\s+)?(?:reports?|recommendation|proposal)\b(?P<rest>.{0,300})"
    r"|\[?without reference to a Main Committee(?P<without>.{0,120})",
    re.I | re.S,
)
_IN_BRACKETS = re.compile(r"\((?P<symbol>[AES]/[^(),;\s]+(?:\s?\(Part [IVX]+\))?)")
ADOPTED = re.compile(
    r"(?:Resolution|Decision|RESOLUTION|Statement)s?\s+adopted\s+by\s+(?:the\s+)?(?P<organ>[A-Z][\w ’]+?)"
    r"(?:\s+at its\s+(?P<meeting>\d+)\w\w (?:\(\w+\) )?(?:plenary )?meeting)?,?(?=\s+on\s+\d|\s*\[|\s*$|\s+\()",
    re.S,
)
_MEETING = re.compile(r"\b(?P<number>\d{1,5})(?:st|nd|rd|th)?\s+(?:\(?\w+\)?\s+)?(?:plenary\s+|closed\s+)?meeting\b")
_WORDED = re.compile(r"\b([a-z]+(?:-[a-z]+)?) (?:plenary )?meeting")
#: Before the date of adoption, in the order in which they count.
_BEFORE_DATE = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"(?:Resolution|Decision|RESOLUTION)s? adopted by",
        r"Adopted by the",
        r"meeting of the .{3,40}, held on",
        r"^At its \d.{0,40}meeting",
        r"^On \d{1,2} \w+ \d{4}, in connection with",
    )
)
_DATE_ALONE = re.compile(r"^(?:of|on) \d{1,2} \w+ \d{4}", re.M)
_VOTE = re.compile(
    r"(?P<favour>\d{1,3})\s+(?:votes?\s+|in favour\s+)?to\s+(?P<against>\d{1,3}|none)"
    r"(?:\s*,?\s*(?:with|and)\s+(?P<abstained>\d{1,3}|none|no)\s+abst\w+)?",
    re.I,
)
_RECOMMENDED = re.compile(
    r"By (?:its )?(?P<word>resolution|decision) (?P<number>[\w/\-. ]+?)(?: of (?P<date>\d{1,2} \w+ "
    r"\d{4}))?,?\s+(?:the )?"
    r"(?P<organ>[A-Z][\w ]+?) (?:(?:also |further )?recommend\w*|approved|transmitted)\b",
    re.S,
)
NOTE = re.compile(
    r"(?P<kind>Note|Letter|Report|Memorandum)(?: dated [\w ]+?)? (?:by|of|from) (?:the )?(?P<by>[\w\-’ ]+)"
)
_DRAFT = re.compile(r"(?:draft|revised draft) (?P<kind>resolution|decision)s?\**\s*$", re.I)
_SPONSORS = re.compile(
    r"(?P<names>[A-ZÅ][^:;“]{3,2500}):\**\s+(?:revised\s+|amendments?\s+to\s+)?draft\s+(?:resolution|decision)", re.S
)
_KINDS = (
    ("Report", re.compile(r"Report (?:of|on|by)\b|REPORT OF\b")),
    ("Letter", re.compile(r"(?:Identical l|L)etters? dated\b")),
    ("Note", re.compile(r"Note (?:by|verbale)\b")),
    ("Rules", re.compile(r"(?:Provisional r|R)ules of procedure\b|RULES OF PROCEDURE\b|Secretary-General’s bulletin")),
    ("Declaration", re.compile(r"(?:Ministerial )?[Dd]eclaration\b|(?:\w+ )?Ministerial Statement\b")),
)
#: Names of States that hold the word "and"; a list of sponsors is not cut there.
_AND_NAMES = (
    "Antigua and Barbuda", "Bosnia and Herzegovina", "Saint Kitts and Nevis", "Saint Vincent and the Grenadines",
    "Sao Tome and Principe", "Trinidad and Tobago", "Great Britain and Northern Ireland", "Serbia and Montenegro",
)  # fmt: skip
_SCRIPTS = (
    ("ru", re.compile("[а-я]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_LATIN = re.compile(r"[a-zà-ÿ]+")
_FOREIGN = re.compile("[^\x00-\x7f\u2000-\u206f]")  # no quotation marks and dashes
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).islower()}
_STOPWORDS = {
    "en": ("the", "of", "and", "to", "in"),
    "fr": ("le", "la", "les", "des", "et"),
    "es": ("el", "los", "las", "del", "y"),
}


_COMMON = frozenset(word for common in _STOPWORDS.values() for word in common)
_ENGLISH, _OFTEN = (" the ", " of ", " and "), 60  # one of these words in so many characters


def front_matter(passages: Sequence[Passage], source: Source, symbol: str | None) -> FrontMatter:
    """The front matter told by the passages before the enacting formula and after the last paragraph.

    A symbol given by the caller stands before the one printed, and that before one that the number of the title and the
    organ tell together.
    """
    front = [p.text for p in passages if p.part in ("front", "title")]
    back = [p.text for p in passages if p.part == "back"][:6]
    head = "\n".join(front)
    if decided(passages):
        head += "\n" + next(p.text for p in passages if p.part == "operative")[:300]
    issuer = _issuer(passages, head)
    title = title_of(passages, issuer, symbol)
    printed = next((found for text in front[:25] if (found := symbol_in(text))), None)
    told = symbols.canonical(symbol) if symbol else printed or title.symbol
    issuer = issuer or _organ(told)
    statement = any(p.part == "operative" for p in passages) and "tatement by the President" in head
    carrier = _carrier(front)
    return FrontMatter(
        symbol=told,
        kind=_kind(told, head, front, carrier, statement, issuer),
        language=language(passages),
        source=source,
        title=title.text,
        issuer=issuer,
        adopted=adopted(head, back, title) if not _is_draft(told, front) else None,
        issued=issued(front),
        session=session(front, told),
        meeting=meeting(head, back),
        agenda_items=agenda(front),
        committee=committee(front),
        recommended_by=recommended(head),
        carrier=carrier[0] if carrier else None,
        carrier_by=carrier[1] if carrier else None,
        report=report(head),
        sponsors=sponsors(front),
        vote=vote(back),
    )


def symbol_in(text: str) -> str | None:
    """The document symbol that a line of the masthead is, or ends with."""
    if "/" not in text:
        return None
    text = _MASTHEAD.sub("", text.strip()).strip()
    found = _PRINTED.match(text)
    if not found or len(text) - found.end() > 2 + 10 * text.count("Distr"):
        return None
    try:
        return symbols.canonical(found[0])
    except ValueError:
        return None


def _issuer(passages: Sequence[Passage], head: str) -> str | None:
    voice = next((p.voice for p in passages if p.voice), None)
    if voice:
        return voice
    adopted = ADOPTED.search(head)
    return organ_id(adopted["organ"]) if adopted else None


def _organ(symbol: str | None) -> str | None:
    """The organ that a resolution, decision, statement or draft is of, by its symbol."""
    parsed = symbols.parse(symbol) if symbol else None
    return parsed.organ if parsed and parsed.kind != "Document" else None


def _carrier(front: Sequence[str]) -> tuple[str, str] | None:
    """The kind and author of a document that carries a draft recommended by another organ."""
    if not any(_RECOMMENDED.search(text) for text in front):
        return None
    found = next((match for text in front if (match := NOTE.match(text))), None)
    return (found["kind"].replace("Memorandum", "Note"), organ_id(found["by"])) if found else None


def _is_draft(symbol: str | None, front: Sequence[str]) -> bool:
    return bool(symbol and re.search(r"/(?:[A-Z]+\.)?L\.\d", symbol)) or any(_DRAFT.search(text) for text in front)


def _kind(
    symbol: str | None,
    head: str,
    front: Sequence[str],
    carrier: tuple[str, str] | None,
    statement: bool,
    issuer: str | None,
) -> str:
    if carrier or _is_draft(symbol, front):
        return "DraftResolution"
    if statement or (symbol and "/PRST/" in symbol):
        return "PresidentialStatement"
    if symbol and "/DEC/" in symbol:
        return "Decision"
    if (symbol and "/RES/" in symbol.upper()) or issuer or "Resolution adopted" in head:
        return "Resolution"
    return next((kind for kind, pattern in _KINDS if any(pattern.match(text) for text in front)), "Document")


def adopted(head: str, back: Sequence[str], title: Title) -> date | None:
    """The date in the line of adoption, in the title of early resolutions, else that of the meeting at the end."""
    for pattern in _BEFORE_DATE:
        found = pattern.search(head)
        if found and (day := first_date(head[found.start() : found.start() + 220])):
            return day
    alone = _DATE_ALONE.search(head)
    if alone and title.adopted is None:
        return first_date(alone[0])
    return title.adopted or next((day for text in back if (day := first_date(text))), None)


def issued(front: Sequence[str]) -> date | None:
    """The date in the masthead: beside "Distr.", or alone in one of the first lines."""
    for at, text in enumerate(front[:14]):
        if "Distr" in text and (day := first_date(text)):
            return day
        if (
            at
            and re.fullmatch(r"\d{1,2} \w+ \d{4}", text)
            and any("Distr" in before or "/" in before for before in front[:at])
        ):
            return first_date(text)
    return None


def session(front: Sequence[str], symbol: str | None) -> int | None:
    """The number of the session (of ECOSOC its year): as printed, else as the symbol tells."""
    for text in front[:20]:
        if len(text) >= 80 or "session" not in text.casefold():
            continue
        found = _SESSION.match(text)
        value = ordinal(found["ordinal"]) if found else None
        if value is not None:
            return value
        year = _YEAR_SESSION.search(text)
        if year:
            return int(year[1] or year[2])
    if symbol is None:
        return None
    numbered = re.match(r"A/(?:HRC/)?(?:C\.\d/)?(?:RES/|DEC/)?(\d{1,3})/|E/(?:RES|DEC)/(\d{4})/", symbol)
    if numbered:
        return int(numbered[1] or numbered[2])
    old = re.search(r"^A/RES/\d+\(([IVXL]+)\)", symbol)
    return roman(old[1].lower()) if old else None


def meeting(head: str, back: Sequence[str]) -> int | None:
    """The number of the meeting of adoption."""
    for text in (head, *back):
        if "meeting" not in text:
            continue
        found = _MEETING.search(text)
        if found:
            return int(found["number"])
        worded = _WORDED.search(text)
        if worded and worded[1] in ORDINALS:
            return ORDINALS[worded[1]]
    return None


def agenda(front: Sequence[str]) -> tuple[str, ...]:
    """The agenda items: "107", "68 (b)"."""
    for text in front[:20]:
        found = _AGENDA.fullmatch(text) if len(text) < 120 else None
        if found:
            return tuple(re.sub(r"\s?\(", " (", item[0]) for item in _ITEM.finditer(found["items"]))
    return ()


def committee(front: Sequence[str]) -> str | None:
    """The Main Committee, or the commission, that the resolution came by."""
    for text in front:
        found = _COMMITTEE.fullmatch(text.rstrip("*"))
        if found:
            return organ_id(found["name"])
    for text in front:
        came = _came_by(text)
        if came and came["rest"] is not None:
            found = _COMMITTEE.search(came["rest"])
            commission = re.search(
                r"(?:of )?the ((?:Ad Hoc |Special )?(?:Com\w+)[\w ,]+?|[\w ]+ Committee)\s*\(", came["rest"]
            )
            return organ_id(found["name"]) if found else organ_id(commission[1]) if commission else None
    return None


def _came_by(text: str) -> re.Match[str] | None:
    low = text.casefold()
    known = any(map(low.__contains__, ("report", "recommendation", "proposal", "without reference")))
    return _REPORT.search(text) if known else None


def report(head: str) -> str | None:
    """The symbol of the report, or of the draft, by which a resolution came."""
    came = _came_by(head)
    found = _IN_BRACKETS.search(came["rest"] or came["without"] or "") if came else None
    if not found:
        return None
    try:
        return symbols.canonical(found["symbol"].rstrip(")]."))
    except ValueError:
        return None


def recommended(head: str) -> str | None:
    """The symbol of the resolution or decision by which another organ recommended the draft."""
    found = _RECOMMENDED.search(head)
    if not found:
        return None
    organ = {"economic and social council": "E", "human rights council": "A/HRC", "general assembly": "A"}.get(
        found["organ"].casefold(), "S" if found["organ"].casefold() == "security council" else None
    )
    series = "RES" if found["word"] == "resolution" else "DEC"
    try:
        return symbols.canonical(f"{organ}/{series}/{found['number']}") if organ else None
    except ValueError:
        return None


def sponsors(front: Sequence[str]) -> tuple[str, ...]:
    """Who put the draft forward, by the names printed."""
    for text in front:
        found = _SPONSORS.match(text) if "draft" in text else None
        if found:
            return split_names(found["names"])
    return ()


def split_names(text: str) -> tuple[str, ...]:
    """The names in a list such as "Cuba, Trinidad and Tobago, Venezuela (Bolivarian Republic of) and Viet Nam"."""
    for name in _AND_NAMES:
        text = text.replace(name, name.replace(" and ", " \x00 "))
    text = re.sub(r"[*\d¹²³⁴-⁹]+", "", text)
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", text)
    return tuple(part.replace("\x00", "and").strip() for part in parts if part.strip())


def vote(back: Sequence[str]) -> Vote | None:
    """The vote, where it is printed."""
    for text in back:
        found = _VOTE.search(text)
        if found:
            favour, against, abstained = (
                int(value) if value and value.isdigit() else 0
                for value in found.group("favour", "against", "abstained")
            )
            return Vote(favour=favour, against=against, abstentions=abstained)
    return None


def language(passages: Sequence[Passage]) -> str:
    """The BCP 47 code of the language by its script and its commonest words: en, fr, es, ru, ar, zh, else und."""
    sample = " ".join(p.text for p in passages[:40])[:5000].casefold()
    if sum(map(sample.count, _ENGLISH)) * _OFTEN > len(sample):  # in no other language
        return "en"
    if not _FOREIGN.search(sample):
        sample = sample.encode("ascii", "replace").decode("ascii")
    for code, script in () if sample.isascii() else _SCRIPTS:
        written = len(script.findall(sample))
        if written and written > sum(map(str.isalpha, sample)) / 2:
            return code
    words = sample.translate(_NO_LETTERS).split() if sample.isascii() else _LATIN.findall(sample)
    often = Counter(filter(_COMMON.__contains__, words))
    counts = {code: sum(often[word] for word in common) for code, common in _STOPWORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > len(words) / 30 else "und"
