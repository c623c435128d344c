"""Sends one mail with a client to a server of its own, and asks the API what was seen."""
import contextlib
import dataclasses
import pathlib
import shutil

import identities
import raw
import relays
from cells import CONNECTIONS
from clients import BY_NAME
from errand import IMPLICIT, errand
from mock import mock

BY_NAME |= {"Exim": relays.exim, "a raw client of ours": raw.send}
POSTFIX = "Postfix smtp(8)"
MESSAGE = (b"From: sender@example.org\r\nTo: bob@example.test\r\nSubject: matrix\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
           b"Message-ID: <1@example.org>\r\n\r\nhello\r\n.dot line\r\n")
NAME, PASSWORD = "test", "secret"
BY_OFFER = "(all that is offered)"  # how a client is told that has no word for it
USER = ("--user", f"{NAME}:{PASSWORD}")


@dataclasses.dataclass(eq=False)
class job:
    """One mail to send. An empty `how` leaves the mechanism to the client."""

    client: str
    mechanism: str
    how: str
    letter: str  # of the connection
    user: str = NAME
    password: str = PASSWORD
    options: tuple = USER  # of the server

    def __str__(self):
        said = "" if self.options else ", no users"
        return f"{self.client}, {self.mechanism or 'its own choice'}, {CONNECTIONS[self.letter]}{said}"


@dataclasses.dataclass
class seen:
    """What became of it: the client's exit status and output, what the API has."""

    status: int
    output: str
    attempts: list
    messages: list


@contextlib.contextmanager
def server(*options):
    """A running server, which must end well."""
    one = mock(*options)
    try:
        yield one
        if one.process.poll() is not None:
            raise AssertionError(f"the server died: {one.process.returncode}\n{one.log}")
    finally:
        status, log = one.stop(), one.log
        one.errors.close()
        one.folder.cleanup()
    if status != 0:
        raise AssertionError(f"the server ended with {status}\n{log}")


def options_of(client, mechanism, how=""):
    """What the server has to be told besides its users."""
    # Not offered unless named; and curl takes OAUTHBEARER, whatever it is told, where it can.
    named = (mechanism in ("EXTERNAL", "ANONYMOUS") or client.startswith("curl") and mechanism == "XOAUTH2"
             or how == BY_OFFER)
    return (*USER, *(("--mechanisms", mechanism) if named else ()), *identities.options(mechanism))


def make_errand(one, told):
    folder = pathlib.Path(one.folder.name)
    (folder / "message.eml").write_bytes(MESSAGE)
    (folder / "ca.pem").write_bytes(one.request("GET", "/v1/tls/ca.pem").body)
    if told.mechanism == "EXTERNAL":
        for name in identities.FILES:
            shutil.copy(identities.folder() / name, folder)
    tls = CONNECTIONS[told.letter]
    how = "" if told.how == BY_OFFER else told.how
    return errand(one.smtps if tls == IMPLICIT else one.smtp, tls, folder, told.mechanism, how, told.user, told.password,
                  environment=identities.environment(told.mechanism))


def send(told):
    """Runs the client to its end; then everything is in the API."""
    with server(*told.options) as one:
        status, output = BY_NAME[told.client](make_errand(one, told))
        return seen(status, output, one.attempts(), one.messages())


class postfix_jobs:
    """All that Postfix has to send, by one Postfix to a server for each set of options."""

    def __init__(self, jobs):
        self.jobs = jobs
        self.open = contextlib.ExitStack()

    def __enter__(self):
        servers = {told.options: self.open.enter_context(server(*told.options)) for told in self.jobs}
        self.names = {}
        self.postfix = relays.postfix(MESSAGE)
        for number, told in enumerate(self.jobs):
            self.names[told] = f"way{number}"
            self.postfix.add(f"way{number}", servers[told.options], CONNECTIONS[told.letter], told.how, told.user, told.password)
        self.servers = servers
        if self.jobs:
            self.postfix.start()
            self.open.callback(relays.relay_postfix.stop)
        return self

    def __exit__(self, *failure):
        self.open.close()

    def send(self, told):
        name = self.names[told]
        status, output = self.postfix.send(name)
        one = self.servers[told.options]
        return seen(status, output, one.attempts(helo=name + ".example.org"), one.messages(to=f"bob@{name}.test"))
