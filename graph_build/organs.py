"""Organs that adopt or recommend, by the names that formulas and headings give them, with their register ids."""

from __future__ import annotations

import re

IDS = {
    "general assembly": "general-assembly",
    "security council": "security-council",
    "economic and social council": "ecosoc",
    "human rights council": "human-rights-council",
    "trusteeship council": "trusteeship-council",
    "commission on human rights": "commission-on-human-rights",
    "united nations environment assembly": "unea",
    "united nations environment assembly of the united nations environment programme": "unea",
    "united nations habitat assembly": "un-habitat-assembly",
    "commission on crime prevention and criminal justice": "ccpcj",
    "commission on narcotic drugs": "cnd",
    "commission on the status of women": "csw",
    "commission for social development": "csocd",
    "commission on population and development": "cpd",
    "commission on science and technology for development": "cstd",
    "committee of experts on public administration": "cepa",
    "committee of experts on global geospatial information management": "un-ggim",
    "special political and decolonization committee": "fourth-committee",
    "special political and decolonization committee (fourth committee)": "fourth-committee",
    "united nations forum on forests": "unff",
    "economic commission for africa": "eca",
    "economic commission for europe": "ece",
    "economic commission for latin america and the caribbean": "eclac",
    "economic and social commission for asia and the pacific": "escap",
    "economic and social commission for western asia": "escwa",
}


def known(name: str) -> bool:
    """Whether a name is that of an organ listed here."""
    return name.casefold() in IDS


def organ_id(name: str) -> str:
    """The register id of an organ by its printed name; the name in kebab case where it has no everyday acronym."""
    return IDS.get(name.casefold()) or re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
