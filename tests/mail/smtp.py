"""A small real mail server, that can hesitate or refuse where a test wants it to."""

import contextlib
import socketserver
import threading
from email import message_from_bytes


class MailServer(socketserver.ThreadingTCPServer):
    """`hold_at` names the moment ("RCPT" or "." for the end of the text) at which it stops answering, until
    `release()`; `refuse` maps a moment to its refusal. What it accepted is in `accepted`.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port=0):
        self.accepted = []
        self.hold_at = None
        self.refuse = {}
        self.held = threading.Event()
        self._released = threading.Event()
        super().__init__(("127.0.0.1", port), _Conversation)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def release(self):
        self.hold_at = None
        self._released.set()

    def close(self):
        self.release()
        self.shutdown()
        self.server_close()

    def answer_at(self, moment, usual):
        if self.hold_at == moment:
            self.held.set()
            self._released.wait(60)
        return self.refuse.get(moment, usual)


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError):
            self._talk()

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def _talk(self):
        self._say("220 tests")
        while line := self.rfile.readline():
            command = line.split()[0].upper().decode()
            if command == "DATA":
                refusal = self.server.answer_at("DATA", None)
                self._say(refusal or "354 go on")
                if not refusal:
                    self._receive()
            else:
                self._say(self.server.answer_at(command, "250 fine"))
                if command == "QUIT":
                    return

    def _receive(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if not line:  # the client left before the end of its text
            return
        refusal = self.server.refuse.get(".")
        if not refusal:
            self.server.accepted.append(message_from_bytes(b"".join(lines)))
        self.server.answer_at(".", None)
        self._say(refusal or "250 accepted")
