"""Names in Akoma Ntoso: of works, of what they refer to, and of the parts of a document."""

from __future__ import annotations

import re
from datetime import date

from graph_build.namespaces import ID

#: Kinds of instruments that are statements of an organ; what else there is, is a doc.
DELIBERATIONS = {
    "Resolution": "resolution",
    "DraftResolution": "resolutionDraft",
    "Decision": "decision",
    "DraftDecision": "decisionDraft",
    "PresidentialStatement": "presidentialStatement",
}
#: Organs whose names are settled in the naming of the United Nations; others go by their id in the registers.
ACTORS = {"general-assembly": "unga", "security-council": "unsc"}
LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
#: By the first segment of an IRI: the element that marks a name in the text, the entry of the references, its path.
KINDS = {
    "body": ("organization", "TLCOrganization", "organization"),
    "office": ("role", "TLCRole", "role"),
    "state": ("location", "TLCLocation", "location"),
    "group": ("concept", "TLCConcept", "concept"),
    "event": ("event", "TLCEvent", "event"),
}
_ID = re.compile(r"(?:(?P<prefix>draft|[a-z])-)?(?P<part>front|title|pp|op|annex|fn|heading|back)-(?P<rest>[0-9a-z-]+)")
_ROMAN = re.compile(r"[ivxl]+")
#: Names of what lies deeper and deeper in a numbered paragraph.
_DEEPER = ("para", "subpara", "point", "indent")


def work(symbol: str, kind: str, organ: str | None, day: date | None, year: int | None) -> str:
    """The name of a work after the pattern of the United Nations, where the graph has none of its own.

    Organs other than the Assembly and the Security Council go by their id in the registers, numbers by the symbol.
    """
    type_ = "statement/deliberation" if kind in DELIBERATIONS else f"doc/{kind[:1].lower()}{kind[1:]}"
    actor = ACTORS.get(organ or "", organ or "un")
    when = day.isoformat() if day else str(year or "0001")
    number = re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-").lower()
    return f"/akn/un/{type_}/{actor}/{when}/{number}"


def concept(iri: str) -> tuple[str, str, str] | None:
    """The marking element, the entry of the references and the address of an actor or event; None for the rest."""
    segment, _, local = iri.removeprefix(ID).partition("/")
    if segment not in KINDS or "#" in local:
        return None
    element, entry, path = KINDS[segment]
    return element, entry, f"/akn/ontology/{path}/un/{local}"


def eid(paragraph: str) -> str:
    """The eId of a paragraph by its id: op-4-a -> para_4__subpara_a, annex-1-iii-8 -> annex_1__sec_iii__para_8."""
    found = _ID.fullmatch(paragraph)
    if found is None:
        return re.sub(r"[^A-Za-z0-9_]+", "-", paragraph)
    steps = found["rest"].split("-")
    head = [] if found["prefix"] is None else ["draft" if found["prefix"] == "draft" else f"part_{found['prefix']}"]
    if found["part"] == "pp":
        head += ["formula_1"] if steps == ["0"] else ["recs_1", *_numbered(steps, ("rec", "point", "indent"))]
    elif found["part"] == "annex":
        head += [f"annex_{steps[0]}", *_sections(steps[1:])]
    elif found["part"] == "op":
        head += _sections(steps)
    else:
        head += [f"{found['part']}_{found['rest']}"]
    return "__".join(head)


def _sections(steps: list[str]) -> list[str]:
    """Paragraphs of a section that numbers them anew begin with the section's numeral."""
    if len(steps) > 1 and _ROMAN.fullmatch(steps[0]):
        return [f"sec_{steps[0]}", *_numbered(steps[1:], _DEEPER)]
    return _numbered(steps, _DEEPER)


def _numbered(steps: list[str], names: tuple[str, ...]) -> list[str]:
    return [f"{names[min(depth, len(names) - 1)]}_{step}" for depth, step in enumerate(steps)]
