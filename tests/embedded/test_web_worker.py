"""The web server beside clients that send half a request, too much, or ask for what never ends."""

import contextlib
import http.client
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from pat_logistics.embedded import web_worker
from pat_logistics.embedded.data_folder import PROJECT
from tests.embedded.portal import environment, wait_until
from tests.installed_services import free_port

pytestmark = pytest.mark.xdist_group("services")


class WebServer:
    """gunicorn with the settings of the portal, around an application that does almost nothing."""

    def __init__(self, folder, **more):
        self.port = free_port()
        self.log = folder / "web.log"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:pat_logistics.embedded.gunicorn_config",
        ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--log-level", "warning", "tests.embedded.slow_app:app"],
                cwd=PROJECT,
                env=environment(folder, PORT=str(self.port), SECRET_KEY="x", **({"WEB_WORKERS": "1"} | more)),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(self.listens)

    def listens(self):
        with contextlib.suppress(OSError):
            return self.ask("/")

    def ask(self, path, body=None, headers=()):
        """Process that answered, and the length of what it got."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            chunked = "Transfer-Encoding" in headers
            connection.request("POST" if body else "GET", path, body, dict(headers), encode_chunked=chunked)
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            process, length = answer.read().split()
            return int(process), int(length)

    def client(self, *pieces):
        """A client that sends some pieces, and nothing more."""
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        for piece in pieces:
            sock.sendall(piece)
        return sock


def read_until(client, said):
    """What the server answers up to some words: one answer may come in several pieces."""
    answer = b""
    while said not in answer:
        piece = client.recv(10_000)
        assert piece, answer
        answer += piece
    return answer


@pytest.fixture(scope="module")
def serve(tmp_path_factory):
    """Start a web server, once for the tests that want the same one."""
    started = {}

    def begin(**more):
        key = tuple(more.items())
        if key not in started:
            started[key] = WebServer(tmp_path_factory.mktemp("web"), **more)
        return started[key]

    yield begin
    for server in started.values():
        server.process.kill()
        server.process.wait()


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GE",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ",
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
    ],
    ids=["nothing", "a word", "headers", "body", "chunk"],
)
def test_forty_clients_with_half_a_request_stop_nobody(serve, half):
    server = serve()
    with contextlib.ExitStack() as waiting:
        for _ in range(40):
            waiting.enter_context(server.client(half))
        began = time.monotonic()
        server.ask("/")
        assert time.monotonic() - began < 5


def test_half_a_request_behind_a_whole_one_stops_nobody(serve):
    server = serve()
    whole = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with contextlib.ExitStack() as waiting:
        for _ in range(20):
            assert b"200 OK" in waiting.enter_context(server.client(whole + whole[:12])).recv(1000)
        began = time.monotonic()
        server.ask("/")
        assert time.monotonic() - began < 5


def test_a_request_that_comes_in_pieces_is_read_whole_and_its_connection_serves_again(serve):
    with serve().client(b"POST / HTTP/1.1\r\nHost: a\r\nContent-", b"Length: 10\r\n\r\n01234") as client:
        time.sleep(0.2)
        client.sendall(b"56789")
        read_until(client, b" 10")
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        twice = read_until(client, b"200 OK")
        assert twice.count(b"200 OK") == 2 or read_until(client, b"200 OK")


def test_a_body_in_chunks_is_read_whole(serve):
    assert serve().ask("/", iter([b"0123", b"4567"]), {"Transfer-Encoding": "chunked"})[1] == 8


def test_a_large_file_is_read_and_one_that_no_form_would_take_is_refused_in_french(serve):
    server = serve()
    assert server.ask("/", b"0" * 3_000_000)[1] == 3_000_000
    with server.client(
        b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9000000\r\n\r\n"
    ) as client:
        assert read_until(client, b"\r\n\r\n") == web_worker.CONTINUE
        client.sendall(b"0" * 9_000_000)
        answer = read_until(client, b"Cet envoi est trop gros")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_client_that_sends_a_byte_now_and_then_is_given_up_and_a_slow_phone_is_not(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(web_worker.time, "monotonic", lambda: now[0])
    drip, phone = web_worker.Incoming(b"P"), web_worker.Incoming(b"P")
    for now[0] in range(1, 600):
        phone.add(b"0" * 1_500)
        if now[0] % 10 == 0:
            drip.add(b"0")
        assert phone.deadline > now[0]
        assert drip.deadline > now[0] or now[0] > 30
    assert drip.deadline < 31


def test_clients_that_hold_all_the_room_give_it_to_who_is_sending(serve):
    server = serve()
    held = 4_000_000
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (held + 1)
    with contextlib.ExitStack() as waiting:
        for _ in range(web_worker.MAX_HELD // held + 1):
            client = waiting.enter_context(server.client())
            with contextlib.suppress(OSError):
                client.sendall(head + b"0" * held)
        assert server.ask("/", b"0" * 1_000_000)[1] == 1_000_000


def test_a_page_that_never_ends_costs_its_process_which_is_replaced(serve):
    server = serve(WEB_TIMEOUT="2")
    stuck, _ = server.ask("/")
    with server.client(b"GET /?600 HTTP/1.1\r\nHost: a\r\n\r\n"):
        assert server.ask("/")[0] == stuck, "the others go on meanwhile"
        wait_until(lambda: _answered_by_another(server, stuck), 20)
    assert "slow_app.py" in server.log.read_text(), "where it was is in the log"


def _answered_by_another(server, stuck):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return server.ask("/")[0] != stuck


def test_a_page_within_its_time_ends(serve):
    assert serve(WEB_TIMEOUT="2").ask("/?1.2")[1] == 0


def test_a_stopping_server_does_not_wait_for_a_client_that_says_nothing(tmp_path):
    server = WebServer(tmp_path)
    with server.client():
        time.sleep(0.2)
        server.process.terminate()
        assert server.process.wait(5) == 0


def test_clients_that_stay_are_shared_out_between_the_workers(serve):
    server = serve(WEB_WORKERS="2")
    wait_until(lambda: len(shares(server, clients=2)) == 2)  # both have started
    # Eight each, but on a machine that lets one of them wait.
    assert max(shares(server, clients=16).values()) <= 10


def shares(server, *, clients):
    """How many of some clients that come together, and stay, each worker has."""
    with contextlib.ExitStack() as staying:
        connections = [
            staying.enter_context(
                contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30))
            )
            for _ in range(clients)
        ]
        with ThreadPoolExecutor(clients) as pool:
            return Counter(pool.map(process_of, connections))


def process_of(connection):
    connection.request("GET", "/")
    return connection.getresponse().read().split()[0]


def test_the_fewest_is_told_by_the_workers_that_have_spoken_lately(monkeypatch):
    holdings = web_worker.Holdings()
    assert holdings.fewest() == 0
    holdings.say(1, 7)
    holdings.say(web_worker.Holdings.PLACES + 2, 3)
    assert holdings.fewest() == 3
    monkeypatch.setattr(web_worker, "SILENT_S", 0)
    assert holdings.fewest() == 0


class Waking(web_worker.Worker):
    """A worker that a new connection wakes, with as many of its own as it is said."""

    def __init__(self, held):
        self.age, self.nr_conns, self.left_to, self.leaves_until = 1, held, 0.0, 0.0


@pytest.fixture
def wake(monkeypatch):
    """How many connections a worker holds once woken, beside another that holds some."""
    monkeypatch.setattr(
        web_worker.ThreadWorker, "accept", lambda self, _: setattr(self, "nr_conns", self.nr_conns + 1)
    )

    def waking(worker, elsewhere):
        monkeypatch.setattr(web_worker, "HOLDINGS", web_worker.Holdings())
        web_worker.HOLDINGS.say(2, elsewhere)
        web_worker.HOLDINGS.say(worker.age, worker.nr_conns)
        worker.accept(None)
        return worker.nr_conns

    return waking


def test_a_worker_takes_a_connection_when_none_holds_fewer(wake):
    assert wake(Waking(3), elsewhere=3) == 4
    assert wake(Waking(3), elsewhere=7) == 4


def test_a_worker_leaves_a_connection_for_a_while_to_one_that_holds_fewer(wake, monkeypatch):
    worker = Waking(3)
    assert wake(worker, elsewhere=1) == 3
    monkeypatch.setattr(web_worker, "LEAVES_S", 10)
    assert wake(worker, elsewhere=2) == 3
    worker.leaves_until = time.monotonic()  # nobody took it
    assert wake(worker, elsewhere=2) == 4
