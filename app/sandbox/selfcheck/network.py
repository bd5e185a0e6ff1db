"""Aim: to talk to anybody: the internet, services of this machine, other processes."""

from __future__ import annotations

from app.sandbox.selfcheck.escape import FINISHED, REFUSED, TRIED, Escape

ESCAPES = (
    Escape(
        name="tcp",
        why="the machine's own services trust who comes from it: databases, metadata, the queue",
        code="""
            import socket
            socket.create_connection(("127.0.0.1", PORT), 1).send(b"hello")
            escaped = "connected"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="tcp_with_first_data",
        why="sending with the connection needs no connect",
        code="""
            import socket
            sock = socket.socket()
            sock.sendto(b"hello", 0x20000000, ("127.0.0.1", PORT))
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="udp",
        why="one packet is enough to carry a secret away",
        code="""
            import socket
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hello", ("127.0.0.1", PORT))
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="names",
        why="a question to a name server is a message to its owner",
        code="""
            import socket
            escaped = socket.getaddrinfo("example.org", 80)
        """,
        may_end=REFUSED,
        raises=frozenset({"gaierror", "OSError"}),
    ),
    Escape(
        name="web",
        why="answers fetched, data sent",
        code="""
            import urllib.request
            escaped = urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=1).read()
        """,
        may_end=REFUSED,
        raises=frozenset({"URLError", "OSError", "TimeoutError"}),
    ),
    Escape(
        name="listen",
        why="a door for somebody outside to come in by",
        code="""
            import socket
            server = socket.socket()
            server.bind(("127.0.0.1", 0))
            server.listen()
            escaped = server.getsockname()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="asyncio_server",
        why="the same by the event loop",
        code="""
            import asyncio
            async def main():
                server = await asyncio.start_server(print, "127.0.0.1", 0)
                return [sock.getsockname() for sock in server.sockets]
            if found := asyncio.run(main()):
                escaped = found
            tried = True
        """,
        may_end=REFUSED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="families",
        why="every family of sockets is another part of the kernel: netlink sets up networks, vsock reaches the host",
        code="""
            got = reached(*[("socket", family, kind, 0) for family in range(46) for kind in (1, 2, 3, 5)])
            if got:
                escaped = got
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="pairs_of_other_families",
        why="a connected pair is a socket as well",
        code="""
            import ctypes
            two = (ctypes.c_int * 2)()
            got = reached(*[("socketpair", family, 1, 0, ctypes.addressof(two)) for family in (2, 10, 16, 17, 30, 40)])
            if got:
                escaped = got
            tried = True
        """,
        may_end=FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="abstract_socket",
        why="sockets without a file: the desktop's bus, a container runtime, another room",
        code=r"""
            import socket
            sock = socket.socket(socket.AF_UNIX)
            sock.connect("\0" + ABSTRACT)
            escaped = "connected"
        """,
        may_end=REFUSED,
        probe=True,
    ),
    Escape(
        name="socket_file",
        why="the container runtime's socket is the machine",
        code="""
            import socket
            sock = socket.socket(socket.AF_UNIX)
            sock.connect(OUTSIDE + "/gate")
            escaped = "connected"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="pair_to_abstract_socket",
        why="a pair is allowed to event loops; one that takes addresses sends anywhere",
        code=r"""
            import socket
            mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.sendto(b"hello", "\0" + LETTERBOX)
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="pair_to_socket_file",
        why="the same to a socket with a file, such as the system log or a doorbell of ours",
        code="""
            import socket
            mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.sendto(b"hello", OUTSIDE + "/letterbox")
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="pair_to_message_address",
        why="the same with the address inside a structure, which no filter of arguments can see",
        code="""
            import socket
            mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.sendmsg([b"hello"], [], 0, OUTSIDE + "/letterbox")
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="pair_connected_elsewhere",
        why="a pair's end connected anew",
        code=r"""
            import socket
            mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.connect("\0" + LETTERBOX)
            mine.send(b"hello")
            escaped = "sent"
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="pair_with_a_name",
        why="a pair's end given a name by which somebody outside can write into the room",
        code=r"""
            import socket
            mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            mine.bind("\0" + MARK)
            escaped = mine.getsockname()
        """,
        may_end=REFUSED,
    ),
    Escape(
        name="torch_rendezvous",
        why="torch's own way of meeting other machines",
        code="""
            import torch.distributed
            store = torch.distributed.TCPStore("127.0.0.1", 0, 1, True)
            escaped = store.port
        """,
        may_end=REFUSED,
        raises=frozenset({"DistNetworkError", "DistError", "RuntimeError", "OSError"}),
    ),
    Escape(
        name="torch_download",
        why="weights and data sets from anywhere",
        code="""
            import torch
            torch.hub.download_url_to_file(f"http://127.0.0.1:{PORT}/", "weights", progress=False)
            escaped = "fetched"
        """,
        may_end=REFUSED,
        raises=frozenset({"URLError", "OSError", "FileNotFoundError", "TimeoutError"}),
    ),
)
