"""By which words somebody is helped: frames of help, made of classes of verbs and nouns, and whom each may help."""

from __future__ import annotations

import re

from graph_build.directive_sieve import Sieve, sieve


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What is given where somebody is helped.
HELP = (
    r"(?:technical assistance|legislative assistance|assistance|support|training|capacity[- ]building|aid|advice|"
    r"advisory services|guidance|help|expertise|resources|services|protection|funding|relief|warning|facilities|"
    r"cooperation|capacity[- ]development|technology transfer|mentoring|financing|redress|reparations?|care|"
    r"rehabilitation|remed(?:y|ies)|tools|means|equipment|opportunities|justice|compensation|counselling|subsidies)"
)
#: One of these stands in every word of help.
_HELPS = (
    "assistance|support|training|capacity|aid|advice|advisory services|guidance|help|expertise|resources|services|"
    "protection|funding|relief|warning|facilities|cooperation|technology transfer|mentoring|financing|redress|"
    "reparation|care|rehabilitation|remed|tools|means|equipment|opportunities|justice|compensation|counselling|"
    "subsidies"
)
_GIVES = "provid|offer|render|extend|deliver|furnish|grant|suppl|afford|equip|giv|lend|channel"
GIVE = r"(?:provid|offer|render|extend|deliver|furnish|grant|supply|suppl|afford|equip|giv|lend|channel)\w*"
#: Between what is given and "to": asides and words of the kind "in that regard", "to that end", "and training".
_ON_THE_WAY = (
    r"(?: (?:as|where|when|if) (?:appropriate|necessary|needed|applicable|requested))?"
    r"(?:,? in response to (?:[\w-]+ ){0,3}requests?)?"
    r"(?:,? (?:and|or|as well as|including|in particular|of all kinds|in all its forms)(?: [\w-]+){1,4}?"
    r"|, (?:up)?on (?:their )?request,?|,? where \w+,?|, (?:as|when|where|within|in|including|subject)[^,;]{2,70},|"
    r" in (?:this|that) (?:regard|respect)| to (?:this|that|those|these) (?:end|effect|ends)|(?: [\w-]+){1,3}?)??"
)
#: Verbs of doing something about what somebody needs.
_MEET = (
    r"(?:address(?:es|ing)?|meet(?:s|ing)?|serv(?:e|es|ing)|fulfil(?:s|ling)?|accommodat(?:e|es|ing)|"
    r"respond(?:s|ing)?(?: \w+ly)? to|responses? to|cater(?:s|ing)? (?:to|for)|attend(?:s|ing)? to)"
)
_RIGHTS = r"(?:rights|needs|interests|dignity|lives|safety|security|privacy|well-being|freedoms?)"

FRAMES: tuple[tuple[str, Sieve], ...] = (
    (
        "provide somebody with help",
        sieve(
            f" with&{_HELPS}",
            rf"\b(?P<give>{GIVE}),?(?: upon request,)? "
            rf"(?=(?P<with>[^;:.]{{3,160}}?) with\b(?:[\w ,-]{{0,60}}?){HELP})",
            begins=_GIVES,
        ),
    ),
    (
        "provide to somebody help",
        sieve(
            _HELPS,
            rf"\b(?:{GIVE}|(?:provision|delivery|extension|granting)),?(?: upon request,)? to "
            rf"(?=[^;:.]{{3,160}}?{HELP})",
            begins=f"{_GIVES}|provision|extension",
        ),
    ),
    (
        "give somebody help",
        sieve(
            "afford|grant|offer|giv|provid|lend|accord",
            rf"\b(?:afford|grant|offer|giv|provid|lend|accord)(?:e|es|ing|s)? (?=(?:(?:the|all|any|other|those|its) )?"
            rf"(?:[A-Z]|\w+ [A-Za-z]*(?:s|ren|en)\b)[^;:.,]{{3,120}}? {HELP})",
            begins="afford|grant|offer|giv|provid|lend|accord",
        ),
    ),
    (
        "access for somebody",
        sieve("access to ", rf"\b{GIVE}(?: [\w-]+,?){{0,4}}? access to (?=[^,;:.]{{3,120}}? to )", begins=_GIVES),
    ),
    (
        "help to somebody",
        sieve(
            f"access|{_HELPS}",
            rf"\b(?:(?P<help>{HELP}){_ON_THE_WAY} (?:to|for(?! the)|for the benefit of)|"
            r"access(?: to [\w-]+)? for|(?:support|assistance|resources) (?:necessary|needed|required) for(?= the )|"
            r"(?:assistance|support|aid|training|protection|relief|care) for(?= the )) (?!the (?:issue|need)\b|"
            r"th(?:is|at|ose|ese) (?:ends?|effect|purpose)\b)",
            begins=f"access|technical assistance|legislative assistance|{_HELPS}",
        ),
    ),
    (
        "help that enables somebody",
        sieve(
            " to enable | to allow ",
            rf"\b{HELP}(?: [\w-]+){{0,3}}? (?:in order |so as )?to (?:enable|allow) (?!it\b|them\b|him\b|her\b)",
            begins=f"technical assistance|legislative assistance|{_HELPS}",
        ),
    ),
    (
        "assist somebody",
        sieve(
            "assist|support|help|aid|serv|advis|benefit",
            r"\b(?:(?:to|and|by|or|,|in|for|further|actively|also|better|fully|of|that|continue|technically) )"
            r"(?:assist(?:s|ing)?|support(?:s|ing)?|help(?:s|ing)?|aid(?:s|ing)?|serv(?:e|es|ing)|advis(?:e|es|"
            r"ing)|benefit(?:ing|s)?),? "
            r"(?:(?<=, )[^,;]{3,60}, |further )?",
            begins="|".join(
                f"{before} {verb}"
                for before in "to and by or , in for further actively also better fully of that continue "
                "technically".split()
                for verb in "assist support help aid serv advis benefit".split()
            ),
        ),
    ),
    (
        "capacity of somebody",
        sieve(
            "apacit|apabilit|bilit|kills|reparedness|esilience",
            r"\b(?:capacit(?:y|ies)|capabilit(?:y|ies)|capacity[- ]building(?: activities)?|ability|abilities|"
            r"skills|preparedness|resilience) "
            r"(?:and \w+ )?(?:of|for|in) ",
            begins="capacit|capabilit|ability|abilities|skills|preparedness|resilience",
        ),
    ),
    (
        "somebody's capacity",
        sieve(
            "’s|s’|'s|s'",
            r"\b(?:strengthen|enhanc|build|develop|improv|increas|reinforc|support|bolster|rais)(?:e|es|ing|s)? "
            r"(?=[^,;.]{3,80}?(?:[’']s|s[’']) (?:[\w-]+ (?:and )?){0,4}?(?:capacit|capabilit|abilit))",
            begins="strengthen|enhanc|build|develop|improv|increas|reinforc|support|bolster|rais",
        ),
    ),
    (
        "protect somebody",
        sieve(
            "protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|deradicali|compensat|rescu|evacuat|"
            "resettl",
            r"\b(?:protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|prosecute and rehabilitat|"
            r"deradicali[sz]|compensat|rescu|evacuat|resettl)"
            r"(?:e|es|ing|s)?(?:,? and \w+)?(?:,? as appropriate,?)? "
            rf"(?:the (?:[\w-]+ ){{0,3}}?{_RIGHTS}"
            rf"(?: and (?:\w+ )?{_RIGHTS})? of )?",
            begins="protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|prosecute and|deradicali|"
            "compensat|rescu|evacuat|resettl",
        ),
    ),
    (
        "needs of somebody",
        sieve(
            "eeds of|oncerns of|nterests of|emands of|light of",
            rf"\b{_MEET},? (?:and \w+ )?(?:the |any )?(?:[\w-]+,? (?:and )?){{0,5}}?"
            r"(?:needs|concerns|interests|demands|plight) of ",
            begins="address|meet|serv|fulfil|accommodat|respon|cater|attend",
        ),
    ),
    ("for the benefit of somebody", sieve("benefit of", r"\bfor the benefit of ")),
    (
        "give something to somebody",
        sieve(
            "provid|offer|render|deliver|furnish|suppl|afford",
            r"\b(?:provid|offer|render|deliver|furnish|suppl|afford)(?:e|es|ing|y|ying|ies|s)? "
            r"[^,;:.]{3,90}? to (?=(?:the |all |those |any |such |affected )*[a-z])",
            begins="provid|offer|render|deliver|furnish|suppl|afford",
        ),
    ),
    (
        "directed to somebody",
        sieve("directed to|hannel|reach", r"\b(?:is|are|be|being) (?:directed|channel+ed) to |\breach(?:es|ing)? "),
    ),
    ("on behalf of somebody", sieve("in support of", r"\bin support of (?:the )?(?:efforts|work|activities) of ")),
    (
        "contributions to somebody",
        sieve(
            "contributions|resources|funding|donations|support",
            r"\b(?:contributions|resources|funding|donations|support) (?:\w+ )?to ",
            begins="contributions|resources|funding|donations|support",
        ),
    ),
)
#: Frames that speak of more than help: only people are helped by them.
OF_PEOPLE = frozenset(
    ("protect somebody", "directed to somebody", "give something to somebody", "for the benefit of somebody")
)
#: After those to whom something is given: what is given, "to Member States, upon request, technical assistance".
GIVEN = re.compile(
    r"(?:,? (?:up)?on (?:their )?request,?|, [^,;]{3,50},)?(?: of| with)?(?: the| such)?"
    rf"(?: [\w-]+(?:,| and)?){{0,6}}? {HELP}"
)
#: Before such words: what shall not be done.
FORBIDDEN = re.compile(
    r"\b(?:refrain\w*|prevent\w*|prohibit\w*|ceas\w+|desist\w*|den(?:y|ies|ying)|suppress\w*|criminali[sz]\w*)\b"
    r"(?:(?!\b(?:and|to|by|through|including|while)\b)[^;,])*$"
)
#: Before such words: a report speaks of them.
REPORTED = sieve(
    "report|brief|inform",
    r"\b(?:to|and|further|annually|orally) (?:report|brief|inform)\b[^;]{0,120}? (?:on|about|of)\b"
    r"(?:(?!,(?: and)? (?:to|by|in|as)\b| and to |;).)*\Z",
)
#: The words with one of which each of those that forbid or keep in mind begins.
SET_APART = re.compile(r"refrain|prevent|prohibit|ceas|desist|den[yi]|suppress|criminali|taking|bearing|mindful|regard")
#: Before "capacity of": it is used, not built.
USED = re.compile(r"\b(?:us(?:e|es|ing)|utili[sz]\w+|draw\w* (?:up)?on|leverag\w+|rel(?:y|ying) on) [^,;]{0,40}$")
ON_REQUEST_OF = sieve("request", r"\b(?:upon(?: the)?|at the) request (?:by|of|from) ")
SOME_HELP = re.compile(HELP)
#: Things done by somebody: "support the efforts of Member States" helps Member States.
DOINGS = _words(
    """efforts effort work activities initiatives action actions capacity capacities needs endeavours programmes
    strategies endeavour capabilities priorities plans reforms authorities institutions task tasks mandate"""
)
SCOPE = re.compile(
    r"\b(?:including(?: within| in)\b(?! particular)|in view of|in the (?:delivery|provision|context) of|"
    r"recommendations? made)"
)
#: What sets a second help apart from the purpose of the first.
NEXT = re.compile(
    r"(?:, (?:and|as well as)|;|\band) (?:to\b|by\b|for\b|(?:\w+ )?(?:assistance|support|training)\b)|, to \w+|;"
)
#: What those who are given something shall give in turn.
IN_TURN = re.compile(r" to (?:provid|deliver|offer|render|extend|suppl)\w*\b")
PEOPLE = _words(
    """children youth women girls men boys victims people persons witnesses civilians survivors refugees families
    individuals migrants defenders journalists populations population communities actors organizations minorities
    peoples groups adolescents returnees workers leaders educators teachers those households pupils students farmers
    prisoners detainees hostages residents citizens personnel"""
)
#: Those of them who may be helped where nothing is said of help but that something is given.
PERSONS = PEOPLE - _words("actors organizations groups leaders personnel")
NOT_HELPED = _words(
    """fund funds strategy committee mechanism mechanisms system systems programme programmes programs arrangements
    operation operations regime network networks platforms police military forum forums account
    process measures parts"""
)
#: Bodies among them where a capital letter makes them one.
BODIES = _words("committee mechanism forum network")
#: Capitalised places that are helped as a whole.
PLACES = _words("africa")
#: What somebody gets: "that victims have access to support", "for monitors to be granted access".
GETS = (
    sieve(
        "access|receive|to be ",
        rf"\b(?:have|has|gain|obtain|enjoy|are given)(?: \w+){{0,4}}? access to\b[^,;]{{0,80}}?\b{HELP}\b"
        rf"|\breceives?(?: [\w-]+,?){{0,6}}? {HELP}\b"
        rf"|\bto be (?:granted|given|afforded|allowed|provided)(?: [\w-]+){{0,4}}? (?:access|{HELP})\b",
    ),
    sieve(
        " provided| given| granted| offered| afforded",
        r"\b(?:are|is|be)(?: \w+ly)? (?:provided|given|granted|offered|afforded)(?: with)?"
        rf"(?: [\w-]+,?){{0,4}}? {HELP}\b",
    ),
    sieve("have|has", r"\b(?:have|has)(?: the)?(?: \w+){0,3}? (?:resources|means|support|assistance)\b"),
)
THEM = sieve(" them", rf"\b(?:assist|support|help|aid)(?:ing)? them\b|\b{GIVE} them with\b")
ANYBODY = _words("region regions persons individuals people entities members person groups")
#: After "people" or "persons": who they are, so that they are no longer anybody.
IN_NEED = _words("affected in living displaced fleeing facing suffering deprived at experiencing")
REQUESTERS = _words("states state countries country governments government authorities")
