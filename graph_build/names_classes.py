"""What a name that no register knows is by its shape: one of a class of actors, or the name of a thing or an occasion.

Each rule is a turn in which documents name many: an organ of a State, a university, a representative of a State; a
programme of work, an account in trust, a forum that is held.
"""

from __future__ import annotations

import re

from graph_build.names_unknown import KNOWN, STATE

#: The groups of the register that names belong to by their shape.
NATIONAL = "national-authorities"
ACADEMIA = "academia"
REPRESENTATIVES = "permanent-representatives"
PRESIDING = "presiding-officers"
SOCIETY = "civil-society"
STATES = "groups-of-states"
_OF_STATES = (
    "Afghan Albanian Algerian Angolan Argentine Armenian Australian Austrian Azerbaijani Bahraini Bangladeshi Belgian "
    "Beninese Bolivian Brazilian British Bulgarian Burundian Cambodian Cameroonian Canadian Chadian Chilean Chinese "
    "Colombian Comorian Congolese Croatian Cuban Czech Danish Djiboutian Dutch Ecuadorian Egyptian Eritrean Estonian "
    "Ethiopian Fijian Finnish French Gabonese Gambian Georgian German Ghanaian Greek Guatemalan Guyanese Haitian "
    "Honduran Hungarian Icelandic Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese Jordanian "
    "Kazakh Kenyan Korean Kuwaiti Kyrgyz Lao Latvian Lebanese Liberian Libyan Lithuanian Malagasy Malawian Malaysian "
    "Maldivian Malian Maltese Mauritanian Mexican Moldovan Mongolian Moroccan Mozambican Namibian Nepalese Nigerian "
    "Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Peruvian Philippine Polish Portuguese Qatari Romanian "
    "Russian Rwandan Saudi Senegalese Serbian Slovak Slovenian Somali Spanish Sudanese Swedish Swiss Syrian Tajik "
    "Tanzanian Thai Togolese Tunisian Turkish Turkmen Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Yemeni "
    "Zambian Zimbabwean"
).replace(" ", "|")
_ORGAN = (
    "Agency|Authority|Bureau|Central Bank|Commission|Committee|Council|Court|Department|Directorate|Force|Ministry|"
    "Office|Parliament|Tribunal|Unit"
)
#: What no organ of a State has in its name.
_COMMON = re.compile(
    rf"United Nations|International|African Union|European|Inquiry|Fact-Finding|Special|Refugee|Sanctions|Friends"
    rf"|{KNOWN}"
)
_NATIONAL = re.compile(
    r"""
    (?:High[ ]|Independent[ ])?National[ ] | Ministry | Supreme[ ] | Constitutional[ ]Court | Federal[ ]
    | Presiden(?:cy|tial)[ ] | Office[ ]of[ ]the[ ](?:President|Prime[ ]Minister|Attorney[ ]General|Public[ ]Prosecutor)
    | (?:Independent[ ])?(?:High[ ])?Elect(?:oral|ions)[ ]Commission
    | (?:High[ ]|Superior[ ])?Court[ ]of[ ](?:Cassation|Appeals?|First[ ]Instance|Auditors) | Criminal[ ]Court\Z
    | (?:Superior|High)[ ](?:Judicial[ ])?Council\b | Inter-?[Mm]inisterial[ ] | Transitional[ ](?:\w+[ ])?Council
    """,
    re.VERBOSE,
)
_OF_STATE = re.compile(
    rf"""
    (?:(?:South|North)[ ])?(?:{_OF_STATES})[ ](?!Ocean|Sea) [\w \-,]*? \b(?:{_ORGAN})\b
    | [A-Z][\w \-,]*? \b(?:{_ORGAN})\b .* [ ]of[ ](?:the[ ])?{STATE}+\Z
    """,
    re.VERBOSE,
)
_UNIVERSITY = re.compile(r"\bUniversity\b|\b(?:Faculty|School) of [A-Z]|\bAcademy\b")
_REPRESENTATIVE = re.compile(r"(?:Deputy |Acting )?Permanent Representatives?\b")
#: Programmes of work and accounts in trust: those that are bodies stand in the register.
_THING = re.compile(
    r"(?:\bProgram(?:me)?|\b(?:Trust|Endowment|Assistance|Capital|Voluntary|Special|Contributory|Reserve|Scholarship|"
    r"Contingency|Solidarity) Fund)\Z"
)
_GROUP_OF_STATES = re.compile(
    r"""
    Group[ ]of[ ](?:Friends|Supporters) | Like-?[Mm]inded[ ](?:Group|Countries)
    | (?:Group[ ]of[ ])?(?:African|Asian|Asia-Pacific|Latin[ ]American|Eastern[ ]European|Western[ ]European|Arab
    | Least[ ]Developed|Landlocked)\b .* (?:Group|Countries|States)\Z
    """,
    re.VERBOSE,
)
_SOCIETY = re.compile(r"Civil Society [A-Z]")
#: A post that is yet to be filled: "a Special Representative".
_POST = re.compile(
    r"(?:Special |Personal |Joint |Deputy |High |Senior |Independent |United Nations )*"
    r"(?:Representative|Envoy|Coordinator|Adviser|Rapporteur|Commissioner|Expert)\Z"
)
_INDEFINITE = re.compile(r"\ban? (?:new )?\Z", re.I)
_AND_SO_ON = re.compile(r" (?:of|for|on|to|against|in) ")
_ORDINAL = re.compile(r"(?:(?:fir|1)st|second|third|fif?th|\w+(?:th|first|second|third)|\d+(?:st|nd|rd|th)) \Z", re.I)
_OPENED = re.compile(r"(?:conven(?:e|ed|ing)(?: of)?|adopted at|held at|hosting(?: of)?|holding(?: of)?) (?:the )?\Z")
_HELD = re.compile(
    r",? (?:in [A-Z][\w' \-]{2,40},? )?(?:which was |to be |was |were )?(?:held|convened|hosted) |,? \d{4}\b"
)


def group(phrase: str, masked: str) -> str | None:
    """The group to which the bearer of an unknown name belongs by its shape; None where it tells no such thing.

    `masked` is the phrase with the names in it that are known masked.
    """
    if _REPRESENTATIVE.match(phrase):
        return REPRESENTATIVES
    if _GROUP_OF_STATES.match(phrase):
        return STATES
    if _SOCIETY.match(phrase):
        return SOCIETY
    if _UNIVERSITY.search(phrase) and not phrase.startswith("United Nations"):
        return ACADEMIA
    if _NATIONAL.match(phrase):
        return NATIONAL
    return NATIONAL if _OF_STATE.match(masked) and not _COMMON.search(masked) else None


def thing(folded: str, start: int, end: int) -> bool:
    """Whether the unknown name at `start` to `end` is a programme's, an account's or that of a forum that is held."""
    phrase = folded[start:end]
    noun = _AND_SO_ON.split(phrase, maxsplit=1)[0]
    if _THING.search(noun) or _THING.search(phrase):
        return True
    before = folded[max(0, start - 40) : start]
    if not noun.endswith("Forum"):
        return False
    return bool(_ORDINAL.search(before) or _OPENED.search(before) or _HELD.match(folded, end) or _ORDINAL.match(phrase))


def vacant(folded: str, start: int, end: int) -> bool:
    """Whether the unknown name is that of a post that the document only speaks of: "headed by a Special Adviser"."""
    return bool(_POST.match(folded, start, end) and _INDEFINITE.search(folded, max(0, start - 8), start))
