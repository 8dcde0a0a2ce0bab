"""The verb or phrase that opens a paragraph, and what it says of the part the paragraph stands in."""

from __future__ import annotations

import re
from functools import cache

#: Verbs that open paragraphs of resolutions, in the base form.
_VERBS = """
accept acclaim accord acknowledge act add address admit adopt advise advocate affirm agree aim allocate allow amend
announce appeal applaud appoint appreciate approve appropriate ask assert assess assign assure attach authorize await
base be bear believe call caution censure charge cherish cite claim commemorate commend commit compliment concern
conclude
concur condemn confer confirm congratulate consider constitute continue convey convene cooperate co-operate create
decide declare deem define delegate deliberate demand denounce deplore designate desire determine direct discuss
dissolve
draw elect emphasize empower encourage endorse enjoin ensure entreat entrust establish examine exhort expect explore
express extend favour find follow give grant guarantee hail hear highlight honour hope identify implement impose include
incorporate indicate inform initiate insist instruct intend invite keep lament launch lay learn look
maintain make mandate mourn need note observe offer open order outline pay permit place pledge praise proclaim prohibit
promise propose protest provide publish put ratify reaffirm realize reassert recall receive recognize recommend
recommit reconfirm record re-emphasize reemphasize refer regard regret reiterate reject rejoice relieve remain
remember remind renew reorganize repeat replace request require resolve respect respond restate
re-establish salute see seek select set share show solicit specify state stress strengthen study submit subscribe
suggest support suspend sympathize take terminate thank transfer transmit trust underline underscore undertake
understand urge use value view voice vote warn wait welcome wish withdraw
""".split()
_DOUBLING = {"admit": "admitt", "commit": "committ", "recommit": "recommitt", "regret": "regrett", "set": "sett"} | {
    "permit": "permitt", "submit": "submitt", "transmit": "transmitt", "confer": "conferr", "refer": "referr",
    "transfer": "transferr", "concur": "concurr", "put": "putt",
}  # fmt: skip
#: Adjectives and participles that open a preambular paragraph, with their lemma.
_STATES = {
    word.capitalize(): word
    for word in """alarmed alert anxious appalled appreciative assured aware cognizant committed concerned confident
    conscious convinced deeming dedicated desirous determined disappointed distressed disturbed encouraged eager
gratified
    guided horrified impressed inspired mindful moved outraged persuaded pleased preoccupied ready regretful resolved
    saddened satisfied seized shocked stimulated troubled whereas willing appreciating grateful indignant
    deploring motivated prompted dismayed faithful bewildered grieved""".split()
}
#: Words that may stand before the opening verb and do not change it.
_ADVERBS = frozenset(
    """Also Further Again Furthermore Moreover Additionally Particularly Fully Strongly Deeply Gravely Seriously Highly
    Profoundly Firmly Warmly Sincerely Especially Solemnly Categorically Unequivocally Keenly Greatly Extremely
    Equally Likewise Similarly Finally Once Urgently Formally Respectfully Vigorously Most Very Increasingly
    Reluctantly Expressly Specifically Consequently Accordingly Therefore Hereby Earnestly Once more Energetically
    Utterly Unreservedly Resolutely Emphatically Explicitly Continually Sorely Duly Anew Now Still Clearly
    Always Ever Fervently Currently Provisionally Unanimously Wholeheartedly Simultaneously Thus Nevertheless
    However Kindly Insistently Remaining Continuing Being Having Further-more Acutely Thoroughly Particular
    also further again once more strongly deeply gravely seriously highly profoundly firmly warmly sincerely
    especially solemnly particularly fully keenly greatly extremely therefore hereby accordingly and in addition
    moreover nevertheless however very much too urgently""".split()
)
#: What follows the verb and belongs to it.
_PHRASE = re.compile(
    r"(?:also |further |again |strongly |once more |with (?:deep |great )?\w+ |its |their |the |his |"
    r"(?:deep(?:est)?|grave(?:st)?|serious|strong(?:est)?|sincere(?:st)?|profound|great|heartfelt|full|utmost|"
    r"particular|continuing|continued|special|highest|warm|deep and \w+) )*"
)
_TAILS: dict[str, dict[str, str]] = {
    "call": {"upon": "upon", "on": "upon", "for": "for", "attention": "attention"},
    "take": {"note": "note", "into account": "into-account", "into consideration": "into-account", "action": "action"},
    "bear": {"in mind": "in-mind"},
    "appeal": {"to": ""},
    "pay": {"tribute": "tribute", "attention": "attention"},
    "draw": {"attention": "attention", "the attention": "attention"},
    "lay": {"stress": "stress", "emphasis": "emphasis"},
    "place": {"on record": "on-record", "emphasis": "emphasis"},
    "look": {"forward": "forward"},
    "keep": {"in mind": "in-mind", "under": "under-review"},
    "set": {"up": "up"},
    "give": {"effect": "effect", "priority": "priority"},
    "make": {"an appeal": "appeal"},
    "express": {
        word: word
        for word in """appreciation concern gratitude thanks regret satisfaction hope support sympathy condolences
        solidarity conviction confidence determination readiness intention indignation outrage alarm dismay
        disappointment
        willingness commitment belief desire interest respect congratulations opposition condemnation recognition
        sorrow view wish praise admiration shock hopefulness need awareness resolve distress encouragement""".split()
    },
    "convey": {word: word for word in ("appreciation", "gratitude", "thanks", "condolences")},
    "voice": {"concern": "concern"},
}
_WORD = re.compile(r"[A-Za-z][A-Za-z\-]*")


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Every inflected form, capitalised, with (part of speech, lemma): ing, s, ed or state."""
    forms: dict[str, tuple[str, str]] = {}
    for verb in _VERBS:
        stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "be")) else verb
        stem = _DOUBLING.get(verb, stem)
        forms[(stem + "ing").capitalize()] = ("ing", verb)
        forms[_third_person(verb).capitalize()] = ("s", verb)
        if verb.endswith("ize"):
            british = verb[:-2] + "se"
            forms[(british[:-1] + "ing").capitalize()] = ("ing", verb)
            forms[(british + "s").capitalize()] = ("s", verb)
    forms |= {word: ("state", lemma) for word, lemma in _STATES.items() if word not in forms}
    return forms | {"Has": ("s", "have"), "Having": ("having", "have"), "Is": ("s", "be"), "Does": ("s", "do")}


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def opening(text: str) -> tuple[str | None, str | None]:
    """The lemma of the phrase that opens `text`, and the part that its form belongs to: preamble, operative or None.

    "Also urges Member States" gives ("urge", "operative"), "Taking note of" gives ("take-note", "preamble").
    """
    forms = _forms()
    at = 0
    for _ in range(5):
        word = _WORD.match(text, at)
        if not word:
            return None, None
        kind, lemma = forms.get(word[0].capitalize(), ("", ""))
        if kind == "having":
            return _perfect(text, word.end())
        if kind and (at == 0 or word[0] not in _ADVERBS):
            return _with_tail(lemma, text[word.end() : word.end() + 80]), "operative" if kind == "s" else "preamble"
        if word[0] not in _ADVERBS:
            return None, None
        at = word.end()
        while at < len(text) and text[at] in " ,":
            at += 1
    return None, None


def _perfect(text: str, at: int) -> tuple[str | None, str | None]:
    """ "Having considered …" opens with consider."""
    word = _WORD.match(text, at + 1)
    while word and word[0] in _ADVERBS:
        word = _WORD.match(text, word.end() + 1)
    if not word:
        return None, "preamble"
    found = word[0].lower()
    irregular = {"heard": "hear", "taken": "take", "met": "meet", "given": "give", "held": "hold", "seen": "see"}
    verb = irregular.get(found) or next(
        (v for v in _VERBS if found in (v + "ed", v + "d", v[:-1] + "ied", _DOUBLING.get(v, v) + "ed")), found
    )
    return _with_tail(verb, text[word.end() : word.end() + 80]), "preamble"


def _with_tail(lemma: str, rest: str) -> str:
    tails = _TAILS.get(lemma)
    if not tails:
        return lemma
    skipped = _PHRASE.match(rest.lstrip())
    after = rest.lstrip()[skipped.end() if skipped else 0 :]
    for tail, name in tails.items():
        if after.startswith(tail) and not after[len(tail) :].removeprefix("s")[:1].isalpha():
            return f"{lemma}-{name}" if name else lemma
    return lemma
