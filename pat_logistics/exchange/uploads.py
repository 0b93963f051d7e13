"""Between the trial of a file and « Appliquer », it waits: what was tried is what is written."""

import hashlib
from typing import Any

from django import forms
from django.core.cache import cache
from redis.exceptions import RedisError

from pat_logistics.exchange.importing import Import
from pat_logistics.exchange.report import Report
from pat_logistics.exchange.sheets import MAX_BYTES, UnreadableFileError, too_big

KEPT_SECONDS = 3600
FORGOTTEN = "Ce fichier n’est plus en mémoire. Envoyez-le de nouveau."
NOT_KEPT = "Le fichier n’a pas pu être gardé : réessayez dans un moment."


def file_field(label: str, accept: str, most: str) -> forms.FileField:
    """A file of these kinds; `most` says how long it may be."""
    return forms.FileField(
        label=label,
        help_text=f"2 Mo et {most} au plus. Rien n’est écrit avant que vous ayez relu le rapport.",
        widget=forms.FileInput(attrs={"accept": accept}),
        allow_empty_file=True,
    )


class UploadForm(forms.Form):
    """A form with a `file`, small enough to be read."""

    MAX_BYTES = MAX_BYTES

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > self.MAX_BYTES:
            raise forms.ValidationError(too_big(self.MAX_BYTES), code="size")
        return sent


def try_out(form: UploadForm, kind: Import[Any], place: str) -> dict[str, Any]:
    """For a page, what the file of a valid form would do, and the mark to apply it by.

    `place` is whose file it is, and for what. A file that cannot be read is an error of the form.
    """
    content = form.cleaned_data["file"].read()
    mark = fingerprint(content)
    try:
        report = kind.run(content, apply=False)
        cache.set(_key(place, mark), content, KEPT_SECONDS)
    except UnreadableFileError as error:
        form.add_error("file", str(error))
    except RedisError:
        form.add_error("file", NOT_KEPT)
    else:
        return {"report": report, "mark": mark}
    return {"report": None}


def apply(kind: Import[Any], place: str, mark: str) -> Report | None:
    """Write the very file that was tried; None when it waits no more. What changed since is judged again."""
    try:
        content = cache.get(_key(place, mark)) if len(mark) == 64 and mark.isalnum() else None
        return kind.run(content, apply=True) if content else None
    except (RedisError, UnreadableFileError):
        return None


def forget(place: str, mark: str) -> None:
    """The file is written: sent again, it would undo what came since."""
    cache.delete(_key(place, mark))


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _key(place: str, mark: str) -> str:
    return f"import:{place}:{mark}"
