"""From bytes to text, and what to tell whoever sent something else."""

from __future__ import annotations

import codecs
import re

from app.pipeline.reading.caps import check_file
from app.pipeline.reading.unreadable import Unreadable

KNOWN = (
    (b"PK\x03\x04", "It is a zip archive.", "Unpack it and hand in the .ipynb or .py file inside."),
    (b"\x1f\x8b", "It is a compressed file.", "Unpack it and hand in the .ipynb or .py file inside."),
    (b"%PDF-", "It is a PDF.", "Hand in the .ipynb file that the PDF was made from."),
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32's other mark begins like UTF-16's
SAMPLE = 2000  #: bytes in which one NUL in four means an encoding of two bytes a letter, or four
LEFT_OVER = re.compile("[\0\ud800-\udfff]")
AS_UTF8 = "Save it with the encoding UTF-8 and hand it in again."


def decode(data: bytes) -> str:
    """Give the text of a file with plain newlines at line ends, or raise `Unreadable`."""
    check_file(data)
    for start, reason, remedy in KNOWN:
        if data.startswith(start):
            raise Unreadable(reason, remedy)
    head = data[:SAMPLE]
    if head.startswith(WIDE) or head.count(0) > len(head) // 4:
        raise Unreadable("Its text is encoded as UTF-16 or UTF-32.", AS_UTF8)
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} holds bytes that are not UTF-8 text.", AS_UTF8) from None


def clean(text: str) -> str:
    """Mend line ends, and replace what neither a database nor a UTF-8 stream can carry: NUL and lone surrogates."""
    return LEFT_OVER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
