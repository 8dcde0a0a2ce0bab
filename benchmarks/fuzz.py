"""Read mutated documents by the thousand: no traceback, no hang, no dead process, no position outside the text.

    python benchmarks/fuzz.py [--inputs 20000] [--seed 1] [--documents FOLDER] [--save FOLDER]

Base documents are the package's specimen in every format and, with --documents, the smaller files of a folder. Every
input is made from its number alone, so a finding is made again with --only NUMBER. Exit status 1 where there is one.
"""

from __future__ import annotations

import argparse
import html
import io
import multiprocessing
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from graph_build import assets, curated
from graph_build.documents import media_type
from graph_build.errors import CtkgError
from graph_build.model import Document, Reading
from graph_build.reading import Reader
from graph_build.text import extract

#: Seconds after which a reading counts as hung.
PATIENCE = 60.0
LARGEST = 60_000
NASTY = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xe2\x80\x8f",
        b"\xe2\x80\xae",
        b"\n\n",
        b"\f",
        b"*",
        b"((",
        b"))",
        b"(i) ",
        b"1. ",
        b"Annex\n\n",
    ),
    *(
        b"The General Assembly,\n\n",
        b"A/RES/1/1",
        b"60/288",
        b"1373 (2001)",
        b"paragraph 4 above",
        b"hereinafter",
        b"its ",
    ),
    *(
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"<p>",
        b"</p>",
        b"<!--",
        b"]]>",
        b"PK\x03\x04",
        b"%PDF-",
        b"endobj",
        b"stream",
        b"/Kids",
        b"\x80" * 40,
    ),
    *(
        "²".encode(),
        "“".encode(),
        "”".encode(),
        "–".encode(),
        b"2 March 2045",
        b"31 February 1",
        b"99999999999999999999",
        b"-\n",
    ),
]


def forms(text: str) -> list[bytes]:
    """A plain text as itself, in UTF-16, as HTML, as Akoma Ntoso, and as DOCX."""
    blocks = [html.escape(block.replace("\n", " "), quote=False) for block in text.split("\n\n") if block.strip()]
    page = "<!DOCTYPE html><html><body>" + "".join(f"<p>{block}</p>" for block in blocks) + "</body></html>"
    akn = (
        '<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody>'
        + "".join(f"<p>{block}</p>" for block in blocks)
        + "</mainBody></statement></akomaNtoso>"
    )
    word = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "".join(f"<w:p><w:r><w:t>{block}</w:t></w:r></w:p>" for block in blocks)
        + "</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", word)
    return [text.encode(), text.encode("utf-16"), page.encode(), akn.encode(), out.getvalue()]


def bases(folder: Path | None) -> list[bytes]:
    """The documents that inputs are made from."""
    found = [form for path in sorted(assets.folder("specimens").glob("*.txt")) for form in forms(path.read_text())]
    if folder is not None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= LARGEST)
        found += [path.read_bytes() for path in paths[:: max(1, len(paths) // 60)]]
        printed = sorted(folder.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
        found += [path.read_bytes() for path in printed[:12]]
    return found


def mutated(number: int, seed: int, documents: list[bytes]) -> bytes:
    """The input of this number: a base document cut, spliced, doubled and sprinkled."""
    chance = random.Random(seed * 1_000_003 + number)
    data = bytearray(chance.choice(documents))
    for _ in range(chance.choice((1, 2, 4, 8, 32))):
        at = chance.randrange(len(data) + 1)
        span = chance.choice((1, 4, 30, 300))
        match chance.randrange(7):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + span]
            case 2:
                data[at:at] = chance.choice(NASTY) * chance.choice((1, 1, 1, 50))
            case 3:
                data[at:at] = data[at : at + span] * chance.choice((1, 2, 20))
            case 4:
                other = chance.choice(documents)
                start = chance.randrange(len(other))
                data[at:at] = other[start : start + span * 4]
            case 5 if chance.random() < 0.1:
                del data[at:]
            case _:
                data[at : at + span] = bytes(reversed(data[at : at + span]))
        data = data[: 4 * LARGEST] or bytearray(b" ")
    return bytes(data)


def outside(reading: Reading) -> str | None:
    """The first position of a reading that lies outside its text, as words; None where all lie inside."""
    size = reading.document.source.characters
    names = {paragraph.id for paragraph in reading.paragraphs}
    if len(names) != len(reading.paragraphs):
        return "two paragraphs of one id"
    for kind, fact in facts(reading):
        if not 0 <= fact.start <= fact.end <= size:
            return f"{kind}: {fact.start}..{fact.end} of {size}"
        if kind != "paragraphs" and fact.paragraph is not None and fact.paragraph not in names:
            return f"{kind}: no paragraph {fact.paragraph}"
    return None


def facts(reading: Reading) -> Iterator[tuple[str, Any]]:
    """All that a reading places, with its kind: parts of directives and evidence included."""
    for kind in ("paragraphs", "citations", "mentions", "directives", "events", "speech", "mandates", "unresolved"):
        yield from ((kind, fact) for fact in getattr(reading, kind))
    yield from (("evidence", each) for each in reading.document.evidence)
    for directive in reading.directives:
        yield from (("parts", part) for part in directive.parts)
        for each in (directive, *directive.parts):
            yield from (("why", why) for why in each.why)


def astray(reading: Reading, text: str) -> str | None:
    """The first fact whose words do not stand where it says, as words; None where all do.

    Letters and figures are compared; what the printer set between, a running head or the call of a note, may stand
    there besides. A directive's verb opens its span unless it is inherited, and so does that of a speech act.
    """
    for kind, fact in facts(reading):
        inherited = getattr(fact, "inherits", None) is not None
        if kind in ("paragraphs", "evidence", "why") or inherited or getattr(fact, "kind", "") == "misplaced":
            continue
        opens = kind in ("directives", "parts", "speech")
        claimed = letters(fact.act_text if kind in ("directives", "parts") else fact.text)
        there = letters(text[fact.start : fact.end])
        if there == claimed or (opens and there.startswith(claimed)):
            continue
        signs = iter(there)
        inside = all(sign in signs for sign in claimed)  # in this order
        if not inside or there[:1] != claimed[:1] or (not opens and there[-1:] != claimed[-1:]):
            return f"{kind}: {claimed!r} is said to stand where {there!r} stands"
    return None


def letters(text: str) -> str:
    """Letters and figures alone, those of footnote calls left out."""
    return "".join(sign for sign in text if sign.isalnum() and sign not in "⁰¹²³⁴⁵⁶⁷⁸⁹")


def work(pipe: Connection, seed: int, folder: Path | None) -> None:
    """Answer each number received with its outcome."""
    documents = bases(folder)
    reader = Reader(curated.load(assets.folder("registers")))
    while (number := pipe.recv()) is not None:
        data = mutated(number, seed, documents)
        try:
            document = Document(file=f"input-{number}", data=data, media_type=media_type(data), sha256="0" * 64)
            found = reader.read(document)
            wrong = outside(found) or astray(found, extract(document).text)
            pipe.send(("outside", wrong) if wrong else ("read", ""))
        except CtkgError:
            pipe.send(("error", ""))
        except Exception:
            pipe.send(("traceback", traceback.format_exc()))


class Worker:
    """A process that reads; started anew where it hangs or dies."""

    def __init__(self, seed: int, folder: Path | None) -> None:
        self.arguments = (seed, folder)
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, *self.arguments), daemon=True)
        self.process.start()

    def outcome(self, number: int) -> tuple[str, str]:
        self.pipe.send(number)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.pipe.poll(0.5):
                try:
                    return self.pipe.recv()  # type: ignore[no-any-return]
                except EOFError:
                    break
            if not self.process.is_alive():
                break
        kind = "hang" if self.process.is_alive() else "dead process"
        self.process.kill()
        self.start()
        return kind, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    worker = Worker(options.seed, options.documents)
    tally: dict[str, int] = {}
    begun = time.monotonic()
    numbers = [options.only] if options.only is not None else range(options.inputs)
    for number in numbers:
        kind, why = worker.outcome(number)
        tally[kind] = tally.get(kind, 0) + 1
        if kind not in ("read", "error"):
            print(f"input {number}: {kind} {why}", flush=True)
            if options.save:
                options.save.mkdir(parents=True, exist_ok=True)
                documents = bases(options.documents)
                (options.save / f"input-{number}").write_bytes(mutated(number, options.seed, documents))
    print(f"{len(numbers)} inputs in {time.monotonic() - begun:.0f} s: {dict(sorted(tally.items()))}")
    return 0 if set(tally) <= {"read", "error"} else 1


if __name__ == "__main__":
    sys.exit(main())
