"""The words by which the grammar of actors knows its way: what names somebody, what stands before, what ends it."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words left out before a name: "all Member States", "its Executive Directorate", "requesting States".
DETERMINERS = _words(
    """the a an all any each every both its their his her our other others those these such this that requesting said
    various several many more most some either neither another respective following same aforementioned one two"""
)
#: Those of them that stay where they stand directly before the name: "both parties".
KEPT = frozenset(("both", "each", "every", "any"))
#: Heads of phrases that name somebody, in lower case.
HEADS = _words(
    """state states country countries government governments authority authorities organization organizations
    organisation organisations entity entities agency agencies body bodies fund funds programme programmes program
    programs institution institutions stakeholder stakeholders partner partners party parties donor donors recipient
    recipients actor actors office offices mechanism mechanisms arrangement arrangements centre centres center
    centers department departments ministry ministries committee committees commission commissions council councils
    group groups rapporteur rapporteurs expert experts holder holders procedures representative representatives envoy
    envoys coordinator coordinators chair chairs chairperson chairpersons president presidents member members mission
    missions operation operations team teams secretariat secretariats community communities society societies sector
    sectors academia industry industries company companies business businesses enterprise enterprises corporation
    corporations firm firms provider providers platforms operator operators carrier carriers bank banks foundation
    foundations association associations union unions network networks institute institutes university universities
    school schools tank tanks parliament parliaments parliamentarian parliamentarians legislator legislators
    lawmakers legislatures judge judges prosecutor prosecutors practitioner practitioners official officials officer
    officers personnel staff force forces police military peacekeepers contingents troops women woman girls men boys
    youth people peoples persons person individuals children child adolescents victims survivors families witnesses
    civilians refugees migrants workers journalists media leaders leader citizens population populations residents
    nationals beneficiaries professionals educators teachers defenders neighbours jurisdictions regions region side
    sides signatories creditors debtors powers power system systems organs organ regulators manufacturers exporters
    importers airlines shipowners counterparts delegations participants facilitators co-facilitators co-chairs
    focal-points players advocates influencers forum forums regime units unit division divisions section sections
    tribunal tribunals court courts directorate directors director head heads administrators administrator executives
    mediators mediator ambassadors economies observers ngos everyone libraries faiths religions panel panels cluster
    clusters commissioners presidency subcommittee bureau conference conferences board boards investigators
    businesspeople philanthropies philanthropists scientists academics researchers consumers employers employees
    farmers cooperatives municipalities cities territories camps prisoners detainees returnees minorities smes
    task-forces trustees components component contributors contributing-countries owners masters interlocutors
    faith-leaders elders clerics specialists inspectors controllers customs academies offenders
    suspects fighters movement movements settlers parts branch branches"""
)
#: Plural words that stand before a head as readily as after: "arms exporters", "communications companies".
PLURAL_MODIFIERS = _words(
    """arms rights sanctions drugs customs communications services sports operations affairs women’s children’s defence
    funds States savings programmes members headquarters relations"""
)
#: Lower-case words that may stand between a name and a head: "United Nations country teams".
MODIFIERS = _words(
    """united nations system country resident humanitarian development field peacekeeping peace political special
    specialized regional subregional international national local global relevant competent senior human rights
    treaty subsidiary expert member donor host law enforcement intelligence security border customs judicial civil
    private public financial academic religious community youth women women’s civilian military police uniformed
    governing executive main working technical electoral legislative diplomatic consular mandate advisory focal point
    points whole-of-system operational coastal transit troop- troop-contributing troop police-contributing
    contributing donor-funded training research think missions mission"""
)
#: Adjectives that alone never name anybody.
ADJECTIVES = _words(
    """international regional subregional sub-regional national local bilateral multilateral governmental
    intergovernmental non-governmental nongovernmental global relevant competent public private humanitarian
    financial political civil religious military academic appropriate interested concerned affected participating
    specialized interregional subnational cross-regional federal domestic traditional social cultural economic
    technical judicial key existing new potential other developing developed united different sub-national provincial
    municipal legislative executive commercial professional vulnerable least landlocked small neighbouring
    responsible host donor troop- police- women- youth- locally-focused business- young older many independent
    special thematic"""
)
ADJECTIVE_ENDINGS = (
    "al",
    "ive",
    "ous",
    "ary",
    "ic",
    "-led",
    "-based",
    "-related",
    "-focused",
    "-owned",
    "able",
    "ible",
)
#: Words that end a name wherever they stand.
STOPS = _words(
    """in on with by from through under within at during into as via against towards toward upon regarding concerning
    without after before since while whilst so if unless because than per until till throughout across among amongst
    between beyond over above below for to that which who whose whom where when wherever whenever including inter not
    also shall should will would may might must can could is are was were be been being has have had having do does
    did particularly especially notably namely such therefore thereby thereof thereon respectively accordingly
    continue continues ensure ensures who’s it they them he she we i you him us there here in-depth alike pursuant
    according together along jointly subject consistent ahead further fully actively immediately urgently promptly
    but nor yet only even too again then once thereto"""
)
#: Nouns of doing and having: phrases they head name what is done, not who does it.
ABSTRACT = _words(
    """efforts effort activities activity initiatives initiative work cooperation continuation participation use access
    support steps progress action actions measures dialogue engagement involvement contributions contribution
    exchange exchanges consultations consultation coordination collaboration adoption development establishment
    convening strengthening promotion implementation completion release cessation end return respect contacts
    discussions discussion negotiations talks restraint attention assistance research studies study proposals plans
    plan reports report visits visit meetings meeting information interaction readiness willingness commitment role
    conclusion inclusion sharing holding ratification ratifications accession accessions universalization compliance
    adherence deployment investment investments funding resources financing partnerships partnership reform reforms
    process processes policies policy strategies strategy programmes-of training capacity-building outcome approach
    approaches practices practice ways means entry creation accountability protection provision solutions solution
    consideration follow-up updates update mobilization delivery transparency unity allocation presence coherence
    synergies synergy links linkages alignment review reviews peace security observance priority order view
    restrictions commitments ownership possibility opportunity focus endeavours endeavour publication
    translation dissemination transfer settlement ceasefire elections election lifting removal elimination reduction"""
)
#: Other nouns that end a phrase and name nobody.
NOUNS = _words(
    """conflict conflicts crisis agreement agreements convention conventions treaty treaties report reports reporting
    resolution resolutions measures measure list issue issues matter question item items mandate mandates present
    terrorism world globe area areas field fields level levels budget session sessions recommendations provisions
    decision decisions requirements requirement situation progress case cases date need needs importance"""
)
#: Sets that are asked together.
NAMING = ADJECTIVES | HEADS
BEFORE_HEADS = HEADS | MODIFIERS
HEADS_AND_DETERMINERS = HEADS | DETERMINERS
NO_NOUNS = STOPS | DETERMINERS | {"of", ","}
NO_BARE_NOUNS = NAMING | STOPS | DETERMINERS
#: Adjectives of what is done, not of who does it: "closer cooperation", "continued efforts".
EVENTFUL = _words(
    """continued continuing continuous greater closer close enhanced increased increasing strengthened improved full
    early prompt immediate urgent active effective wider broader swift timely rapid sustained renewed universal
    further more strong stronger better constructive additional concrete voluntary joint mutual safe unhindered
    unimpeded significant comprehensive peaceful genuine credible"""
)
ABSTRACT_ENDINGS = (
    "tion",
    "tions",
    "sion",
    "sions",
    "ment",
    "ments",
    "ance",
    "ence",
    "ity",
    "ship",
    "ness",
    "ism",
    "ing",
    "ings",
)
#: Capitalised words that head names of texts, days and places, not of anybody.
NOT_ACTORS = _words(
    """strategy convention conventions protocol protocols agreement agreements charter declaration plan agenda goals
    goal principles rules day year decade framework statute treaty treaties covenant resolution resolutions annex
    compact list lists roadmap memorandum article accord accords communiqué pact guidelines guide code
    recommendations programme-of-action fund trust january february march april may june july august september
    october november december headquarters"""
)
#: Heads whose mandate follows in lower case: "Special Rapporteur on the promotion and protection of …".
MANDATED = _words("rapporteur rapporteurs expert experts envoy adviser representative representatives forum")
#: Words that bring examples of those named before.
INCLUDING = _words("including particularly especially notably namely")
#: Participles that say which States or persons are meant: "designating States", not a verb with its object.
PARTICIPLES = _words(
    """developing neighbouring neighboring participating implementing receiving designating requesting contributing
    reporting sponsoring sending hosting detaining cooperating sanctioning acceding remaining executing financing
    listing petitioning nominating prosecuting governing monitoring supervising emerging existing leading operating
    incoming outgoing standing working managing founding coordinating lending funding training"""
)
#: What stands before "of" and only says how much of somebody: "the entirety of the United Nations system".
PARTITIVES = _words("entirety whole totality majority millions thousands hundreds rest remainder number")
#: After an actor: those of them whom the matter touches.
TOUCHED = _words("concerned involved")
#: Bare plurals that share what stands before or after them: "United Nations agencies, funds and programmes".
SHARING = _words(
    """agencies funds programmes programs organizations organisations bodies entities institutions arrangements
    mechanisms commissions committees offices missions departments organs conferences centres teams forums
    secretariats operations initiatives networks associations groupings federations"""
)
