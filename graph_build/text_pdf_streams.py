"""Whether a PDF holds a stream that unpacks to far more than any page draws, found before a page is loaded.

A megabyte of Flate data may hold a thousand; pdfium unpacks and draws all of it, and nothing stops it half-way.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from graph_build.bounds import MAX_STREAM

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
#: Flate data unpacks to at most this many times its length: shorter streams cannot swell past the bound.
_RATIO = 1032
#: Drawing that is drawn again from elsewhere: forms, and pages that list many streams.
_AGAIN = re.compile(rb"/Form\b|/Contents\s*\[(?:\s*\d+\s+\d+\s+R){16}|/(?:F|C)[A-Za-z]*#[0-9A-Fa-f]{2}")
_DICTIONARY = 2048  # bytes before a stream in which its filters are looked for


def swollen(data: bytes) -> bool:
    """Whether a stream other than an image unpacks to more than MAX_STREAM bytes, through all its Flate filters."""
    return any(_swells(packed, filters) for packed, filters in _packed(data))


def repeats(data: bytes) -> bool:
    """Whether the PDF may draw a stream over and over, so that its size says nothing of what is drawn."""
    if _AGAIN.search(data):
        return True
    at = data.find(b"/ObjStm")
    while at >= 0:  # objects packed together: pages may be among them
        found = _STREAM.search(data, at)
        end = data.find(b"endstream", found.end()) if found else -1
        if found is None or end < 0:
            return False
        with suppress(zlib.error):
            if _AGAIN.search(zlib.decompressobj().decompress(data[found.end() : end], MAX_STREAM)):
                return True
        at = data.find(b"/ObjStm", end)
    return False


def _packed(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The streams that could swell, and how many times each is packed."""
    at = 0
    while found := _STREAM.search(data, at):
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        described = data[max(at, found.start() - _DICTIONARY) : found.start()]
        described = described[described.rfind(b" obj") + 1 :]
        filters = described.count(b"FlateDecode") or described.count(b"/Fl ")
        if filters and b"/Image" not in described and (end - found.end()) * _RATIO**filters > MAX_STREAM:
            yield data[found.end() : end], filters
        at = end


def _swells(packed: bytes, filters: int) -> bool:
    for _ in range(filters):
        try:
            packed = zlib.decompressobj().decompress(packed, MAX_STREAM + 1)
        except zlib.error:  # pdfium makes of it what it can
            return False
        if len(packed) > MAX_STREAM:
            return True
    return False
