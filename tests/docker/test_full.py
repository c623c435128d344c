"""The target `full`: the same image with Kerberos, and what the small one says to a keytab."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import test_image
from container import build, container_test, inspect
from engine import PATIENCE, WORK, engine

# The realm of other tests, with a KDC.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "interop"))
import realm  # noqa: E402  (only now can it be found)

IMAGE = "mocksmtp-full"
MESSAGE = b"From: <a@example.test>\r\nTo: <b@example.test>\r\nSubject: by ticket\r\n\r\nhello\r\n"


def setUpModule():
    test_image.setUpModule()
    build(IMAGE, "--target", "full", log="build-full.log")
    start_kdc()


def start_kdc():
    global kdc, keytab
    folder = tempfile.TemporaryDirectory(dir=WORK)
    unittest.addModuleCleanup(folder.cleanup)
    kdc = realm.realm(folder.name)
    unittest.addModuleCleanup(kdc.stop)
    keytab = kdc.keytab("smtp.keytab", "smtp/localhost")
    # The container's user has to read it.
    keytab.chmod(0o644)
    pathlib.Path(folder.name).chmod(0o755)
    kdc.log_in()


class the_full_image(test_image.the_image):
    name = IMAGE
    at_most = 22e6
    licences = (*test_image.the_image.licences, "libgssapi-krb5-2", "libkrb5-3", "libk5crypto3", "libcom-err2", "libkeyutils1")


class with_a_keytab(container_test):
    image = IMAGE

    def start_with_keytab(self, *options):
        return self.start("--volume", f"{keytab}:/smtp.keytab:ro", "--env", "MOCKSMTP_KEYTAB=/smtp.keytab", *options)

    def test_a_ticket_of_a_real_kdc_logs_in(self):
        container = self.start_with_keytab("--publish", "127.0.0.1::1025")
        self.healthy(container)
        port = inspect(container)["NetworkSettings"]["Ports"]["1025/tcp"][0]["HostPort"]
        # By that name, for which the keytab is.
        done = subprocess.run(
            ["curl", "-sS", f"smtp://localhost:{port}/client.example.test", "--mail-from", "a@example.test", "--mail-rcpt",
             "b@example.test", "--user", ":", "--login-options", "AUTH=GSSAPI", "-T", "-"],
            input=MESSAGE, env=kdc.environment, capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        (attempt,) = json.loads(self.get(container, "/v1/auth-attempts"))["auth_attempts"]
        self.assertIn("GSSAPI", attempt["offered"])
        self.assertEqual((attempt["mechanism"], attempt["outcome"], attempt["user"], attempt["verified"], attempt["realm"]),
                         ("GSSAPI", "accepted", "test", True, realm.REALM), attempt)
        self.assertEqual(self.message(container, to="b@example.test")["auth"]["mechanism"], "GSSAPI")


class the_small_image_with_a_keytab(with_a_keytab):
    image = test_image.IMAGE
    test_a_ticket_of_a_real_kdc_logs_in = None

    def test_it_says_what_is_missing_and_where_that_is(self):
        container = self.start_with_keytab()
        self.assertEqual(engine.running.docker("wait", container).stdout.strip(), "2")
        (said,) = engine.running.docker("logs", container).stderr.splitlines()
        self.assertIn("--keytab: cannot use the keytab /smtp.keytab: libgssapi_krb5.so.2", said)
        self.assertIn("the container image has it as target full", said)
