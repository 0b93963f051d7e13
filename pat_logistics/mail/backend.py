"""SMTP that says when the text of a mail is about to be handed over."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _TellsBeforeData:
    """Before `DATA` the server has no text, so nothing can have been sent; after it, only it knows."""

    before_data: Callable[[], None]

    def data(self, msg: Any) -> Any:
        self.before_data()
        return super().data(msg)  # type: ignore[misc]


class _Smtp(_TellsBeforeData, smtplib.SMTP):
    pass


class _SmtpSsl(_TellsBeforeData, smtplib.SMTP_SSL):
    pass


class HandOverBackend(EmailBackend):
    """Django's own SMTP, that calls `before_data` at that instant; an exception there stops the sending."""

    def __init__(self, *, before_data: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._before_data = before_data

    @property
    def connection_class(self) -> Any:
        def connect(*args: Any, **kwargs: Any) -> smtplib.SMTP:
            connection = (_SmtpSsl if self.use_ssl else _Smtp)(*args, **kwargs)
            connection.before_data = self._before_data
            return connection

        return connect
