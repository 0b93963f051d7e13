"""Child processes that never outlive us, even when we are killed.

On Linux the kernel signals each child at the death of its parent (prctl(2), PR_SET_PDEATHSIG). Elsewhere
the children are stopped at a normal exit only.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
LARGEST_LOG = 20_000_000  # bytes; a longer log is set aside at the next start
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ServiceError(Exception):
    """A service cannot start; the message is shown to the user as it is."""


def server_user() -> str | None:
    """Give the user who must run the servers: PostgreSQL refuses to run as root, so `nobody` does."""
    return "nobody" if os.geteuid() == 0 else None


def hand_over(path: Path) -> None:
    """Create a private folder that belongs to the user who runs the servers.

    Raises
    ------
    ServiceError
        Somebody else made it first, or laid a link in its place: the path may be guessed.
    """
    with contextlib.suppress(FileExistsError):  # judged below
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = pwd.getpwnam(server_user() or pwd.getpwuid(os.geteuid()).pw_name)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise ServiceError(f"{path} devrait être un dossier, sans lien symbolique.")
    if found.st_uid not in {os.geteuid(), owner.pw_uid}:
        raise ServiceError(f"Le dossier {path} appartient à un autre utilisateur.")
    if found.st_uid != owner.pw_uid:
        os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    path.chmod(0o700)


def make_passable(path: Path) -> None:
    """Create a folder that every user may pass through, whatever the umask."""
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir()
            folder.chmod(0o711)


def as_server_user() -> dict[str, Any]:
    """Give the `subprocess` arguments that drop root's rights."""
    user = server_user()
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def reachable(path: Path) -> bool:
    """Tell whether the user who runs the servers can reach `path`: a clone in /root is closed to `nobody`."""
    return subprocess.run(["/usr/bin/test", "-x", path], **as_server_user(), check=False).returncode == 0


def die_with_parent(death_signal: int) -> None:
    """Ask the kernel to signal this process when its parent dies."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, death_signal)


def _dying_with(parent: int, death_signal: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with_parent(death_signal)
        # The parent may have died between the fork and the line above.
        if os.getppid() != parent:
            os._exit(1)

    return prepare


class Child:
    """One process in its own session, its output in a log file.

    Parameters
    ----------
    name : str
        Shown to the user when the process dies.
    command : sequence
        Program and arguments.
    log : Path
        Output and errors are appended there.
    stop_signal : int
        Asks for an orderly end.
    death_signal : int, optional
        Sent by the kernel when we die without having stopped it; `stop_signal` unless given.
    server : bool
        Run as `nobody` when we are root.
    keep_open : sequence of int
        Descriptors the process inherits.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        stop_signal: int = signal.SIGTERM,
        death_signal: int | None = None,
        server: bool = False,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        keep_open: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.log = log
        self.stop_signal = stop_signal
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
        # preexec_fn comes after the change of user, which would have cleared the death signal.
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_dying_with(os.getpid(), death_signal or stop_signal),
                env=env,
                cwd=cwd,
                pass_fds=keep_open,
                **(as_server_user() if server else {}),
            )

    def alive(self) -> bool:
        return self.process.poll() is None

    def log_tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, patience_s: float = 10.0) -> None:
        """End the process in order, then by force; its session never outlives it."""
        if self.alive():
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(patience_s)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
