"""The real program as a test sees it: its ports, its API, and an unforgiving look at how it ends."""
import collections
import hashlib
import http.client
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "api"))
import contract  # noqa: E402  (only now can it be found)

BINARY = os.environ.get("MOCKSMTP") or os.environ["BUILD"] + "/mocksmtp"
WORK = pathlib.Path(os.environ["WORK"])
KEPT = pathlib.Path(os.environ.get("KEPT", WORK))
# Answers are held against the contract, but not what would take longer to check than to make: this many octets, and
# this many to one path with one status.
LONGEST_CHECKED, MOST_CHECKED = 1_000_000, 300
CHECKED = collections.Counter()
PATIENCE = 120  # seconds: a deadline for what should take milliseconds, on a busy machine


class answer:
    """One HTTP answer."""

    def __init__(self, response):
        self.status, self.reason, self.headers = response.status, response.reason, response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class mock:
    """A running mocksmtp on free ports; `log` is what it wrote to stderr."""

    def __init__(self, *options, ports=("--smtp-port", "0", "--smtps-port", "0", "--http-port", "0"), environment=None):
        self.folder = tempfile.TemporaryDirectory(dir=WORK)
        port_file = self.folder.name + "/ports.json"
        self.errors = open(self.folder.name + "/stderr", "w+")
        plain = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")}
        self.process = subprocess.Popen(
            [BINARY, *ports, "--port-file", port_file, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self.errors, env=plain | (environment or {}))
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(PATIENCE)
            raise RuntimeError(f"mocksmtp ended with {self.process.returncode}: {self.log}")
        # A pipe nobody reads would stop the server.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        self.ready = json.loads(line)
        if json.loads(pathlib.Path(port_file).read_text()) != self.ready:
            raise RuntimeError("the port file does not say what the ready line says")
        by_tls = {one["tls"]: one["port"] for one in reversed(self.ready["smtp"])}  # the first of each
        self.smtp, self.smtps = by_tls.get("starttls"), by_tls.get("implicit")
        self.http = self.ready["http"]["port"]

    @property
    def log(self):
        self.errors.flush()
        return pathlib.Path(self.errors.name).read_text()

    def request(self, method, path, body=None, headers=None, timeout=120):
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            got = answer(connection.getresponse())
        finally:
            connection.close()
        kind = method, path.split("?")[0], got.status
        CHECKED[kind] += 1
        if len(got.body) <= LONGEST_CHECKED and CHECKED[kind] <= MOST_CHECKED:
            contract.check(method, path, got)
        return got

    def get(self, path, **query):
        """JSON of a GET that must succeed; `_` stands for the dot of a filter, written as `__`."""
        query = {name.replace("__", "."): value for name, value in query.items()}
        if query:
            path += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        got = self.request("GET", path)
        if got.status != 200:
            raise AssertionError(f"GET {path}: {got.status} {got.reason}\n{got.body.decode('utf-8', 'replace')}")
        return got.json()

    def messages(self, **query):
        return self.get("/v1/messages", **query)["messages"]

    def message(self, **query):
        """The one message that matches, waited for."""
        return self.get("/v1/message", **({"wait": "60s"} | query))

    def attempts(self, **query):
        return self.get("/v1/auth-attempts", **query)["auth_attempts"]

    def sessions(self, **query):
        return self.get("/v1/sessions", **query)["sessions"]

    def raw(self, message):
        return self.request("GET", f"/v1/messages/{message['id']}/raw").body

    def wire(self, message):
        return self.request("GET", f"/v1/messages/{message['id']}/wire").body

    def state(self):
        return self.get("/v1/state")

    def wait_until(self, true_of, what):
        """Looks at /v1/state until it is as wanted; a deadline, no fixed sleep."""
        deadline = time.monotonic() + PATIENCE
        while not true_of(state := self.state()):
            if time.monotonic() > deadline:
                raise AssertionError(f"never: {what}; {state}")
            time.sleep(0.01)
        return state

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def stop(self):
        """SIGTERM, and the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = "killed, it did not end"
        self.process.stdout.close()
        return status


class mock_test(unittest.TestCase):
    """Every test has a server of its own, which must end with status 0 and must not have died before."""

    options = ()

    def setUp(self):
        self.mock = self.start(*self.options)

    def start(self, *options, **how):
        one = mock(*options, **how)
        self.addCleanup(self.finish, one)
        return one

    def finish(self, one):
        self.assertIsNone(one.process.poll(), f"the server died: {one.process.returncode}\n{one.log}")
        status, log = one.stop(), one.log
        one.errors.close()
        one.folder.cleanup()
        self.assertEqual(status, 0, log)

    def assert_still_serving(self, one=None):
        """One more mail goes in on a fresh connection and is seen."""
        from talk import talk
        one = one or self.mock
        before = one.state()["messages_accepted"]
        with talk(one.smtp) as client:
            client.send_mail(b"Subject: still serving\r\n\r\nhello\r\n")
        self.assertEqual(one.state()["messages_accepted"], before + 1)


def sha256(octets):
    return hashlib.sha256(octets).hexdigest()


def masked(secret):
    """How the API shows a secret without showing it."""
    secret = secret.encode() if isinstance(secret, str) else secret
    return {"sha256": sha256(secret), "length": len(secret)}


def recipients(message):
    return [one["address"] for one in message["envelope"]["to"]]
