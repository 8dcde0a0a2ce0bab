"""What the thing asked is about: the kinds of assistance and of duty, by the words that name them.

What it is about in the words of a thesaurus is found in topics_concepts.
"""

from __future__ import annotations

import re

from graph_build.directive_sieve import Seen, Sieve, awake, either_case, sieve

#: Local names of the concepts, with the words that name them.
KINDS: tuple[tuple[str, Sieve], ...] = tuple(
    (name, sieve(words, pattern, re.IGNORECASE, begins=either_case(begins)))
    for name, words, begins, pattern in (
        ("training", "rain", "train", r"\btrain(?:ing|ings|ed|s)?\b(?! camps?\b)"),
        (
            "legislative-assistance",
            "egislat|odel law",
            "legislative |model law|model legislation|assist",
            r"\blegislative (?:assistance|incorporation|drafting|support)\b|\bmodel (?:laws?|legislation)\b|"
            r"\bassist\w*[^;]{0,80}\blegislation\b",
        ),
        (
            "technical-assistance",
            "echnical|apacity",
            "technical|capacity",
            r"\btechnical(?:,? (?:and|or|legal|financial|advisory)[\w ]{0,20})? (?:assistance|cooperation|support|"
            r"advice)\b|\bcapacity[- ]building\b",
        ),
        (
            "information-exchange",
            "xchang|har|nformation",
            "exchang|shar|information",
            r"\b(?:exchang|shar)\w* (?:of )?(?:[\w,-]+ ){0,5}?(?:information|intelligence|data|experiences?)\b|"
            r"\binformation[- ](?:sharing|exchange)\b",
        ),
        (
            "border-control",
            "order|ravel doc|assenger",
            "border|travel document|passenger",
            r"\bborder (?:controls?|security|management|screening|guards?|cooperation)\b|\bborders\b|"
            r"\btravel documents?\b|\bpassenger\b",
        ),
        (
            "criminalization",
            "riminal|rosecut|rohibit|justice",
            "criminal|prosecut|prohibit by|brought to",
            r"\bcriminali[sz]\w*\b|\bcriminal offen[cs]es?\b|\bprosecut\w+\b|\bprohibit by law\b|"
            r"\bbrought to justice\b",
        ),
        (
            "asset-freezing",
            "reez|inancing|errorist",
            "freez|asset|terrorist|financing",
            r"\bfreez(?:e|es|ing)\b|\basset[- ]freez\w*\b|\bassets freeze\b|\bterrorist (?:financing|assets)\b|"
            r"\bfinancing of terrorism\b",
        ),
        ("reporting", "eport|rief", "report|brief", r"\breport(?:s|ing)?\b|\bbrief(?:s|ing|ings)?\b"),
        (
            "ratification",
            "party|parties|atif|ccession|cced",
            "becom|ratif|accession|acced",
            r"\bbecom(?:e|ing) (?:a )?part(?:y|ies)\b|\bratif\w+\b|\baccession\b|\bacced\w+\b",
        ),
    )
)


def kinds(text: str, start: int, end: int, seen: Seen | None = None) -> list[tuple[str, int, int]]:
    """The kinds named in `text[start:end]`, each once, with the place of its first words; `seen` as sieves take it."""
    hits = ((name, pattern.search(text, start, end, seen)) for name, pattern in awake(KINDS, seen))
    return [(name, found.start(), found.end()) for name, found in hits if found]
