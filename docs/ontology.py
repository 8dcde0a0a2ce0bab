"""Write the ontology as one HTML page, docs/ontology.html, with pyLODE."""

from __future__ import annotations

import logging
from pathlib import Path

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "ontology" / "core.ttl"


def main() -> None:
    """Write the page and say where it is."""
    logging.disable(logging.INFO)  # pyLODE reports its own loading
    from pylode import OntPub

    page = DOCS / "ontology.html"
    page.write_text(OntPub(str(SOURCE)).make_html(), "utf-8")
    print(page)


if __name__ == "__main__":
    main()
