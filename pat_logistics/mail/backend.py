"""SMTP that says when a mail is about to be handed over for good."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

GO_AHEAD = 354


class _Smtp(smtplib.SMTP):
    """Until the final dot the server keeps nothing (RFC 5321, §4.1.1.4); after it, only it knows.

    smtplib sends the text and the dot together; here `before_end` is called between the two.
    """

    before_end: Callable[[], None]

    def data(self, msg: Any) -> Any:
        self.putcmd("data")
        code, answer = self.getreply()
        if code != GO_AHEAD:
            raise smtplib.SMTPDataError(code, answer)
        try:
            # A line that begins with a dot gets a second one (§4.5.2).
            lines = msg.removesuffix(b"\r\n").split(b"\r\n")
            self.send(b"".join((b"." if line[:1] == b"." else b"") + line + b"\r\n" for line in lines))
            self.before_end()
            self.send(b".\r\n")
        except BaseException:
            self.close()  # anything said now, QUIT too, would be read as text
            raise
        return self.getreply()


class _SmtpSsl(_Smtp, smtplib.SMTP_SSL):
    pass


class HandOverBackend(EmailBackend):
    """Django's own SMTP, that calls `before_end` at that instant; an exception there stops the sending."""

    def __init__(self, *, before_end: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._before_end = before_end

    @property
    def connection_class(self) -> Any:
        def connect(*args: Any, **kwargs: Any) -> smtplib.SMTP:
            connection = (_SmtpSsl if self.use_ssl else _Smtp)(*args, **kwargs)
            connection.before_end = self._before_end
            return connection

        return connect
