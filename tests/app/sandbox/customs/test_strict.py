"""JSON from hostile hands."""

from __future__ import annotations

import time

import pytest

from app.sandbox.customs import Contraband
from app.sandbox.customs.strict import TEXT, integer, load, plain, text


@pytest.mark.parametrize(
    "bomb",
    [
        b"",
        b"{",
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"\xff\xfe[\0]\0",  # another encoding, which the reader would guess
        b'"\xed\xa0\x80"',  # half a surrogate pair as bytes
        b"\xef\xbb\xbf[]",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"1" * 100_000,
        b"[" + b"1" * 5000 + b"]",
        b"[1] [2]",
        b"[1,]",
        b"{'a': 1}",
        b" " * (TEXT + 1),
    ],
)
def test_what_is_no_json_is_contraband(bomb: bytes) -> None:
    """Whatever the decoder raises, the recursion limit included, and soon."""
    begun = time.perf_counter()
    with pytest.raises(Contraband):
        load(bomb)
    assert time.perf_counter() - begun < 1


def test_a_million_keys_are_refused_by_their_size() -> None:
    """And as many as fit the cap are read in about a second at most."""
    keys = b"{" + b",".join(b'"%d":0' % n for n in range(1_000_000)) + b"}"
    with pytest.raises(Contraband, match="a text is too long"):
        load(keys)
    begun = time.perf_counter()
    load(b"{" + b",".join(b'"%d":0' % n for n in range(350_000)) + b"}")
    assert time.perf_counter() - begun < 3


def test_numbers_are_finite_and_of_64_bits() -> None:
    """`1e999` is an infinity that JSON lets through, and True is no whole number."""
    for wrong in (b"1e999", b"-1e999", b"9223372036854775808", b"[]", b"{}"):
        with pytest.raises(Contraband):
            plain(load(wrong))
    assert plain(load(b"-9223372036854775808")) == -(2**63)
    with pytest.raises(Contraband, match="where a whole number from 0 to 9 belongs there is none"):
        integer(load(b"true"), 0, 9)
    with pytest.raises(Contraband):
        integer(load(b"1.0"), 0, 9)


def test_half_of_a_surrogate_pair_becomes_a_question_mark() -> None:
    """No store takes such a text."""
    assert text(load(b'"a\\ud800b"'), 10) == "a?b"
    assert plain(load(b'"\\udfff"')) == "?"
    assert text(load('"é\\ud83d\\ude00"'.encode()), 10) == "é😀"
    with pytest.raises(Contraband, match="where a text of at most 2 characters belongs there is none"):
        text("abc", 2)
