"""How real clients are run here: with one fixed message, and nothing of their own choosing in what they send."""
import json
import os
import pathlib
import smtplib
import subprocess
import threading

from errand import IMPLICIT, SENDER, STARTTLS, errand
from mock import KEPT

PATIENCE = 60  # seconds, of every client
NAME = "client.example.org"  # what each calls itself
BOB, CAROL, DAVE = "bob@example.test", "carol@example.test", "dave@example.test"
MESSAGE_ID = "<1@example.org>"
HEADERS = (f"From: {SENDER}\r\nTo: {BOB}\r\nSubject: hello\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
           f"Message-ID: {MESSAGE_ID}\r\n\r\n").encode()
MESSAGE = HEADERS + b"hello\r\n"
LONG = HEADERS + b"a line of thirty octets, or so\r\n" * 200


def helper(name):
    return os.path.join(os.path.dirname(__file__), "helpers", name)


def errand_of(one, tls):
    """One mail for the clients of the matrix, which verify the certificate against the server's own authority."""
    folder = pathlib.Path(one.folder.name)
    (folder / "message.eml").write_bytes(MESSAGE)
    (folder / "ca.pem").write_bytes(one.request("GET", "/v1/tls/ca.pem").body)
    return errand(one.smtps if tls == IMPLICIT else one.smtp, tls, folder, "PLAIN", "")


def run(*command, **how):
    """The exit status, and all it said."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE,
                          check=False, **({"stdin": subprocess.DEVNULL} | how))
    return done.returncode, done.stdout.decode("utf-8", "replace")


def curl(one, message=MESSAGE):
    """Without a log-in and without TLS."""
    path = pathlib.Path(one.folder.name) / "to-send.eml"
    path.write_bytes(message)
    return run("curl", "-sS", f"smtp://127.0.0.1:{one.smtp}/{NAME}", "--mail-from", SENDER, "--mail-rcpt", BOB,
               "--upload-file", path)


def smtplib_connection(one, patience=PATIENCE):
    return smtplib.SMTP("127.0.0.1", one.smtp, local_hostname=NAME, timeout=patience)


def smtplib_send(one, *to, message=MESSAGE, patience=PATIENCE):
    """Who was refused; raises what smtplib raises."""
    with smtplib_connection(one, patience) as connection:
        return connection.sendmail(SENDER, to or (BOB,), message)


def phpmailer(one, *to):
    return run("php", helper("several.php"), one.smtp, *to)


def openssl(one):
    """What s_client says of the certificate, having said STARTTLS."""
    return run("openssl", "s_client", "-starttls", "smtp", "-name", NAME, "-connect", f"127.0.0.1:{one.smtp}",
               "-CAfile", errand_of(one, STARTTLS).authority, "-servername", "localhost", "-verify_hostname", "localhost",
               "-verify_return_error")


class nodemailer:
    """A running program with one transport; closes it in the end."""

    def __init__(self, one, **transport):
        self.plain = {"host": "127.0.0.1", "port": one.smtp, "name": NAME, "ignoreTLS": True} | transport

    def __enter__(self):
        self.process = subprocess.Popen(
            ["node", helper("nodemailer.js"), json.dumps(self.plain)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | {"NODE_PATH": str(KEPT / "npm/node_modules")})
        self.guard = threading.Timer(PATIENCE, self.process.kill)
        self.guard.start()
        return self

    def send(self, *to, message=MESSAGE):
        """What it says of one mail: {"accepted", "rejected", "response"} or {"error": {"code", "responseCode", ...}}."""
        mail = {"envelope": {"from": SENDER, "to": list(to or (BOB,))}, "raw": message.decode()}
        self.process.stdin.write(json.dumps(mail).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"nodemailer ended or was stopped after {PATIENCE} s")
        return json.loads(line)

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.wait(PATIENCE)
        self.guard.cancel()
        self.process.stdout.close()


class in_background:
    """A client at work while the test looks around; `result()` is what it returned, or raises what it raised."""

    def __init__(self, work, *arguments, **how):
        def body():
            try:
                self.returned = work(*arguments, **how)
            except Exception as failure:  # raised again where it is asked for
                self.raised = failure
        self.returned, self.raised = None, None
        self.thread = threading.Thread(target=body, daemon=True)
        self.thread.start()

    @property
    def busy(self):
        return self.thread.is_alive()

    def result(self):
        self.thread.join(PATIENCE)
        if self.thread.is_alive():
            raise AssertionError("the client has not ended")
        if self.raised:
            raise self.raised
        return self.returned
