"""A raw SMTP client that does what a test says and nothing by itself."""
import base64
import socket
import ssl


class talk:
    """A connection; the banner is read at once unless `banner=False`."""

    def __init__(self, port, banner=True, tls=False, timeout=120, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.settimeout(timeout)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        if tls:
            self.handshake()
        if banner:
            self.expect(220)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def handshake(self):
        context = ssl._create_unverified_context()
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")

    def send(self, octets):
        self.socket.sendall(octets if isinstance(octets, bytes) else octets.encode())

    def line(self):
        while b"\n" not in self.buffer:
            more = self.socket.recv(65536)
            if not more:
                raise EOFError(f"closed after {self.buffer!r}")
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\n", 1)
        if not line.endswith(b"\r"):
            raise AssertionError(f"reply line without CR: {line!r}")
        return line[:-1].decode()

    def reply(self):
        """All lines of one reply."""
        lines = [self.line()]
        while lines[-1][3:4] == "-":
            lines.append(self.line())
        return lines

    def expect(self, code):
        lines = self.reply()
        if not all(line.startswith(str(code)) for line in lines):
            raise AssertionError(f"expected {code}, got {lines}")
        return lines

    def ask(self, line, code, end="\r\n"):
        """A command typed with its line end, and its reply, which must have this code."""
        self.send(line + end)
        return self.expect(code)

    def rest(self):
        """Everything until the server closes."""
        got = self.buffer
        self.buffer = b""
        while more := self.socket.recv(65536):
            got += more
        return got

    def codes_until_closed(self):
        """The code of every reply until the server closes."""
        lines = self.rest().decode().splitlines()
        return [int(line[:3]) for line in lines if line[3:4] != "-"]

    def send_mail(self, message, sender="app@example.test", to=("bob@example.test",), greet=True, quit=True):
        """One mail, one command at a time; the reply to its end. `message` is not dot-stuffed here."""
        if greet:
            self.ask("EHLO client.example.org", 250)
        self.ask(f"MAIL FROM:<{sender}>", 250)
        for one in to:
            self.ask(f"RCPT TO:<{one}>", 250)
        self.ask("DATA", 354)
        self.send(message + b".\r\n")
        reply = self.expect(250)
        if quit:
            self.ask("QUIT", 221)
            if self.rest():
                raise AssertionError("bytes after the reply to QUIT")
        return reply


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()
