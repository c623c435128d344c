"""An example as a newcomer meets it: its folder, copied elsewhere, and the command that its first lines name."""
import os
import pathlib
import shutil
import subprocess

from mock import KEPT, WORK, mock_test

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUPPORT = ROOT / "tests/support"
AGAIN = SUPPORT / "again"
DEADLINE = 600  # seconds: for what should take a few, on a busy machine
# The account the examples log in with, as docker/compose.yaml gives it.
ACCOUNT = ("--user", "shop:secret", "--require-auth")
# What an author's own runs leave in the folder; a newcomer has none of it.
MADE = ("node_modules", "target", "build", "vendor", "__pycache__", ".pytest_cache")
# Mail is accepted and then lost, as by a server that has a bad day.
LOST = ("--rule", '{"id": "lost", "on": "message", "keep": false, "reply": "250 2.0.0 Ok"}')


class example_test(mock_test):
    """To be derived from, together with two_runs, for a folder of examples/."""

    folder = None  # its name
    command = None  # as the example's own first lines say it, as words
    environment = {}  # only for this machine: where caches are

    options = ACCOUNT

    def copy(self):
        place = WORK / self.folder / self._testMethodName
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(ROOT / "examples" / self.folder, place, ignore=shutil.ignore_patterns(*MADE))
        self.fetch(place)
        return place

    def fetch(self, place):
        """Gets from the registries what the tests in `place` need."""

    def play(self, server):
        """The example's tests against this server; what they print and how they end."""
        told = {"SMTP_HOST": "localhost", "SMTP_PORT": str(server.smtp), "MOCK_URL": f"http://localhost:{server.http}"}
        # Nothing of ours: an example in Python would even import the modules beside this one.
        plain = {name: value for name, value in os.environ.items()
                 if not name.startswith("MOCKSMTP") and name != "PYTHONPATH"}
        done = subprocess.run(self.command, cwd=self.copy(), env=plain | self.environment | told, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=DEADLINE)
        print(done.stdout, flush=True)
        return done


class two_runs:
    """What is true of every example. `passed` is a pattern of what its tests print when all five have passed."""

    passed = None

    def test_its_tests_pass(self):
        done = self.play(self.mock)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, self.passed)
        # Each of them was in a scope of its own, and did what it says.
        messages, transactions = self.mock.messages(), self.mock.get("/v1/transactions")["transactions"]
        scopes = {one["scope"] for one in transactions}
        self.assertGreaterEqual(len(scopes), 6, scopes)  # one of the tests needs two
        self.assertNotIn("default", scopes)
        self.assertEqual({(one["from"], one["subject"], one["tls"]["mode"], one["auth"]["user"]) for one in messages},
                         {("shop@example.test", "Welcome", "starttls", "shop")})
        # And what was refused for now was sent again.
        refused = [to["address"] for one in transactions for to in one["envelope"]["to"] if to["reply"]["code"] == 451]
        self.assertTrue(refused, "nothing was refused for now")
        self.assertLessEqual(set(refused), {to for one in messages for to in one["to"]})

    def test_they_fail_with_the_report_when_mail_is_lost(self):
        done = self.play(self.start(*ACCOUNT, *LOST))
        self.assertNotEqual(done.returncode, 0)
        self.assertNotRegex(done.stdout, self.passed)
        self.assertRegex(done.stdout, r"expected exactly 1 message")
        self.assertIn("answered 250 but not kept, by rule lost", done.stdout)  # who is to blame, in the report


def registry(*command, cwd, environment=None):
    """A command that fetches something, tried three times."""
    done = subprocess.run([AGAIN, *map(str, command)], cwd=cwd, env=dict(os.environ, **(environment or {})),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace")
    if done.returncode != 0:
        raise AssertionError(done.stdout[-5000:])


def kept(name):
    """A folder that stays from run to run."""
    (KEPT / name).mkdir(parents=True, exist_ok=True)
    return KEPT / name
