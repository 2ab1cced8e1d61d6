"""Which characters the fonts of documents can draw; the others become □, and a warning says so.

A document released under the archive and accessibility standards may not hold a character without a glyph: its
compilation would fail. A record is never held up by a text, so each such character is replaced and named.

Worked example. `printable("Budget 2027 🎉", fonts)` gives `Budget 2027 □` and the warning `🎉 (U+1F389, PARTY POPPER)`.
"""

import struct
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

REPLACEMENT = "□"


def characters_of(font: bytes) -> frozenset[int]:
    """The code points a TrueType font maps, read from its `cmap` table (formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for place in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == b"cmap":
            return _characters_of_cmap(font, offset)
    raise ValueError("This font has no character map.")


def _characters_of_cmap(font: bytes, base: int) -> frozenset[int]:
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", font, base + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, base + 4 + 8 * place)
        if platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}:
            found |= _characters_of_subtable(font, base + offset)
    return frozenset(found)


def _characters_of_subtable(font: bytes, base: int) -> set[int]:
    kind = struct.unpack_from(">H", font, base)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", font, base + 12)[0]
        spans = (struct.unpack_from(">III", font, base + 16 + 12 * place) for place in range(groups))
        return {code for first, last, _glyph in spans for code in range(first, last + 1)}
    if kind == 4:
        return _characters_of_format_4(font, base)
    return set()


def _characters_of_format_4(font: bytes, base: int) -> set[int]:
    count = struct.unpack_from(">H", font, base + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, base + 14)
    start = base + 16 + 2 * count
    starts = struct.unpack_from(f">{count}H", font, start)
    deltas = struct.unpack_from(f">{count}H", font, start + 2 * count)
    ranges = struct.unpack_from(f">{count}H", font, start + 4 * count)
    found: set[int] = set()
    for place, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if shift:
                where = start + 4 * count + 2 * place + shift + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, where)[0]
                if not glyph:
                    continue
            if (glyph + delta) % 65536:
                found.add(code)
    return found


def printable(text: str, known: frozenset[int], missing: dict[str, None]) -> str:
    """The text in NFC, without control characters, □ in place of what no font draws; `missing` collects the latter."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if sign in "\n\t":
            kept.append(sign if sign == "\n" else " ")
        elif unicodedata.category(sign) == "Cc":
            continue
        elif ord(sign) in known:
            kept.append(sign)
        else:
            missing[sign] = None
            kept.append(REPLACEMENT)
    return "".join(kept)


def printable_data(data: Any, known: frozenset[int], missing: dict[str, None]) -> Any:
    """The same data with every text made printable; keys stay as they are."""
    if isinstance(data, str):
        return printable(data, known, missing)
    if isinstance(data, Mapping):
        return {str(key): printable_data(value, known, missing) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [printable_data(value, known, missing) for value in data]
    return data


def name_of(sign: str) -> str:
    """How a character is named to people: `🎉 (U+1F389, PARTY POPPER)`; an invisible one is named alone."""
    label = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'sans nom')}"
    return f"{sign} ({label})" if sign.isprintable() else label
