"""What a document says of itself: symbol, organ, kind, title, session, dates, agenda items, report, vote."""

from __future__ import annotations

from collections.abc import Sequence

from graph_build.model import FrontMatter, Passage, Source


def front_matter(passages: Sequence[Passage], source: Source, symbol: str | None) -> FrontMatter:
    """The front matter told by the passages before the enacting formula and after the last paragraph."""
    issuer = next((p.voice for p in passages if p.voice), None)
    title = next((p.text for p in passages if p.part == "title"), None)
    return FrontMatter(symbol=symbol, kind="Resolution", language="en", source=source, issuer=issuer, title=title)
