"""Write the JSON-LD context of the ontology, ontology/context.jsonld, from the ontology and the shapes."""

from __future__ import annotations

from pathlib import Path

from graph_build import exports_context

FILE = Path(__file__).resolve().parent.parent / "ontology" / exports_context.FILE


def main() -> None:
    """Write the file and say where it is."""
    FILE.write_text(exports_context.text(), "utf-8")
    print(FILE)


if __name__ == "__main__":
    main()
