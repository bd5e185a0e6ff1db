"""Frames: what goes in comes out, whatever the packets; what is too big or no frame is refused."""

from __future__ import annotations

import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox import wire

frames = st.builds(
    wire.Frame,
    kind=st.sampled_from(list(wire.Kind)),
    cell=st.integers(0, 65535),
    text=st.binary(max_size=300),
    blob=st.binary(max_size=300),
)


@given(sent=st.lists(frames, max_size=6), cut=st.integers(1, 50))
def test_frames_survive_any_cutting(sent: list[wire.Frame], cut: int) -> None:
    """A reader gives back the frames that were packed, wherever the packets were cut."""
    data = b"".join(frame.pack() for frame in sent)
    reader = wire.Reader(cap=len(data))
    got = [frame for at in range(0, len(data), cut) for frame in reader.take(data[at : at + cut])]
    assert got == sent


@given(data=st.binary(max_size=200))
def test_any_bytes_give_frames_or_a_named_refusal(data: bytes) -> None:
    """Hostile bytes end as frames, as Garbage or as TooBig, and as nothing else."""
    try:
        wire.Reader(cap=4096).take(data)
    except (wire.Garbage, wire.TooBig):
        return


def test_a_size_over_the_cap_is_refused_from_the_header_alone() -> None:
    """Nothing of an oversized frame has to be read to refuse it."""
    header = wire.HEADER.pack(wire.Kind.FINISHED, 0, 10, 0xFFFFFFFF)
    with pytest.raises(wire.TooBig):
        wire.Reader(cap=1000).take(header)


def test_the_cap_counts_all_frames_together() -> None:
    """Many small frames may not say more than one large one."""
    one = wire.Frame(kind=wire.Kind.FINISHED, text=b"x" * 100).pack()
    reader = wire.Reader(cap=2 * len(one))
    reader.take(one)
    reader.take(one)
    with pytest.raises(wire.TooBig):
        reader.take(one)


def test_an_unknown_kind_is_garbage() -> None:
    """A kind that no frame has ends the reading."""
    with pytest.raises(wire.Garbage):
        wire.Reader(cap=100).take(wire.HEADER.pack(200, 0, 0, 0))


def test_a_cut_off_last_frame_is_left_out() -> None:
    """A room that died while it spoke has said what it had finished."""
    whole = wire.Frame(kind=wire.Kind.FACTS, text=b"[]")
    cut = wire.Frame(kind=wire.Kind.FINISHED, text=b"{}" * 50).pack()[:-1]
    assert list(wire.split(whole.pack() + cut)) == [whole]


@pytest.mark.parametrize("wrong", [wire.HEADER.pack(200, 0, 0, 0), wire.HEADER.pack(1, 0, 1 << 31, 9), b"\xff" * 50])
def test_what_came_before_the_wrong_bytes_is_kept(wrong: bytes) -> None:
    """Cells that finished keep their observation, whatever a later one writes to the channel."""
    whole = wire.Frame(kind=wire.Kind.FACTS, text=b"[]")
    assert list(wire.split(whole.pack() + wrong)) == [whole]


def test_a_frame_larger_than_a_packet_crosses_a_socket() -> None:
    """Send and receive agree on a frame of many packets."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    frame = wire.Frame(kind=wire.Kind.ANSWER, text=b"{}", blob=bytes(range(256)) * 5000)
    with ours, theirs:
        sender = threading.Thread(target=wire.send, args=(ours, frame))
        sender.start()
        assert wire.receive(theirs, 1 << 24) == frame
        sender.join()


def test_a_closed_connection_is_none() -> None:
    """The other side's going is told, not raised."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.close()
    with theirs:
        assert wire.receive(theirs, 100) is None
