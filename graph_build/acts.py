"""The verbs by which an organ speaks: those that ask somebody to do something, and those that end such a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from graph_build.model import Passage

#: Verbs that direct: base form -> act.
DIRECTIVES: dict[str, str] = {
    "request": "request",
    "ask": "request",
    "urge": "urge",
    "encourage": "encourage",
    "invite": "invite",
    "recommend": "recommend",
    "direct": "direct",
    "demand": "demand",
    "decide": "decide",
    "authorize": "authorize",
    "authorise": "authorize",
    "instruct": "instruct",
    "propose": "other:propose",
    "require": "other:require",
    "oblige": "other:oblige",
    "mandate": "other:mandate",
    "task": "other:task",
    "entrust": "other:entrust",
    "implore": "other:implore",
    "exhort": "other:exhort",
    "resolve": "other:resolve",
    "call upon": "call-upon",
    "call on": "call-upon",
    "call for": "call-upon",
    "appeal to": "appeal",
    "appeal for": "appeal",
}
#: What is reiterated, reaffirmed or renewed: noun -> act.
REITERATED: dict[str, str] = {
    "call": "call-upon",
    "request": "request",
    "decision": "decide",
    "demand": "demand",
    "appeal": "appeal",
    "invitation": "invite",
    "recommendation": "recommend",
    "encouragement": "encourage",
    "authorization": "authorize",
    "urging": "urge",
    "instruction": "instruct",
}
#: Verbs by which an organ speaks without directing anybody; a clause of theirs ends the one before.
SPEAKING = """
    welcome note recognize recognise reaffirm affirm reiterate recall stress emphasize emphasise underline underscore
    acknowledge commend condemn deplore express take appreciate approve endorse adopt consider confirm declare
    determine look pay regret remind support highlight warn reject conclude believe observe denounce share commit
    pledge applaud congratulate thank agree re-emphasize reemphasize resolve express renew repeat urge support
    remain stand proclaim establish designate draw anticipate concur identify
""".split()


def _either(words: str) -> str:
    """An alternation of the words parted by "|", each with or without a capital."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words.split("|"))


_ADVERBS = (
    "also|further|furthermore|again|strongly|equally|similarly|accordingly|therefore|hereby|likewise|finally|"
    "solemnly|urgently|earnestly|firmly|particularly|specifically|additionally|especially|respectfully|thus|hence|"
    "consequently|nevertheless|however|simultaneously|now|moreover|once again|once more|"
    "deeply|gravely|expressly|explicitly|actively|warmly|highly"
)
_ADVERB = f"(?:{_either(_ADVERBS)})"
#: What joins a clause to the one before and is no part of the verb.
_LINK = (
    r"(?:(?:[Ii]n|[Ww]ith|[Tt]o) (?:this|that|the same) (?:regard|respect|connection|context|end|purpose|effect|spirit|"
    r"vein)|[Ff]or (?:this|that) (?:purpose|reason)|[Ii]n (?:particular|addition|turn)|[Tt]o these ends|"
    r"[Aa]t the same time)"
)
#: The same after a verb, with other turns that stand there without commas.
LINK = re.compile(
    rf" ?(?:{_LINK}|(?:as|with) a matter of (?:priority|urgency)|as a priority|"
    rf"in the strongest terms)\b,?"
)
#: An adverb or an aside between a verb and its complement.
_ASIDE = rf"(?:,? (?:{_ADVERB}|{_LINK})\b,?|, [^,;:]{{3,60}}, (?=upon|on|for))"


def _third(base: str) -> str:
    verb, _, tail = base.partition(" ")
    form = verb + "es" if verb.endswith(("s", "sh", "ch")) else verb + "s"
    return f"{form} {tail}".strip()


def _participle(base: str) -> str:
    verb, _, tail = base.partition(" ")
    return f"{verb.removesuffix('e')}ing {tail}".strip()


_FORMS = {
    form: (act, kind)
    for base, act in DIRECTIVES.items()
    for form, kind in ((_third(base), "finite"), (base, "base"), (_participle(base), "participle"))
}


def _verbs(kind: str) -> str:
    """An alternation of the forms of a kind; adverbs may part a verb from its preposition."""
    single = [form for form, (_, k) in _FORMS.items() if k == kind and " " not in form]
    parted: dict[str, list[str]] = {}
    for form, (_, k) in _FORMS.items():
        if k == kind and " " in form:
            verb, tail = form.split()
            parted.setdefault(verb, []).append(tail)
    pairs = [rf"{verb}{_ASIDE}*,? (?:{'|'.join(tails)})" for verb, tails in parted.items()]
    return _either("|".join(single)) + "".join(f"|[{pair[0].upper()}{pair[0]}]{pair[1:]}" for pair in pairs)


_SPEAKING = _either("|".join(map(_third, dict.fromkeys(SPEAKING))))
_AGAIN = (
    r"(?i:r)(?:eiterates?|eiterating|eaffirms?|eaffirming|enews?|enewing|epeats?|estates?|e-?emphasi[sz]es?|"
    r"ecalls and reiterates)"
    rf"(?:,? {_ADVERB},?)*(?: and \w+s)? (?:its|the|our|their|his)(?: (?!of\b|importance\b)[\w-]+){{0,3}}? "
    rf"(?P<noun>{'|'.join(REITERATED)})s?\b(?! (?:of|by|made|contained|set|expressed by|addressed by)\b)"
)
_SUBJECT = (
    r"(?:The|the) (?:Security Council|General Assembly|Economic and Social Council|Human Rights Council|Council|"
    r"Assembly|Commission)(?: also| further| therefore)* |[Ii]t "
)
_START = r"(?:^|(?<=[.”] )|(?<=\.” )|(?<=\) ))"
_THEN = "|".join(
    f"(?<={word}, )" for word in "regard respect context connection end addition purpose Furthermore".split()
)
_BOUNDARY = (
    rf"(?:{_START}(?:{_SUBJECT})?|(?:{_THEN})(?:{_SUBJECT})|(?<=[,;:] )(?:and |but |while )?|"
    rf"(?<=[^,;:] )(?:and |but |while ))(?:{_LINK},? )*"
)
#: What follows a finite verb that is no noun: "requests for assistance" and "demands of victims" are no verbs.
_NO_NOUN = (
    r"(?!(?<=requests) for\b)(?!(?<=demands) for\b)(?!(?<=demand) for\b)"
    r"(?!,? (?:from|of|by|made|submitted|received|and(?! (?:welcomes|supports|invites|urges|requests|encourages)\b)|"
    r"or|should|are|were|is|which|under|pursuant|concerning|"
    r"regarding|with regard|within|were|they|through|relating|related|between|among)\b|[.;)]| (?:as|in) (?!a\b|"
    r"this|that|"
    r"the|accordance|line|close|cooperation|consultation|coordination|order|appropriate|view|light|particular|addition)"
    r"|-|’)"
)
_FINITE = re.compile(
    rf"(?P<boundary>{_BOUNDARY})(?P<act>(?:{_ADVERB},? )*"
    rf"(?:(?P<again>{_AGAIN})|(?P<verb>{_verbs('finite')})\b{_NO_NOUN}|"
    rf"(?i:c)ontinues to (?:(?P<going>{_verbs('base')})|{'|'.join(SPEAKING)})\b|(?P<speaking>{_SPEAKING})\b{_NO_NOUN})"
    rf"(?:,? {_ADVERB}\b)*)",
)
_FIRST_PERSON = re.compile(
    rf"(?P<boundary>{_START}We (?:will |shall )?|(?<=[,;:] )(?:and )?(?:we )?|(?<=[^,;:] )and (?:we )?)(?:{_LINK},? )*"
    rf"(?P<act>(?:{_ADVERB},? )*(?:(?P<again>{_AGAIN})|(?P<verb>{_verbs('base')})\b"
    rf"|(?P<speaking>{'|'.join(SPEAKING)})\b (?=the|that|our|with|note|forward)){_NO_NOUN}(?:,? {_ADVERB}\b)*)",
)
_PARTICIPLE = re.compile(
    rf"(?P<boundary>(?<=[,;] )(?:and |while )?(?P<regard>in (?:this|that) (?:regard|respect|context|connection),? )?|"
    rf"(?<=[^,;] )(?:and |while )(?P<regard2>in (?:this|that) (?:regard|respect|context|connection),? )?)"
    rf"(?P<act>(?:{_ADVERB},? )*(?:(?P<again>{_AGAIN})|(?P<verb>{_verbs('participle')})\b)(?:,? {_ADVERB}\b)*)",
)
_ITEM = re.compile(rf"^(?P<to>[Tt]o )(?P<act>(?:{_ADVERB},? )*(?P<verb>{_verbs('base')})\b(?:,? {_ADVERB}\b)*)")
_IMPERATIVE = re.compile(rf"^(?P<act>(?:{_ADVERB},? )*(?P<verb>{_verbs('base')})\b(?:,? {_ADVERB}\b)*)(?= [a-zA-Z])")
#: Where a clause can begin, after a sign or at "and", and its first word.
_NEXT_WORD = r"“?(?:and |but |while )?(\w+)"
_BEGINS = re.compile(rf"(?={_NEXT_WORD})")
_EDGE = re.compile(rf" (?:(?<=[,;:.”)] )|(?=and |but |while ))(?={_NEXT_WORD})")
#: Words that begin a link or the organ's name, before what neither goes on with.
_NO_LINK = re.compile(
    r"(?i:(?:to|with|for) (?!th)|in (?!th|particular|addition|turn)|at (?!the same)|"
    r"the (?!security|general|economic|human|council|assembly|commission))"
)
_LOWER_WORDS = frozenset(
    [form.split()[0] for form in _FORMS]
    + [form for verb in SPEAKING for form in (verb, _third(verb))]
    + "reiterates reiterating reiterate reaffirms reaffirming reaffirm renews renewing renew repeats restates".split()
    + "reemphasizes re reemphasises recalls it the we continues".split()
    + "in with to for at this that the these same particular addition turn".split()
    + [word for words in _ADVERBS.split("|") for word in words.split()]
)


def _cased(words: Iterable[str]) -> frozenset[str]:
    """The words in small letters, with a capital, and in capitals."""
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


_FIRST_WORDS = _cased(_LOWER_WORDS)
_LINKING = _cased("to with for in at the".split())
_SAID_AGAIN = ("reiterat", "reaffirm", "renew", "repeat", "restate", "reemphasi", "re-", "recall")
#: Of these words those with which no verb in another form can begin.
_ONLY_PARTICIPLE = _cased(form.split()[0] for form, (_, kind) in _FORMS.items() if kind == "participle")
_ONLY_MAIN = _cased(
    word
    for word in _LOWER_WORDS.difference(_ADVERBS.replace(" ", "|").split("|"), ("in", "re"))
    if word not in _ONLY_PARTICIPLE and not word.startswith(_SAID_AGAIN)
)
#: Before a verb: what some other text says, an aside in between ("a decision which, inter alia, recommends …").
_RELATIVE = re.compile(r"\b(?:which|who|where it|whereby it),(?: [^,;]{2,60},) $")


class Head(Struct, frozen=True, gc=False):
    """A verb by which an organ speaks: its act (None for those that direct nobody) and where its words stand."""

    act: str | None
    start: int
    end: int
    form: str  # finite, first-person, participle, item, imperative
    again: bool = False  # "reiterates its request"
    regard: bool = False  # a participle brought in by "in this regard"
    before: int = 0  # where the clause begins, its connecting words included


def _act(groups: dict[str, str | None]) -> str | None:
    if groups.get("again"):
        return REITERATED[groups["noun"] or ""]
    verb = groups.get("verb") or groups.get("going")
    if verb is None:
        return None
    if known := _FORMS.get(verb) or _FORMS.get(verb.lower()):
        return known[0]
    words = verb.lower().replace(",", "").split()
    tail = words[-1] if len(words) > 1 else ""
    return _FORMS[f"{words[0]} {tail}".strip()][0]


def _head(found: re.Match[str], form: str) -> Head:
    groups = found.groupdict()
    return Head(
        act=_act(groups),
        start=found.start("act"),
        end=found.end("act"),
        form=form,
        again=bool(groups.get("again")),
        regard=bool(groups.get("regard") or groups.get("regard2")),
        before=found.start(),
    )


class Spoken:
    """The verbs by which the organ speaks in the passages of one document, each passage read once."""

    def __init__(self) -> None:
        self._heads: dict[str, tuple[Head, ...]] = {}

    def heads(self, passage: Passage) -> tuple[Head, ...]:
        """Those of a passage of the document, in order of place; participles only where they direct."""
        found = self._heads.get(passage.id)
        if found is None:
            found = self._heads[passage.id] = heads(passage)
        return found


def heads(passage: Passage) -> tuple[Head, ...]:
    """The verbs by which the organ speaks in a passage, in order of place; participles only where they direct."""
    text = passage.text
    found: list[Head] = []
    if item := _ITEM.match(text):
        found.append(_head(item, "item"))
    elif passage.level == 1 and (imperative := _IMPERATIVE.match(text)):
        found.append(_head(imperative, "imperative"))
    main = _FIRST_PERSON if text.startswith(("We ", "“We ")) else _FINITE
    form = "first-person" if main is _FIRST_PERSON else "finite"
    after = 0
    first = _BEGINS.match(text)
    for sign in chain((first,) if first else (), _EDGE.finditer(text)):
        word = sign[1]
        if word not in _FIRST_WORDS:  # as most
            continue
        edge = sign.end()
        if edge < after or (word in _LINKING and _NO_LINK.match(text, sign.start(1))):
            continue
        for pattern, kind in ((main, form), (_PARTICIPLE, "participle")):
            if word in (_ONLY_PARTICIPLE if pattern is main else _ONLY_MAIN):
                continue
            match = pattern.match(text, edge)
            if match and not _relative(text, match.start("act")):
                found.append(_head(match, kind))
                after = match.end()
                break
    return tuple(found) if len(found) < 2 else tuple(sorted(_apart(found), key=lambda head: head.start))


def _relative(text: str, act: int) -> bool:
    """Whether the verb at `act` belongs to what some other text says."""
    return text.startswith(", ", act - 2) and _RELATIVE.search(text, max(0, act - 90), act) is not None


def _apart(found: list[Head]) -> Iterator[Head]:
    """Without those that begin inside another."""
    last = -1
    for head in sorted(found, key=lambda h: (h.start, -h.end)):
        if head.start >= last:
            yield head
            last = head.end
