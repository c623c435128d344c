"""One mail to send, and how a client is run to send it."""
import dataclasses
import os
import pathlib
import subprocess

SENDER, RECIPIENT = "sender@example.org", "bob@example.test"
PATIENCE = 120  # seconds: a deadline for what takes one, on a busy machine
PLAIN, STARTTLS, IMPLICIT = "plain", "starttls", "implicit"
TOKENS = ("XOAUTH2", "OAUTHBEARER")


@dataclasses.dataclass
class errand:
    """One mail to send: where, over what, and as whom. `how` is the client's own word for the mechanism; none: its choice."""

    port: int
    tls: str  # plain, starttls or implicit
    folder: pathlib.Path  # of this errand alone; ca.pem, message.eml, client.pem and client.key are in it
    mechanism: str
    how: str
    user: str = "test"
    password: str = "secret"
    subject: str = "matrix"
    host: str = "localhost"
    recipient: str = RECIPIENT
    environment: dict = dataclasses.field(default_factory=dict)  # what the client needs there besides the usual

    def file(self, name):
        return str(self.folder / name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.file(name)

    def by_tls(self, plain, starttls, implicit):
        return {PLAIN: plain, STARTTLS: starttls, IMPLICIT: implicit}[self.tls]

    @property
    def message(self):
        return self.file("message.eml")

    @property
    def authority(self):
        return self.file("ca.pem")

    @property
    def has_certificate(self):
        return self.mechanism == "EXTERNAL"

    @property
    def has_token(self):
        return self.mechanism in TOKENS


def run(one, *command, **how):
    """Its exit status and whatever it said. Its home is empty: nobody's settings are used."""
    environment = os.environ | {"HOME": str(one.folder)} | one.environment | how.pop("env", {})
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=PATIENCE, check=False,
                          **({"stdin": subprocess.DEVNULL, "env": environment} | how))
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def helper(one, *command):
    """A program of ours around a library: it is told everything in its environment."""
    told = {"HOST": one.host, "PORT": str(one.port), "TLS": one.tls, "HOW": one.how, "USER": one.user,
            "PASSWORD": one.password, "CA": one.authority, "MESSAGE": one.message, "FROM": SENDER, "TO": one.recipient,
            "SUBJECT": one.subject, "CERT": one.file("client.pem") if one.has_certificate else "",
            "KEY": one.file("client.key") if one.has_certificate else ""}
    return run(one, *command, env={"SEND_" + name: value for name, value in told.items()})
