"""docker/compose.yaml: an application, the mock, a test. The exit status is the test's; a failure explains itself."""
import pathlib
import time
import unittest

import test_image
from engine import WORK, engine

COMPOSE = pathlib.Path(__file__).resolve().parents[2] / "docker/compose.yaml"
# Only for this machine: the package mirror may be out of reach of a container's own network.
HERE = """services:
  shop: {build: {network: host}}
  tests: {build: {network: host}}
"""
# The application's password is a wrong one: it never gets its mail out.
BROKEN = """services:
  shop: {environment: {SMTP_PASSWORD: wrong}}
  tests: {command: ["python3", "test_shop.py", "new_customers.test_a_new_customer_is_welcomed_once"]}
"""


class the_compose_file(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        test_image.setUpModule()  # the layers are there, if its own tests ran before
        cls.files = ["--project-name", "mocksmtp_test", "--file", str(COMPOSE)]
        for name, text in (("here", HERE), ("broken", BROKEN)):
            (WORK / f"{name}.yaml").write_text(text)
        start = time.monotonic()
        engine.running.compose(*cls.files, "--file", str(WORK / "here.yaml"), "build", *engine.running.proxies(),
                               "shop", "tests", log="build-example.log")
        print(f"built the example in {time.monotonic() - start:.0f} s", flush=True)

    def up(self, name, *more):
        self.addCleanup(engine.running.compose, *self.files, "down", "--volumes", "--remove-orphans", "--timeout", "2")
        return engine.running.compose(*self.files, *more, "up", "--no-build", "--no-color", "--exit-code-from", "tests",
                                      check=False, log=f"compose-{name}.log")

    def test_its_test_passes(self):
        done = self.up("passes")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"tests.*\| Ran 3 tests")
        self.assertRegex(done.stdout, r"tests.*\| OK")

    def test_it_fails_when_the_application_does_and_the_mock_says_why(self):
        done = self.up("fails", "--file", str(WORK / "broken.yaml"))
        self.assertEqual(done.returncode, 1, done.stdout)
        # In the test's own output by the reason phrase; in the mock's by the report.
        self.assertRegex(done.stdout, r"tests.*\| .*417: expected exactly 1 message to bob@example.test in 5s, got 0")
        self.assertRegex(done.stdout, r'mocksmtp.*\| .*AUTH .* 535 .*user "shop", wrong password')
