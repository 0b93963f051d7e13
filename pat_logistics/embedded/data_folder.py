"""The data folder (`VAR_DIR`), what the portal finds in it, and the servers embedded there."""

import contextlib
import hashlib
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pat_logistics.embedded import postgres, valhalla, valkey
from pat_logistics.embedded.kept import Kept
from pat_logistics.embedded.process import (
    Child,
    ServiceError,
    hand_over,
    make_passable,
    reachable,
    server_user,
)

PROJECT = Path(__file__).resolve().parent.parent.parent
# Linux refuses a Unix socket whose path exceeds 107 bytes; the longest name we add takes 15.
LONGEST_SOCKET_FOLDER = 90
# For root only: `nobody` must reach its data even when the project lies in a closed folder such as /root.
OPEN_DATA = Path("/var/lib/pat-logistique/data")
# Left empty, these count as not given.
SERVERS = ("DATABASE_URL", "REDIS_URL", "VALHALLA_URL", "SECRET_KEY")


class Folder:
    """Places inside a data folder, created when missing.

    Raises
    ------
    ServiceError
        The folder cannot be written, or was made by another user.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        digest = hashlib.sha256(str(root).encode()).hexdigest()[:12]
        try:
            root.mkdir(parents=True, exist_ok=True)
            self.logs = root / "log"
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise ServiceError(f"Le dossier {root} ne peut pas être écrit : {error.strerror}.") from error
        if not os.access(root, os.W_OK) or root.stat().st_uid != os.geteuid():
            raise ServiceError(
                f"Le dossier {root} appartient à un autre utilisateur : lancez la commande sous son nom, "
                "ou choisissez un autre dossier par VAR_DIR."
            )
        self.data = root if reachable(root) else OPEN_DATA / digest
        self.sockets = self.data / "run"
        if len(os.fsencode(self.sockets)) > LONGEST_SOCKET_FOLDER:
            temporary = Path(tempfile.gettempdir()) / f"pat-{digest}"
            self.sockets = OPEN_DATA / digest / "run" if server_user() else temporary
        self.lock = root / "lock"
        self.guests = root / "guests"
        self.roads = self.data / "roads"
        self.tiles = self.roads / "tiles.tar"
        self._routing_port = root / "routing_port"

    @classmethod
    def from_environment(cls) -> "Folder":
        return cls(Path(os.environ.get("VAR_DIR") or PROJECT / "var").resolve())

    def secret_key(self) -> str:
        """Give the secret of this installation, drawn once and readable by its owner only."""
        path = self.root / "secret_key"
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        return path.read_text()

    def choose_routing_port(self, given: Mapping[str, str]) -> None:
        """Note the port of the routing server to be embedded, or that there will be none.

        For the holder of the lock; a command that joins its servers reads the note.
        """
        self._routing_port.unlink(missing_ok=True)
        if self.tiles.exists() and not given.get("VALHALLA_URL"):
            self._routing_port.write_text(str(valhalla.free_port()))

    def routing_port(self) -> int | None:
        try:
            return int(self._routing_port.read_text())
        except (FileNotFoundError, ValueError):
            return None

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """Complete an environment with the addresses of the embedded servers and the secret."""
        environment = {name: value for name, value in given.items() if value or name not in SERVERS}
        environment.setdefault("DATABASE_URL", postgres.database_url(self.sockets))
        environment.setdefault("REDIS_URL", valkey.redis_url(self.sockets))
        if port := self.routing_port():
            environment.setdefault("VALHALLA_URL", f"http://{valhalla.HOST}:{port}")
        if "SECRET_KEY" not in environment:
            environment["SECRET_KEY"] = self.secret_key()
        environment["VAR_DIR"] = str(self.root)
        return environment


def say(text: str) -> None:
    """Tell the user, unless the terminal is gone."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class Servers:
    """What runs beside the portal: it needs the `vital` ones, `routing` may be missing or late."""

    def __init__(self) -> None:
        self.vital: list[Kept] = []
        self.routing: valhalla.RoutingServer | None = None


@contextmanager
def servers(folder: Folder, given: Mapping[str, str], *, lock: int) -> Iterator[Servers]:
    """Run the servers that the environment does not give, and stop them in reverse order.

    Parameters
    ----------
    lock : int
        Descriptor of the folder's lock, inherited by the servers.
    """
    running = Servers()
    started: list[Kept | valhalla.RoutingServer] = []
    needed = [name for name in ("DATABASE_URL", "REDIS_URL") if not given.get(name)]

    def keep(launch: Callable[[], Child]) -> None:
        server = Kept(launch, say)
        started.append(server)
        running.vital.append(server)

    try:
        # First launched and last waited for: it reads its tiles while the others start.
        if port := folder.routing_port():
            running.routing = _launch_routing(folder, port, lock)
        if running.routing:
            started.append(running.routing)
        if needed:
            make_passable(folder.data)
            make_passable(folder.sockets.parent)
            hand_over(folder.sockets)
        if "DATABASE_URL" in needed:
            keep(lambda: postgres.start(
                folder.data / "postgres", sockets=folder.sockets, log=folder.logs / "postgres.log",
                keep_open=(lock,),
            ))  # fmt: skip
        if "REDIS_URL" in needed:
            keep(lambda: valkey.start(
                folder.data / "valkey", sockets=folder.sockets, log=folder.logs / "valkey.log",
                persistent=True, keep_open=(lock,),
            ))  # fmt: skip
        if running.routing:
            try:
                running.routing.wait()
            except ServiceError as error:
                _warn(error)
                running.routing.stop()
                running.routing = None
        yield running
    finally:
        for started_server in reversed(started):
            started_server.stop()


def _launch_routing(folder: Folder, port: int, lock: int) -> valhalla.RoutingServer | None:
    try:
        log = folder.logs / "valhalla.log"
        return valhalla.RoutingServer(folder.tiles, port=port, log=log, keep_open=(lock,))
    except ServiceError as error:
        _warn(error)
        return None


def _warn(error: ServiceError) -> None:
    """The portal estimates the roads that no server gives: it starts all the same."""
    sys.stderr.write(f"{error}\nLes distances qui ne sont pas connues seront estimées.\n")
