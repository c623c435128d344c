"""docker/compose.yaml and its variants: an application, the mock, a test. The exit status is the test's."""
import os
import pathlib
import re
import time
import unittest

import test_image
from engine import WORK, engine

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "docker"
COMPOSE = FOLDER / "compose.yaml"
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

    def up(self, name, *more, environment=None):
        """Ends when its tests have; nothing of it is left then."""
        with_them = {"env": engine.running.environment | (environment or {})}
        try:
            return engine.running.compose(*self.files, *more, "up", "--no-build", "--no-color", "--exit-code-from", "tests",
                                          check=False, log=f"compose-{name}.log", **with_them)
        finally:
            engine.running.compose(*self.files, *more, "down", "--volumes", "--remove-orphans", "--timeout", "2", **with_them)

    def test_its_test_passes(self):
        done = self.up("passes")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"tests.*\| Ran 3 tests")
        self.assertRegex(done.stdout, r"tests.*\| OK")

    def test_every_variant_says_how_to_start_it_and_its_test_passes(self):
        variants = sorted(FOLDER.glob("compose.*.yaml"))
        self.assertTrue(variants)
        for path in variants:
            with self.subTest(path.name):
                text = path.read_text()
                self.assertIn(f"-f docker/compose.yaml -f docker/{path.name} up --build --exit-code-from tests", text)
                if "./evidence" in text:  # one that the engine made would be root's
                    self.assertIn("#   mkdir -p docker/evidence && MOCK_USER=$(id -u) docker compose", text)
                script = re.search(r"test_\w+\.py", text) or ["test_shop.py"]
                tests = (FOLDER / "example" / script[0]).read_text().count("    def test_")
                kept = WORK / "evidence"
                kept.mkdir(exist_ok=True)
                os.chown(kept, 1234, 1234)
                done = self.up(path.name, "--file", path, environment={"EVIDENCE": str(kept), "MOCK_USER": "1234"})
                self.assertEqual(done.returncode, 0, done.stdout)
                self.assertRegex(done.stdout, rf"tests.*\| Ran {tests} test")
        self.assertEqual((kept / "journal.jsonl").read_text().count('"message_accepted"'), 3)
        self.assertEqual((kept / "export.json").read_text().count('"message_accepted"'), 3)
        self.assertIn("Welcome to the shop", (kept / "report.html").read_text())

    def test_it_fails_when_the_application_does_and_the_mock_says_why(self):
        done = self.up("fails", "--file", str(WORK / "broken.yaml"))
        self.assertEqual(done.returncode, 1, done.stdout)
        # In the test's own output by the reason phrase; in the mock's by the report.
        self.assertRegex(done.stdout, r"tests.*\| .*417: expected exactly 1 message to bob@example.test in 5s, got 0")
        self.assertRegex(done.stdout, r'mocksmtp.*\| .*AUTH .* 535 .*user "shop", wrong password')
