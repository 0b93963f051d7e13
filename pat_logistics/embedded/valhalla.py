"""An embedded Valhalla, the routing server, on a port of its own of this machine alone.

Its tiles are one file, built by `make roads`. It listens on TCP because it knows nothing else; whoever may
ask it learns only what is on the public map.
"""

import http.client
import json
import os
import runpy
import signal
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pat_logistics.embedded.binaries import valhalla_package, valhalla_program
from pat_logistics.embedded.process import Child, ServiceError

HOST = "127.0.0.1"
PRODUCTION_PORT = 8002  # Valhalla's own habit
START_PATIENCE_S = 30.0
RESTART_PAUSE_S = 10.0
THREADS = "2"
# The default refuses a trip of more than 400 km as the crow flies: Mende to Paris is 480.
LONGEST_TRIP_M = 2_000_000
VEHICLES = ("auto", "truck")
# What a build finds nothing in; left in, each would be looked for and reported missing.
ABSENT = ("tile_dir", "tile_extract", "traffic_extract", "admin", "landmarks", "timezone", "transit_dir")


def configuration(*, tiles: Path | None = None, draft: Path | None = None, port: int = 0) -> str:
    """Give Valhalla's configuration as JSON: the default one of its version, with what is ours.

    Parameters
    ----------
    tiles : Path, optional
        File of the tiles, to serve them.
    draft : Path, optional
        Folder where tiles are being built.
    port : int
        Where the server listens.
    """
    default = runpy.run_path(str(valhalla_package() / "valhalla_build_config.py"))
    settings = _without_optional(default["config"], default["Optional"])
    for name in ABSENT:
        settings["mjolnir"].pop(name, None)
    if tiles:
        settings["mjolnir"]["tile_extract"] = str(tiles)
    if draft:
        settings["mjolnir"]["tile_dir"] = str(draft)
    settings["mjolnir"]["data_processing"]["use_admin_db"] = False
    settings["additional_data"] = {}
    settings["logging"] = {"type": "std_out" if draft else "", "color": False}
    # Places without a way between them come back empty, instead of failing the whole question.
    settings["loki"]["use_connectivity"] = False
    settings["loki"]["actions"] = ["locate", "sources_to_targets", "status"]
    settings["httpd"]["service"] |= {
        "listen": f"tcp://{HOST}:{port}",
        "drain_seconds": 0,
        "shutdown_seconds": 0,
        "timeout_seconds": 30,
    }
    for vehicle in VEHICLES:
        settings["service_limits"][vehicle]["max_matrix_distance"] = LONGEST_TRIP_M
    return json.dumps(settings)


def _without_optional(settings: dict[str, Any], optional: type) -> dict[str, Any]:
    """Leave out what the default configuration only mentions."""
    return {
        name: _without_optional(value, optional) if isinstance(value, dict) else value
        for name, value in settings.items()
        if not isinstance(value, optional)
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def tiles_served(port: int) -> bool | None:
    """Tell whether the server has read its tiles; None when it does not answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/status")
        return bool(json.load(connection.getresponse())["tileset_last_modified"])
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return None
    finally:
        connection.close()


class RoutingServer:
    """The server, started again when it dies: the portal lives without it, and estimates.

    Parameters
    ----------
    tiles : Path
        File of the tiles, readable by the user who runs the servers.
    keep_open : sequence of int
        Descriptors of locks that the server keeps taken as long as it lives.
    """

    def __init__(self, tiles: Path, *, port: int, log: Path, keep_open: Sequence[int] = ()) -> None:
        self.port = port
        self._command: list[str | Path] = [
            valhalla_program(),
            configuration(tiles=tiles, port=port),
            THREADS,
        ]
        self._log = log
        self._keep_open = keep_open
        self._launch()

    def _launch(self) -> None:
        self._launched_at = time.monotonic()
        # It holds nothing that could be lost: at our sudden death, it need not end in order.
        self._child = Child(
            "Valhalla",
            self._command,
            log=self._log,
            death_signal=signal.SIGKILL,
            server=True,
            cwd=Path("/"),
            keep_open=self._keep_open,
        )

    def wait(self) -> None:
        """Wait until it answers.

        Raises
        ------
        ServiceError
            It does not, or its tiles cannot be read.
        """
        deadline = time.monotonic() + START_PATIENCE_S
        while (served := tiles_served(self.port)) is None:
            if not self._child.alive() or time.monotonic() > deadline:
                raise ServiceError(
                    f"Valhalla ne démarre pas (journal : {self._log}) :\n{self._child.log_tail()}"
                )
            time.sleep(0.02)
        if not served:
            raise ServiceError(f"Valhalla ne peut pas lire les tuiles (journal : {self._log}).")

    def tend(self) -> None:
        """Start it again if it has died, at most once in a while."""
        if not self._child.alive() and time.monotonic() > self._launched_at + RESTART_PAUSE_S:
            self._launch()

    def stop(self) -> None:
        self._child.stop()


def serve(tiles: Path, port: int) -> None:
    """Become the server, for a machine whose own supervisor (systemd) looks after it.

    Raises
    ------
    ServiceError
        There are no tiles.
    """
    if not tiles.exists():
        raise ServiceError(f"Aucune tuile dans {tiles} : construisez-les par « make roads PBF=… ».")
    program = valhalla_package() / "bin/valhalla_service"
    os.execv(program, [str(program), configuration(tiles=tiles, port=port), THREADS])  # noqa: S606
