"""The worker of the web server: no thread of it waits for a client, nor for a page that never comes.

gunicorn's own gives a thread to a connection before its request has come: a few clients that send half a
request, by malice or on a bad network, would hold them all. Here the main loop takes what comes, from any
number of clients, and a thread is given a whole request. gunicorn's time limit, which its threads escape,
counts from the beginning of the oldest request.

A client keeps its connection, and with it its worker: each worker leaves a new one to those that hold fewer,
or the first awake would take them all, and the other cores nothing.
"""

import contextlib
import faulthandler
import mmap
import os
import re
import selectors
import socket
import struct
import sys
import threading
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# Between two pieces of a request, or of an answer that the client is slow to take.
PATIENCE_S = 15
# The whole of it comes at this rate at least, after a while to begin: a byte now and then holds no place.
BEGINNING_S, SLOWEST_BYTES_S = 30, 1_000
# The largest file that a form accepts takes half of it (`sheets.MAX_BYTES`): forms say so of the others.
MAX_BODY = 4_000_000
# Above this, what comes is not even thrown away.
MAX_THROWN_AWAY = 200_000_000
# How long a worker leaves a connection to those that hold fewer, which may have threads to run first.
LEAVES_S, LOOKS_S = 0.1, 0.001
# A worker that has said nothing for so long is gone, or too busy to take anything.
SILENT_S = 3
# What all the clients of a worker may send at once.
MAX_HELD = 100_000_000
# Longer headers are given to gunicorn as they are: it refuses them.
MAX_HEAD = 65_536
PIECE = 65_536
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_PAGE = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Envoi trop gros</title>"
    "<h1>Cet envoi est trop gros</h1><p>Le portail reçoit 2\u00a0Mo au plus. Revenez en arrière, et "
    "choisissez un fichier plus petit.</p></html>"
).encode()
TOO_LARGE = (
    b"HTTP/1.1 413 Content Too Large\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
    b"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Length: %d\r\n\r\n%s"
) % (len(_PAGE), _PAGE)
_LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\nTransfer-Encoding:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nExpect:[ \t]*100-continue", re.IGNORECASE)
_LAST_CHUNK = b"\r\n0\r\n\r\n"


class Incoming:
    """What a client has sent so far of its request."""

    def __init__(self, already: bytes = b"") -> None:
        self.data = bytearray()
        self.total = 0
        self.wanted: int | None = None
        self.is_chunked = self.expects = False
        self.began = time.monotonic()
        self.add(already)

    def add(self, piece: bytes) -> None:
        self.total += len(piece)
        slowest = self.began + BEGINNING_S + self.total / SLOWEST_BYTES_S
        self.deadline = min(time.monotonic() + PATIENCE_S, slowest)
        if self.is_too_large:
            # Only its end is of use: that of the last chunk.
            self.data = (self.data + piece)[-len(_LAST_CHUNK) :]
            return
        searched = max(0, len(self.data) - 3)
        self.data += piece
        if self.wanted is None and not self.is_chunked:
            end = self.data.find(b"\r\n\r\n", searched)
            if end >= 0:
                self._know(bytes(self.data[: end + 4]))
            elif len(self.data) > MAX_HEAD:
                self.wanted = 0

    def _know(self, head: bytes) -> None:
        """What the headers announce."""
        self.is_chunked = _CHUNKED.search(head) is not None
        length = _LENGTH.search(head)
        self.wanted = None if self.is_chunked else len(head) + int(length[1] if length else 0)
        self.expects = _EXPECTS.search(head) is not None

    @property
    def is_too_large(self) -> bool:
        return max(self.wanted or 0, self.total) > MAX_BODY + MAX_HEAD

    @property
    def is_whole(self) -> bool:
        if self.is_chunked:
            return self.data.endswith(_LAST_CHUNK)
        return self.wanted is not None and self.total >= self.wanted


class Holdings:
    """How many connections each worker holds, and since when it says so, in memory that they all share.

    It is made once, before they are: a worker is known by its rank among all those ever started.
    """

    PLACES = 64

    def __init__(self) -> None:
        self._said = memoryview(mmap.mmap(-1, 16 * self.PLACES)).cast("d")

    def say(self, rank: int, held: int) -> None:
        place = 2 * (rank % self.PLACES)
        self._said[place], self._said[place + 1] = held, time.monotonic()

    def fewest(self) -> float:
        """Of those that have said it lately."""
        since = time.monotonic() - SILENT_S
        said = zip(self._said[::2], self._said[1::2], strict=True)
        return min((held for held, at in said if at > since), default=0)


HOLDINGS = Holdings()


class Worker(ThreadWorker):
    """A gunicorn worker with threads, whose main loop receives."""

    wsgi: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incoming: dict[TConn, Incoming] = {}
        self.begun: dict[int, float] = {}
        self.left_to, self.leaves_until = 0.0, 0.0

    def load_wsgi(self) -> None:
        """Note when each thread began its request: what comes after the view, the sending, has no limit."""
        super().load_wsgi()
        application = self.wsgi

        def timed(environ: dict[str, Any], start_response: Any) -> Any:
            self.begun[threading.get_ident()] = time.monotonic()
            try:
                return application(environ, start_response)
            finally:
                del self.begun[threading.get_ident()]

        self.wsgi = timed

    def notify(self) -> None:
        """Say that the worker has lived since its oldest request began: the arbiter judges from there."""
        since = min([*self.begun.values(), time.monotonic()])
        os.utime(self.tmp.fileno(), (since, since))
        HOLDINGS.say(self.age, self.nr_conns)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, unless a worker that holds fewer does so in the meantime."""
        now, fewest = time.monotonic(), HOLDINGS.fewest()
        if fewest < self.nr_conns:
            # Is it another connection than the last one left? Since then, one was taken, or a while passed.
            if fewest != self.left_to or now > self.leaves_until + LEAVES_S:
                self.left_to, self.leaves_until = fewest, now + LEAVES_S
            if now < self.leaves_until:
                # The main loop comes back as long as it is there.
                time.sleep(LOOKS_S)
                return
        super().accept(listener)
        HOLDINGS.say(self.age, self.nr_conns)

    def handle_abort(self, sig: int, frame: Any) -> None:
        """Say what did not end; the arbiter then starts another worker in the place of this one."""
        faulthandler.dump_traceback(sys.stderr, all_threads=True)
        # Its threads cannot be stopped, and an orderly exit would wait for them.
        os._exit(1)

    def enqueue_req(self, conn: TConn) -> None:
        """Wait in the main loop for the whole request, that a thread will then read without a pause."""
        limit = struct.pack("ll", PATIENCE_S, 0)
        with contextlib.suppress(OSError):  # gone already: reading says so
            for side in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                conn.sock.setsockopt(socket.SOL_SOCKET, side, limit)
            conn.sock.setblocking(False)
        self.incoming[conn] = Incoming(conn.parser.unreader.take_buffered() if conn.parser else b"")
        self.poller.register(conn.sock, selectors.EVENT_READ, lambda _sock: self._receive(conn))
        self._receive(conn)

    def _receive(self, conn: TConn) -> None:
        incoming = self.incoming[conn]
        try:
            if not incoming.is_whole:
                piece = conn.sock.recv(PIECE)
                if not piece:
                    self._drop(conn)
                    return
                incoming.add(piece)
            if incoming.expects:
                incoming.expects = False
                conn.sock.send(CONTINUE)
        except BlockingIOError:
            return
        except OSError:
            self._drop(conn)
            return
        if incoming.is_too_large:
            if incoming.is_whole:
                self._refuse(conn)
            elif incoming.total > MAX_THROWN_AWAY:
                self._drop(conn)
        elif incoming.is_whole:
            self._give(conn, incoming)
        elif sum(len(each.data) for each in self.incoming.values()) > MAX_HELD:
            # Whoever has kept still longest; who is sending now goes on.
            self._drop(min(self.incoming, key=lambda each: self.incoming[each].deadline))

    def _give(self, conn: TConn, incoming: Incoming) -> None:
        self._forget(conn)
        conn.init()
        conn.parser.unreader.unread(bytes(incoming.data))
        conn.data_ready = True
        super().enqueue_req(conn)

    def _refuse(self, conn: TConn) -> None:
        with contextlib.suppress(OSError):
            conn.sock.send(TOO_LARGE)
        self._drop(conn)

    def _drop(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: TConn) -> None:
        del self.incoming[conn]
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def murder_pending(self) -> None:
        """Close the connections that no longer send, and when stopping those that have sent nothing."""
        super().murder_pending()
        now = time.monotonic()
        for conn, incoming in list(self.incoming.items()):
            if incoming.deadline < now or not (self.alive or incoming.total):
                self._drop(conn)
