"""What `make roads` runs: builds the tiles of the routing server from OpenStreetMap extracts.

Everything happens in a folder apart; the new tiles take the place of the old ones in one move, at the end.
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from urllib.parse import unquote, urlsplit

from pat_logistics.embedded import valhalla
from pat_logistics.embedded.binaries import valhalla_package
from pat_logistics.embedded.data_folder import Folder, say
from pat_logistics.embedded.download import fetch, is_address, megabytes
from pat_logistics.embedded.process import Child, ServiceError, make_passable

USAGE = (
    "Indiquez un extrait OpenStreetMap (.osm.pbf), fichier ou adresse, par exemple :\n"
    "  make roads PBF=https://download.geofabrik.de/europe/france/languedoc-roussillon-latest.osm.pbf\n"
    "Plusieurs extraits se séparent par des espaces, entre guillemets."
)
# Of the size of the extracts: the intermediate files, the tiles, and their archive.
ROOM_FACTOR = 4
STILL_BUSY_S = 60
DRAFT = "draft-"


class DamagedError(ServiceError):
    """An extract cannot be read: one that was downloaded is not to be taken up again."""


def asked(arguments: Sequence[str], variable: str) -> list[str]:
    """Give the extracts named on the command line, else in a variable (one path, or several to be split).

    Raises
    ------
    ServiceError
        None is named.
    """
    if not arguments and variable.strip():
        try:
            arguments = [variable] if Path(variable).expanduser().is_file() else shlex.split(variable)
        except ValueError as error:
            raise ServiceError(f"PBF ne peut pas être lu : {variable}\n{USAGE}") from error
    if not arguments:
        raise ServiceError(USAGE)
    return list(arguments)


def build(extracts: Sequence[str]) -> int:
    """Build the tiles and put them in the place of those that were there; give the exit status.

    Raises
    ------
    ServiceError
        Nothing changed: what was asked for cannot be had or read, or the machine is too small.
    """
    valhalla_package()
    folder = Folder.from_environment()
    make_passable(folder.roads)
    with _alone(folder.roads), _interruptible():
        for left in folder.roads.glob(f"{DRAFT}*"):
            shutil.rmtree(left)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder.roads))
        downloads = folder.roads / "downloads"
        try:
            files = [_local(extract, downloads) for extract in extracts]
            for file in files:
                _check(file)
            _check_room(folder.roads, files)
            _build(files, draft, folder.logs / "roads.log")
            size = _swap(draft, folder.tiles)
        except DamagedError:
            shutil.rmtree(downloads, ignore_errors=True)
            raise
        except KeyboardInterrupt:
            say("Interrompu : rien n’a changé. La même commande reprendra le téléchargement où il en était.")
            return 130
        except OSError as error:
            raise ServiceError(f"Construction impossible : {error.strerror} ({error.filename}).") from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(downloads, ignore_errors=True)
    say(f"Tuiles prêtes : {folder.tiles} ({megabytes(size)}).")
    say("Lancez le portail (make run), ou relancez-le s’il fonctionne déjà : il s’en servira.")
    return 0


@contextlib.contextmanager
def _alone(roads: Path) -> Iterator[None]:
    with (roads / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServiceError(
                f"Une autre construction travaille déjà dans {roads}. Attendez sa fin."
            ) from error
        yield


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Treat every request to end as Ctrl-C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _local(extract: str, downloads: Path) -> Path:
    """Give the file of an extract, downloaded if it has an address."""
    if is_address(extract) and urlsplit(extract).scheme != "file":
        return fetch(extract, downloads, say)
    path = Path(unquote(urlsplit(extract).path)) if is_address(extract) else Path(extract).expanduser()
    if not path.is_file():
        raise ServiceError(f"{path} : ce fichier n’existe pas.")
    return path.resolve()


def _check(file: Path) -> None:
    """Refuse early what is no extract: a web page saved under that name, another format."""
    try:
        with file.open("rb") as content:
            start = content.read(64)
    except OSError as error:
        raise ServiceError(f"{file} ne peut pas être lu : {error.strerror}.") from error
    # Every extract begins with the length of a header that bears this name.
    if b"OSMHeader" not in start[4:]:
        raise DamagedError(f"{file} n’est pas un extrait OpenStreetMap au format .osm.pbf.")


def _check_room(roads: Path, files: Sequence[Path]) -> None:
    needed = ROOM_FACTOR * sum(file.stat().st_size for file in files)
    free = shutil.disk_usage(roads).free
    if free < needed:
        raise ServiceError(
            f"Pas assez de place dans {roads} : il faut environ {megabytes(needed)}, "
            f"{megabytes(free)} sont libres."
        )


def _build(files: Sequence[Path], draft: Path, log: Path) -> None:
    say(f"Construction des tuiles… (journal : {log})")
    log.unlink(missing_ok=True)
    command: list[str | Path] = [valhalla_package() / "bin/valhalla_build_tiles"]
    command += ["--inline-config", valhalla.configuration(draft=draft), *files]
    builder = Child("La construction", command, log=log, death_signal=signal.SIGKILL, cwd=draft)
    began = time.monotonic()
    try:
        while builder.alive():
            with contextlib.suppress(subprocess.TimeoutExpired):
                builder.process.wait(STILL_BUSY_S)
                break
            say(f"  toujours en cours ({round((time.monotonic() - began) / 60)} min)")
    finally:
        builder.stop()
    status = builder.process.returncode
    if status or not any(draft.rglob("*.gph")):
        said = builder.log_tail(200)
        kind = DamagedError if "PBF error" in said else ServiceError
        raise kind(f"{_reason(status, said)} (journal : {log})")


def _reason(status: int, said: str) -> str:
    """Say in words why the build stopped."""
    if status == -signal.SIGKILL:
        return "La construction a été arrêtée par le système, sans doute faute de mémoire."
    if status == -signal.SIGBUS or "No space left" in said:
        return "La construction s’est arrêtée faute de place sur le disque."
    if "PBF error" in said:
        return "L’extrait est incomplet ou abîmé : téléchargez-le de nouveau."
    if "Finished with 0 routable ways" in said:
        return "L’extrait ne contient aucune route."
    return f"La construction a échoué (code {status})."


def _swap(draft: Path, tiles: Path) -> int:
    """Gather the tiles in one file, see that the server reads it, and put it in its place; give its size."""
    archive = draft / tiles.name
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as gathered:
        for path in sorted(draft.rglob("*.gph")):
            gathered.add(path, path.relative_to(draft))
    command: list[str | Path] = [valhalla_package() / "bin/valhalla_service"]
    command += [valhalla.configuration(tiles=archive), "status", "{}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode or '"tileset_last_modified":0' in answer.stdout:
        raise ServiceError("Les tuiles construites ne peuvent pas être lues : rien n’a changé.")
    archive.chmod(0o644)
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    archive.replace(tiles)
    return tiles.stat().st_size
