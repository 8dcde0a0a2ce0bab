"""One resolution of our own in every format: as text, HTML, Akoma Ntoso of the United Nations, DOCX, PDF."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from paragraph_specimens import Print, docx, paragraph


class Block(NamedTuple):
    """A block of the specimen: what it is, its label, its words; ¹ calls the note."""

    kind: str  # front, organ, title, formula, recital, op, letter, roman, back, annex, heading, rule
    label: str
    text: str


BLOCKS = (
    *(
        Block("front", "", text)
        for text in (
            "United Nations",
            "A/RES/99/901",
            "General Assembly",
            "Distr.: General",
            "3 March 2045",
            "Ninety-ninth session",
            "Agenda item 12 (b)",
            "Resolution adopted by the General Assembly on 2 March 2045",
            "[on the report of the Third Committee (A/99/777, para. 8)]",
        )
    ),
    Block("title", "99/901.", "Lighthouses and the safety of harbours"),
    Block("formula", "", "The General Assembly,"),
    Block("recital", "", "Recalling its resolution 60/288 of 8 September 2006,¹ and resolution 1373 (2001),"),
    Block("recital", "", "Convinced that counter-terrorism patrols need support,"),
    Block("op", "1.", "Requests the Secretary-General to report on lighthouses by 1 May 2046;"),
    Block("op", "2.", "Urges Member States, upon request:"),
    Block("letter", "(a)", "To train keepers, in particular:"),
    Block("roman", "(i)", "Keepers of lamps;"),
    Block("roman", "(ii)", "Keepers of bells;"),
    Block("letter", "(b)", "To exchange information with the Counter-Terrorism Committee;"),
    Block("op", "3.", "Decides to remain seized of the matter."),
    Block("back", "", "57th plenary meeting"),
    Block("back", "", "2 March 2045"),
    Block("annex", "", "Annex"),
    Block("heading", "", "Rules for keepers"),
    Block("rule", "1.", "Keepers shall light the lamps at dusk."),
    Block("rule", "2.", "Keepers shall report to the Secretary-General."),
)
NOTE = "See A/60/825, annex."


def text() -> bytes:
    lines = [f"{block.label} {block.text}".strip() for block in BLOCKS]
    return ("\n\n".join((*lines, f"¹ {NOTE}")) + "\n").encode()


# ---------------------------------------------------------------- HTML


def html() -> bytes:
    """A page as word processors save it: the mast-head a table, paragraphs numbered by lists and by hand."""
    front = [escape(block.text) for block in BLOCKS if block.kind == "front"]
    rows = "".join(f"<tr><td>{one}</td></tr>" for one in front[:5])
    parts = [f"<table>{rows}</table>", *(f"<p>{one}</p>" for one in front[5:])]
    for block in BLOCKS[len(front) :]:
        words = escape(block.text).replace("¹", "<sup>1</sup>")
        tag = "h1" if block.kind in ("title", "annex", "heading") else "p"
        parts.append(f"<{tag}>{block.label} {words}</{tag}>")
    notes = f"<hr><p><sup>1</sup> {NOTE}</p>"
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{''.join(parts)}{notes}</body></html>".encode()


# ---------------------------------------------------------------- Akoma Ntoso


def akn(*, collected: bool, called: bool) -> bytes:
    """AKN4UN: the resolution by itself, or in the collection that a publication is; notes in place or called."""
    front = [escape(block.text) for block in BLOCKS if block.kind == "front"]
    head = "".join(f"<p>{one}</p>" for one in front)
    title = next(block for block in BLOCKS if block.kind == "title")
    own = f"<p><docNumber>{title.label.rstrip('.')}</docNumber>. <docTitle>{title.text}</docTitle></p>"
    note = f'<notes source="#un"><note eId="ftn1"><p>{NOTE}</p></note></notes>' if called else ""
    inside = "" if collected else f'<container name="masthead">{head}</container>'
    statement = (
        f'<statement name="resolution"><meta><identification source="#un"/>{note}</meta>'
        f"<preface>{inside}{own}</preface>{_preamble(called)}<mainBody>{_paragraphs('op')}</mainBody>"
        f"<conclusions><p><event>57th plenary meeting</event></p><p><date>2 March 2045</date></p></conclusions>"
        f'<attachments><attachment eId="annex_1"><doc name="rules"><meta/><preface><p><docType>Annex</docType> '
        f"<docTitle>Rules for keepers</docTitle></p></preface><mainBody>{_paragraphs('rule')}</mainBody></doc>"
        "</attachment></attachments></statement>"
    )
    if collected:
        statement = (
            f'<documentCollection name="publicationResolution"><meta/><preface>{head}</preface><collectionBody>'
            '<component eId="part_1"><documentRef src="#comp_1" showAs="Resolution"/></component></collectionBody>'
            f'<components><component eId="comp_1">{statement}</component></components></documentCollection>'
        )
    space = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso {space}>{statement}</akomaNtoso>'.encode()


def _preamble(called: bool) -> str:
    note = (
        '<sup><noteRef href="#ftn1" marker="1"/></sup>'
        if called
        else f'<sup><authorialNote eId="ftn1" marker="1" placement="bottom"><p>{NOTE}</p></authorialNote></sup>'
    )
    first, second = (block.text.replace("¹", note) for block in BLOCKS if block.kind == "recital")
    formula = '<formula name="enactingAuthority"><p>The General Assembly,</p></formula>'
    return (
        f'<preamble>{formula}<container name="preamble"><block name="preamble">{first}</block>'
        f'<crossHeading refersTo="#preamble">{second}</crossHeading></container></preamble>'
    )


def _paragraphs(kind: str) -> str:
    """The numbered paragraphs of this kind, with the points below them."""
    depth = {kind: 0, "letter": 1, "roman": 2}
    blocks = [block for block in BLOCKS if block.kind in depth and (kind == "op" or block.kind == kind)]
    out, opened = "", -1
    for index, block in enumerate(blocks):
        level = depth[block.kind]
        for deeper in range(opened, level - 1, -1):
            out += "</paragraph>" if deeper == 0 else "</point></list>" if deeper > level else "</point>"
        below = index + 1 < len(blocks) and depth[blocks[index + 1].kind] > level
        if level > opened and level > 0:
            out = out.replace("@", "<list><intro><p>").replace("~", "</p></intro>")
        out += ("<paragraph>" if level == 0 else "<point>") + f"<num>{block.label}</num>"
        out += f"@{block.text}~" if below else f"<content><p>{block.text}</p></content>"
        opened = level
    for deeper in range(opened, -1, -1):
        out += "</paragraph>" if deeper == 0 else "</point></list>"
    return out


# ---------------------------------------------------------------- DOCX

_LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
_NUMBERING = (
    '<w:root><w:abstractNum w:abstractNumId="3">'
    + _LEVEL.format(0, "decimal", "%1.")
    + _LEVEL.format(1, "lowerLetter", "(%2)")
    + _LEVEL.format(2, "lowerRoman", "(%3)")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num></w:numbering>"
)
_STYLES = (
    '<w:root><w:style w:styleId="Op"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="OpLetter"><w:basedOn w:val="Op"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
    "</w:style>"
    "</w:styles>"
)
_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">'
    '<w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>'
    "</mc:Fallback></mc:AlternateContent>"
)


def word() -> bytes:
    """As the templates make it: a mast-head in a table, numbers by style and by list, a footnote, a text box with the
    organ, and changes that were tracked: words put in and taken out, and the end of a paragraph taken out."""
    front = [block.text for block in BLOCKS if block.kind == "front"]
    cells = "".join(f"<w:tr><w:tc>{paragraph(words)}</w:tc></w:tr>" for words in front[:2])
    boxed = f"<w:p><w:r>{_BOX.format(paragraph(front[2]))}</w:r></w:p>"
    body = f"<w:tbl>{cells}</w:tbl>{boxed}" + "".join(map(paragraph, front[3:]))
    for block in BLOCKS[len(front) :]:
        body += _word_block(block)
    notes = f'<w:root><w:footnote w:id="4">{paragraph(NOTE)}</w:footnote></w:footnotes>'
    return docx(body, numbering=_NUMBERING, styles=_STYLES, footnotes=notes)


def _word_block(block: Block) -> str:
    if block.kind == "op":
        return paragraph(block.text, '<w:pStyle w:val="Op"/>')
    if block.kind == "letter":
        return paragraph(block.text, '<w:pStyle w:val="OpLetter"/>')
    if block.kind == "roman":
        return paragraph(block.text, '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr>')
    if block.kind == "rule":
        return paragraph(block.text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>')
    if "¹" in block.text:
        before, after = block.text.split("¹")
        called = '<w:r><w:footnoteReference w:id="4"/></w:r>'
        rest = f'<w:ins w:id="1"><w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:ins>'
        gone = '<w:del w:id="2"><w:r><w:delText>and bells,</w:delText></w:r></w:del>'
        return paragraph(before).replace("</w:p>", f"{called}{gone}{rest}</w:p>")
    if block.kind == "recital":
        begun, _, rest = block.text.partition(" need ")
        return paragraph(begun, '<w:rPr><w:del w:id="3"/></w:rPr>') + paragraph(f" need {rest}")
    style = '<w:pStyle w:val="H1"/>' if block.kind in ("title", "annex", "heading") else ""
    return paragraph(f"{block.label} {block.text}".strip(), style)


# ---------------------------------------------------------------- PDF


def pdf() -> bytes:
    """Two pages of print: a mast-head, numbered paragraphs, a raised call, the note below a rule."""
    page, base = Print(), 740.0
    for block in BLOCKS:
        if block.kind == "annex":
            page.line(100, 110, "__________________", 8)
            page.line(117, 100, "1", 5.5)
            page.line(124, 97, NOTE, 8.5)
            page.turn()
            page.line(60, 756, "A/RES/99/901", 8.5, bold=True)
            base = 716
        _printed(page, block, base)
        base -= 26 if block.kind in ("title", "formula", "annex", "heading") else 20
    page.line(60, 36, "2/2", 8.5)
    return page.pdf()


def _printed(page: Print, block: Block, base: float) -> None:
    left = {"front": 60, "title": 100, "annex": 100, "heading": 100, "letter": 147, "roman": 170}.get(block.kind, 124)
    strong = block.kind in ("title", "annex", "heading")
    words = f"{block.label} {block.text}".strip()
    size = 12 if strong else 10
    before, called, after = words.partition("¹")
    page.line(left, base, before, size, bold=strong)
    if called:
        reach = left + _width(before)
        page.line(reach, base + 4, "1", 6)
        page.line(reach + 4, base, after, size)


def _width(words: str) -> float:
    """The width of words in Helvetica of ten points, from the widths of its letters in thousandths."""
    narrow = {
        **dict.fromkeys("fijlt.,:;/() I", 278),
        **dict.fromkeys("rJ()", 333),
        "m": 833,
        "w": 722,
        "s": 500,
        "c": 500,
    }
    return sum(narrow.get(sign, 667 if sign.isupper() else 556) for sign in words) / 100
