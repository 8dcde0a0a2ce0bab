"""The passages of a document: its text divided into front matter, title, paragraphs, annexes, notes and headings."""

from __future__ import annotations

from graph_build.blocks import gather
from graph_build.calls import tie
from graph_build.frontmatter import front_matter
from graph_build.model import FrontMatter, Pages, Passage, Source
from graph_build.numbering import number
from graph_build.parts import Walk
from graph_build.titles import asked_for
from graph_build.wording import Vocabulary


def divide(pages: Pages, source: Source, symbol: str | None = None) -> tuple[FrontMatter, tuple[Passage, ...]]:
    """What the document says of itself, and its passages in document order.

    `symbol` is what the caller knows the document as; without it the symbol printed, or told by the title, is taken.
    """
    items = Walk(pages.text, gather(pages), Vocabulary(pages.text)).run()
    tie(items)
    passages = number(items, asked_for(items, symbol))
    return front_matter(passages, source, symbol), passages
