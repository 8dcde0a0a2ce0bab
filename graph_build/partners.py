"""With whom somebody shall act: consultation, coordination, cooperation and support, and who follows such words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build import actor_pronouns
from graph_build import actor_words as lexicon
from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase, hostile
from graph_build.actor_text import Words
from graph_build.directive_sieve import Seen, either_case, sieve
from graph_build.model import Role

_ROLE_WORDS: tuple[tuple[Role, str], ...] = (
    ("consultation", r"consult(?:s|ed|ing|ation|ations)?|in-depth consultations"),
    ("coordination", r"co-?ordinat(?:e|es|ing|ion)"),
    (
        "cooperation",
        r"co-?operat(?:e|es|ing|ion)|collaborat(?:e|es|ing|ion)|partner(?:s|ing)?(?=(?: \w+){0,2} with)|partnerships?|"
        r"work(?:s|ing)?|engag(?:e|es|ing|ement)|interact(?:ion)?|liais(?:e|es|ing|on)|jointly|together|conjunction|concert|"
        r"association|alliance|"
        r"(?:follow-up |regular |informal )?meet(?:ings?)?|joint \w+|tandem|teamwork|synerg(?:y|ies)",
    ),
)
_ANY_ROLE = "|".join(words for _, words in _ROLE_WORDS)
#: Words that may stand between such a word and its "with".
_BETWEEN = (
    r"(?:(?:,? (?:and|or|as well as)|,) (?:further |close |closely |closer |strengthen )?(?:in )?(?:close )?(?:"
    + _ANY_ROLE
    + r")|,? (?:and )?(?:clos\w+|further|fully|actively|effectively|regularly|directly|constructively|meaningfully|"
    r"proactively|substantively|better|more|in good faith|as a matter of priority|together|efforts|activities|actions?|"
    r"arrangements|its|their|his|the|work|programmes|policies|responses?|initiatives|"
    r"information[- ](?:sharing|exchange)|"
    r"dialogue|contacts?|exchanges?|on the ground|at all levels|in this (?:regard|respect|context|connection))"
    r"|, including(?= with)|, (?:as|where|when|whenever|if|upon|in|within|inter|including)\b[^,;]{2,110},"
    r"| (?:as|where|when|if)(?: and when)?(?: it is| may be)? (?:appropriate|necessary|relevant|applicable))"
)
_WITH = sieve(
    " with",
    rf"\b(?P<role>{_ANY_ROLE})\b{_BETWEEN}{{0,5}},? with(?=[\s,])(?! (?:a view|respect|regard|the aim|due|full|"
    rf"the objective|the goal|the purpose|the intention|emphasis|particular)\b)",
    re.IGNORECASE,
    begins=either_case(
        "consult|in-depth consult|co-ordinat|coordinat|co-operat|cooperat|collaborat|partner|work|engag|interact|liais|"
        "jointly|together|conjunction|concert|association|alliance|follow-up meet|regular meet|informal meet|meet|"
        "joint |tandem|teamwork|synerg"
    ),
)
#: What is done with others without such words: "by sharing information with", "strengthening its dialogue with".
_EXCHANGE = sieve(
    " with&shar|exchang|dialogue",
    r"\b(?:shar(?:e|ing)|exchang(?:e|ing)) (?:[\w-]+,? ){0,4}?(?:information|intelligence|experiences?|expertise|"
    r"data|practices|evidence|lessons(?: learned)?)(?: and [\w -]{3,40}?)? with(?=[\s,])"
    r"|\b(?:shar|exchang)(?:e|ing),? among [^,;]{3,60} and with(?=[\s,])"
    r"|\b(?:strengthen|enhanc|deepen|continu|maintain|pursu|expand|intensif|foster|conduct|hold|open|engag\w+ in)"
    r"(?:y|e|es|s|ing)? (?:[\w-]+ ){0,4}?dialogues? with(?=[\s,])",
    begins="shar|exchang|strengthen|enhanc|deepen|continu|maintain|pursu|expand|intensif|foster|conduct|hold|open|engag",
)
_CONSULT = sieve("consult", r"\b(?P<role>consult(?:ing|s)?)(?: (?:\w+ly|and \w+))?\s(?!with\b)", begins="consult")
_SUPPORT = sieve(
    "support|assist|help|guidance|advice|cooperation|collaboration|participation|involvement|aided",
    r"\b(?:with|through|drawing on|relying on)(?: the)?(?: \w+,?){0,4}? (?P<role>support|assistance|help|guidance|"
    r"advice|cooperation|collaboration|participation|involvement)"
    r"(?: and \w+)?(?:, [^,;]{3,50},)? (?:of|from|by)(?=[\s,])|\b(?P<role2>supported|assisted|aided) by\s",
    begins="with |through |drawing on|relying on|supported by|assisted by|aided by",
)
_THROUGH = sieve(
    "through ",
    r"\b(?:facilitate|provide|deliver|assist|support|"
    r"implement)\b[^,;]{0,60}(?:,[^,;]{0,40})?,? (?P<role>through)\s(?!(?:its|their|the (?:use|focal))\b)",
    re.IGNORECASE,
    begins=either_case("facilitate|provide|deliver|assist|support|implement"),
)
#: Before a role word: somebody else shall cooperate, as in "to invite Member States to coordinate with".
_BY_ANOTHER = re.compile(
    r"\b(?:invit|encourag|assist|help|enabl|allow|urg|request|call(?:ing)? (?:up)?on|ask|advis|requir|support)(?:e|"
    r"es|s|ing)? "
    r"(?!(?:to|for|of)\b)(?:(?! and to )[^,;]){3,120} (?:to|in)(?: \w+){0,2} $"
)
#: What somebody has done already in that way: "the paper developed by the Office in consultation with".
_DONE_BY = re.compile(r"\b(?!need)\w+(?:ed|held|made|led) by (?!\w+ing\b)[^,;]{2,90}? in (?:close )?$")
_TOPIC = re.compile(r"\b(?:on|forms of) (?:close |closer |enhanced |further )?$")
#: What is to be kept in mind only, up to what is asked again: "taking into account the forms of cooperation with".
KEPT_IN_MIND = re.compile(
    r"\b(?:taking(?: \w+)? (?:account|consideration|note)|bearing in mind|mindful of|with due regard)\b"
    r"(?:(?!,(?: and)? (?:to|in|with|by|through|as well as|\w+ing)\b)[^;])*$"
)
_WORKING_WITH = frozenset("engaging working cooperating collaborating partnering coordinating interacting".split())
_NONE_OF_THEM = frozenset("view respect regard aim".split())


class PartnerPhrase(Struct, frozen=True, gc=False):
    """Somebody to act with, in which role, and where the words of the role stand."""

    phrase: Phrase
    role: Role
    start: int
    end: int
    rule: str


def _role(words: str) -> Role:
    for role, pattern in _ROLE_WORDS:
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return role
    return "support"


def find(
    bag: Words, start: int, end: int, body: int | None = None, seen: Seen | None = None
) -> Iterator[PartnerPhrase]:
    """The partners named in `text[start:end]`, in order of place within each form.

    `body` is where what is asked begins: a verb before it is the directive's own; `seen` are the words of sieves there.
    """
    body = start if body is None else body
    first = bag.at(body)
    text, stop = bag.text, bag.at(end)
    named = False
    for found in _WITH.finditer(text, start, end, seen):
        again = named and bag.low(bag.at(found.end())) == "them"  # those with whom it shall act are named already
        if not again and not _of_another(text, body, found.start()) and not _aside(bag, start, found):
            listed = tuple(_listed(bag, first, found.end(), stop, _role(found["role"]), found, "with"))
            named = named or bool(listed)
            yield from listed
    for found in _EXCHANGE.finditer(text, start, end, seen):
        if not _of_another(text, body, found.start()):
            yield from _listed(bag, first, found.end(), stop, "cooperation", found, "sharing with")
    for found in _CONSULT.finditer(text, start, end, seen):
        yield from _listed(bag, first, found.end(), stop, "consultation", found, "to consult")
    for found in _SUPPORT.finditer(text, start, end, seen):
        if found["role2"] and bag.low(bag.at(found.end())) in ("a", "an"):  # "supported by a staff member"
            continue
        yield from _listed(bag, first, found.end(), stop, _support_role(found), found, "with the support of")
    for found in _THROUGH.finditer(text, start, end, seen):
        by = _listed(bag, first, found.end(), stop, "support", found, "through")
        yield from (partner for partner in by if _body(bag, partner.phrase))


def _aside(bag: Words, start: int, found: re.Match[str]) -> bool:
    """Whether the words of the role only say of what or of whom something else speaks."""
    before = bag.text[max(start, found.start() - 160) : found.start()]
    who = bag.low(bag.at(found.start()) - 1)
    told = found["role"].lower() in _WORKING_WITH and (who.endswith("s") or who in lexicon.HEADS)
    return told or _TOPIC.search(before[-20:]) is not None or KEPT_IN_MIND.search(before) is not None


def _body(bag: Words, found: Phrase) -> bool:
    return bag.capital(found.head) or bag.low(found.head) in ("agencies", "entities", "organizations", "offices")


def _support_role(found: re.Match[str]) -> Role:
    return (
        "cooperation"
        if found["role"] in ("cooperation", "collaboration", "participation", "involvement")
        else "support"
    )


def _of_another(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 160) : at]
    return at > start and (_BY_ANOTHER.search(before) or _DONE_BY.search(before)) is not None


def _listed(
    bag: Words, body: int, after: int, stop: int, role: Role, found: re.Match[str], rule: str
) -> Iterator[PartnerPhrase]:
    first = bag.at(after)
    if first >= stop or bag.low(first) in ("it", "that", "those"):
        return
    if bag.low(first) == "them":
        listed = actor_pronouns.listed(bag, body, bag.at(found.start()))
    else:
        begun = _over_aside(bag, _over_second_verb(bag, first), stop)
        listed = series(bag, begun, stop, "free").items or _whose_work(bag, begun, stop)
    for item in listed:
        alone = item.last - item.first == 1 and bag.low(item.head) in ("persons", "individuals", "entities", "people")
        if item.strong and not alone and bag.low(item.head) not in _NONE_OF_THEM and not hostile(bag, item):
            yield PartnerPhrase(item, role, found.start(), found.end(), rule)


#: What somebody does, with which others cooperate: "cooperate with the work of the Committee".
_WORK = frozenset("work activities efforts investigations mandate office endeavours initiatives".split())


def _whose_work(bag: Words, first: int, stop: int) -> tuple[Phrase, ...]:
    """Those whose work it is: the Committee in "cooperate with the work of the Committee"."""
    at = first + (bag.low(first) in ("the", "all"))
    return series(bag, at + 2, stop, "free").items if bag.low(at) in _WORK and bag.low(at + 1) == "of" else ()


_FAR = 9  # words from a second verb to those to whom something is given


def _over_second_verb(bag: Words, first: int) -> int:
    """The word after a second verb with the same object: "cooperate with and to assist the Special Rapporteur"."""
    if bag.low(first) != "and":
        return first
    verb = first + 1 + (bag.low(first + 1) == "to")
    if bag.low(verb) in ("provide", "offer", "give", "lend"):  # "with and provide support to other States"
        return next((j + 1 for j in range(verb, verb + _FAR) if bag.low(j) == "to"), first)
    return verb + 1 if bag.low(verb) in ("assist", "support", "help", "facilitate", "inform", "involve") else first


def _over_aside(bag: Words, first: int, stop: int) -> int:
    """The word after an aside that follows "with": "with, where appropriate, …"."""
    if bag.low(first) != ",":
        return first
    j = first + 1
    while j < stop and bag.low(j) != ",":
        j += 1
    return j + 1
