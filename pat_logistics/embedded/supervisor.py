"""What `make run` runs: the whole portal on one machine, until Ctrl-C."""

import contextlib
import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from pat_logistics.embedded.data_folder import PROJECT, Folder, say, servers
from pat_logistics.embedded.disk import Disk
from pat_logistics.embedded.kept import Kept
from pat_logistics.embedded.lock import Lock, TakenError
from pat_logistics.embedded.process import Child, ServiceError

DEFAULT_PORT = 8000
FIRST_PAGE_PATIENCE_S = 60.0
WORKER_STOP_PATIENCE_S = 15.0  # a task that lasts longer is done again at the next start


class StopAskedError(Exception):
    """The user asked for the end while the portal was starting."""


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        given = os.environ.get("PORT") or str(DEFAULT_PORT)
        if not given.isdecimal() or not 1 <= int(given) <= 65535:
            raise ServiceError(f"PORT doit être un nombre entre 1 et 65535 (reçu : {given}).")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(given))

    @property
    def local_host(self) -> str:
        """Name to reach it from this machine."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def url(self) -> str:
        host = f"[{self.local_host}]" if ":" in self.local_host else self.local_host
        return f"http://{host}:{self.port}"

    def check_free(self) -> None:
        """Refuse a used port.

        Raises
        ------
        ServiceError
            Another program listens there, or this user may not.
        """
        try:
            family, kind, protocol, _, target = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM
            )[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(target)
        except OSError as error:
            raise ServiceError(
                f"Le port {self.port} de {self.host} n’est pas libre ({error.strerror}). "
                "Choisissez-en un autre, par exemple : PORT=8010 make run"
            ) from error

    def answers(self) -> bool:
        """Tell whether the home page comes; a redirection or a refusal is an answer too."""
        connection = http.client.HTTPConnection(self.local_host, self.port, timeout=20)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _wait(
    condition: Callable[[], bool],
    children: list[Kept],
    stop: threading.Event,
    patience_s: float = float("inf"),
) -> bool:
    """Wait for a condition while every child lives.

    Raises
    ------
    StopAskedError
        The user asked for the end.
    ServiceError
        A child died.
    """
    deadline = time.monotonic() + patience_s
    while not condition():
        for child in [kept.child for kept in children]:
            if not child.alive():
                raise ServiceError(
                    f"{child.name} s’est arrêté (code {child.process.returncode}). "
                    f"Journal : {child.log}\n{child.log_tail()}"
                )
        if stop.wait(0.1):
            raise StopAskedError
        if time.monotonic() > deadline:
            return False
    return True


def _prepare(
    folder: Folder, environment: dict[str, str], children: list[Kept], stop: threading.Event, lock: int
) -> None:
    """Bring the database, the reference data and the static files up to date."""
    command = [sys.executable, "manage.py", "prepare"]
    embedded = not os.environ.get("DATABASE_URL")
    if (os.environ.get("DEMO") or ("1" if embedded else "0")) != "0":
        command.append("--demo")
    log = folder.logs / "prepare.log"
    child = Child("La préparation", command, log=log, env=environment, cwd=PROJECT, keep_open=(lock,))
    try:
        _wait(lambda: not child.alive(), children, stop)
        if child.process.returncode:
            raise ServiceError(f"La préparation a échoué. Journal : {log}\n{child.log_tail(30)}")
    finally:
        child.stop()


def _serve(
    address: Address, folder: Folder, environment: dict[str, str], stop: threading.Event, lock: int
) -> None:
    """Run everything until the user asks for the end; what dies once all is there is started again.

    Raises
    ------
    StopAskedError
        The user asked for the end while it was starting.
    ServiceError
        Something could not start.
    """
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        say("Démarrage des serveurs de données…")
    with servers(folder, os.environ, lock=lock) as beside, contextlib.ExitStack() as running:
        children = beside.vital
        say("Préparation des données…")
        _prepare(folder, environment, children, stop, lock)

        def start(name: str, module: list[str], log: str, death_signal: int, patience_s: float) -> None:
            def launch() -> Child:
                return Child(
                    name,
                    [sys.executable, "-m", *module],
                    log=folder.logs / log,
                    death_signal=death_signal,
                    env=environment,
                    cwd=PROJECT,
                    keep_open=(lock,),
                )

            kept = Kept(launch, say, stop_patience_s=patience_s)
            running.callback(kept.stop)
            children.append(kept)

        say("Démarrage des pages…")
        worker = ["celery", "--app", "pat_logistics.celery", "worker", "--beat"]
        # Alone on its broker: nobody to greet.
        worker += ["--without-mingle", "--without-gossip"]
        # An unfinished task is done again: at our sudden death, the worker has nobody left to report to.
        start("Celery", [*worker, "--loglevel", "INFO"], "celery.log", signal.SIGKILL, WORKER_STOP_PATIENCE_S)
        web = ["gunicorn", "--config", "python:pat_logistics.embedded.gunicorn_config"]
        start("gunicorn", [*web, "pat_logistics.wsgi"], "gunicorn.log", signal.SIGQUIT, 10)
        if not _wait(address.answers, children, stop, FIRST_PAGE_PATIENCE_S):
            raise ServiceError(f"Les pages ne répondent pas. Journal : {folder.logs / 'gunicorn.log'}")
        if not environment.get("EMAIL_URL"):
            say(f"Sans EMAIL_URL, les codes de connexion s’écrivent dans {folder.logs / 'gunicorn.log'}")
        say(f"Prêt : {address.url}")
        disk = Disk(folder.data, say)
        while not stop.wait(0.2):
            disk.watch()
            for kept in children:
                kept.tend()
            if beside.routing:
                beside.routing.tend()


def run() -> int:
    """Run the portal until Ctrl-C, SIGTERM or SIGHUP; give the exit status."""
    address = Address.from_environment()
    folder = Folder.from_environment()
    try:
        lock = Lock(folder.lock, purpose="run", address=address.url)
    except TakenError as taken:
        raise ServiceError(_already_running(folder, taken.owner)) from taken
    address.check_free()
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    folder.choose_routing_port(os.environ)
    environment = folder.environment(os.environ)
    environment |= {"HOST": address.host, "PORT": str(address.port)}
    environment["SITE_URL"] = environment.get("SITE_URL") or address.url
    with contextlib.suppress(StopAskedError):
        _serve(address, folder, environment, stop, lock.descriptor)
    say("Arrêté.")
    return 0


def _already_running(folder: Folder, owner: dict[str, str]) -> str:
    if not owner:
        return (
            f"Des programmes d’un lancement précédent utilisent encore {folder.root}. "
            "Attendez quelques secondes, puis recommencez."
        )
    if owner["purpose"] == "exec":
        return f"Une autre commande (processus {owner['pid']}) utilise déjà {folder.root}. Attendez sa fin."
    return f"PAT Logistique fonctionne déjà dans ce dossier : {owner['address']} (processus {owner['pid']})."
