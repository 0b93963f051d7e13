"""A file from an address, resumed where an earlier attempt stopped if the server still has the same one."""

import contextlib
import hashlib
import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pat_logistics.embedded.process import ServiceError

TIMEOUT_S = 30
ATTEMPTS = 3
PAUSE_S = 2.0
CHUNK = 1 << 20
AGENT = "PAT-Logistique (make roads)"


def is_address(text: str) -> bool:
    return "://" in text


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}".replace(",", "\u202f").replace(".", ",") + "\u00a0Mo"


def fetch(address: str, folder: Path, say: Callable[[str], None]) -> Path:
    """Download into `folder`, in which an unfinished attempt stays to be resumed; give the whole file.

    Raises
    ------
    ServiceError
        The address is wrong, the server refuses or stops answering, or the disk is full.
    """
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise ServiceError(f"{address} : l’adresse doit commencer par http://, https:// ou file://.")
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(unquote(urlsplit(address).path)).name or "extrait"
    path = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:12]}-{name}"
    say(f"Téléchargement de {address}…")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            if _attempt(address, path, say):
                return path
            problem = "la connexion s’est coupée"
        except urllib.error.HTTPError as error:
            error.close()
            if error.code < 500:
                raise ServiceError(f"{address} : le serveur répond {error.code} ({error.reason}).") from error
            problem = f"le serveur répond {error.code}"
        except urllib.error.URLError as error:
            problem = f"le serveur ne répond pas ({error.reason})"
        except (HTTPException, ConnectionError, TimeoutError) as error:
            problem = f"la connexion s’est coupée ({type(error).__name__})"
        except OSError as error:
            raise ServiceError(f"{path} ne peut pas être écrit : {error.strerror}.") from error
        if attempt < ATTEMPTS:
            say(f"  {problem} : nouvel essai…")
            time.sleep(PAUSE_S)
    raise ServiceError(
        f"{address} : {problem}. La même commande reprendra où le téléchargement s’est arrêté."
    )


def _attempt(address: str, path: Path, say: Callable[[str], None]) -> bool:
    """Ask for what is missing; tell whether the file is whole."""
    note = path.with_name(f"{path.name}.json")
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    done, known = _unfinished(path, note)
    if known:
        # The server sends the rest if the file is still the same, and all of it otherwise.
        headers |= {"Range": f"bytes={done}-", "If-Range": known}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - checked by the caller
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code != 416 or not known:
            raise
        error.close()
        if error.headers.get("Content-Range") == f"bytes */{done}":
            return True  # nothing was missing
        note.unlink(missing_ok=True)
        return _attempt(address, path, say)
    with answer:
        resumed = answer.status == 206
        if not resumed:
            done = 0
            note.write_text(json.dumps(_identity(answer)))
        return _receive(answer, path, done, say)


def _unfinished(path: Path, note: Path) -> tuple[int, str]:
    """Give how much is there, and what the server called it; nothing when it could be another file."""
    with contextlib.suppress(OSError, ValueError):
        return path.stat().st_size, str(json.loads(note.read_text()))
    return 0, ""


def _identity(answer: HTTPResponse) -> str:
    """Give what tells a version of the file from the next, empty when the server says nothing that does."""
    tag = answer.headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified") or ""


def _receive(answer: HTTPResponse, path: Path, done: int, say: Callable[[str], None]) -> bool:
    length = answer.headers.get("Content-Length")
    total = done + int(length) if length else None
    if total and total - done > (free := shutil.disk_usage(path.parent).free):
        raise ServiceError(
            f"Pas assez de place dans {path.parent} : {megabytes(total - done)} à télécharger, "
            f"{megabytes(free)} libres."
        )
    said = done * 10 // total if total else 0
    with path.open("ab" if done else "wb") as file:
        while chunk := answer.read(CHUNK):
            file.write(chunk)
            done += len(chunk)
            if total and done * 10 // total > said:
                said = done * 10 // total
                say(f"  {said * 10} % de {megabytes(total)}")
    return total is None or done == total
