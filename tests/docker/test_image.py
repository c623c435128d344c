"""The image, as its users meet it."""
import functools
import io
import json
import os
import pathlib
import smtplib
import socket
import ssl
import subprocess
import tarfile
import tempfile
import time
import unittest

from container import ARCHITECTURE, build, container_test, exported, inspect
from engine import PATIENCE, WORK, engine

IMAGE = "mocksmtp"
SECOND = 1_000_000_000  # in the nanoseconds the engine counts in


@functools.cache  # other modules call it too
def setUpModule():
    start = time.monotonic()
    # The first stage has a name too, so that it stays for the next run, and only what no name leads to goes.
    build(IMAGE + "-build", "--target", "build", log="build-program.log")
    build(IMAGE, log="build-image.log")
    engine.running.docker("image", "prune", "--force")
    print(f"built the image in {time.monotonic() - start:.0f} s", flush=True)


def encoded(words, charset):
    """By the C library's whole set of tables, which knows charsets that Python does not."""
    return subprocess.run(["iconv", "-f", "utf-8", "-t", charset], input=words.encode(), stdout=subprocess.PIPE, check=True).stdout


class the_image(unittest.TestCase):
    name = IMAGE
    at_most = 20e6  # octets
    architecture = ARCHITECTURE
    options = arguments = ()  # how to start another architecture's program
    licences = ("libboost1.81-dev", "libc6", "libssl-dev", "mocksmtp")

    def setUp(self):
        self.image = inspect(self.name)
        self.config = self.image["Config"]

    def test_it_is_small(self):
        print(f"{self.image['Size'] / 1e6:.1f} MB", end=" ")
        self.assertLess(self.image["Size"], self.at_most)

    def test_it_says_for_which_machines_it_is(self):
        self.assertEqual((self.image["Os"], self.image["Architecture"]), ("linux", self.architecture))

    def test_its_user_is_a_number_and_not_root(self):
        self.assertRegex(self.config["User"], r"^[1-9][0-9]*:[1-9][0-9]*$")

    def test_its_labels_say_what_it_is(self):
        prefix = "org.opencontainers.image."
        labels = {name.removeprefix(prefix): value for name, value in self.config["Labels"].items()}
        self.assertEqual(labels["title"], "mocksmtp")
        self.assertEqual(labels["licenses"], "MIT")
        self.assertIn("SMTP", labels["description"])
        said = engine.running.docker("run", "--rm", "--network", "none", *self.options, self.name,
                                    *self.arguments, "--version").stdout
        self.assertEqual(said, f"mocksmtp {labels['version']}\n")

    def test_it_names_its_three_ports(self):
        self.assertEqual(set(self.config["ExposedPorts"]), {"1025/tcp", "1465/tcp", "8025/tcp"})

    def test_its_health_is_asked_for_every_second_from_the_start(self):
        check = self.config["Healthcheck"]
        self.assertEqual(check["Test"], ["CMD", "/usr/bin/mocksmtp", "healthcheck"])
        self.assertEqual((check["Interval"], check["Timeout"], check["Retries"]), (SECOND, 2 * SECOND, 10))
        self.assertFalse(check.get("StartPeriod"))

    def test_it_holds_one_program_no_shell_and_the_licences(self):
        members = self.files()
        programs = [one.name for one in members if one.isfile() and one.mode & 0o111 and ".so" not in one.name]
        self.assertEqual(programs, ["usr/bin/mocksmtp"])
        self.assertEqual([one.name for one in members if one.mode & 0o6000], [])
        found = {one.name.removesuffix(".gz") for one in members}
        self.assertEqual([name for name in self.licences if f"usr/share/doc/{name}/copyright" not in found], [])

    def test_nothing_in_it_can_be_written_to(self):
        members = self.files()
        self.assertEqual({(one.uid, one.gid) for one in members}, {(0, 0)})
        # Not even by the group: some run every container in group 0.
        self.assertEqual([one.name for one in members if one.mode & 0o022 and not one.issym()], [])

    def files(self):
        with tarfile.open(fileobj=io.BytesIO(exported(self.name))) as archive:
            # The engine itself adds empty places for what it mounts.
            return [one for one in archive.getmembers()
                    if one.name.strip("./").split("/")[0] not in ("", "dockerenv", "dev", "etc", "proc", "sys")]


class a_container(container_test):
    def test_it_becomes_healthy_at_once_and_the_probes_leave_no_trace(self):
        container = self.start()
        print(f"healthy after {self.healthy(container):.1f} s", end=" ")
        self.assertEqual(json.loads(self.get(container, "/v1/sessions"))["sessions"], [])
        with smtplib.SMTP(self.address(container), 1025) as client:
            client.sendmail("a@example.test", ["b@example.test"], b"Subject: first\r\n\r\nhello\r\n")
        self.assertEqual(self.message(container, to="b@example.test")["session"], "s1")

    def test_mail_goes_in_on_both_ports_without_any_privilege(self):
        container = self.start()
        self.healthy(container)
        trusted = ssl.create_default_context(cadata=self.get(container, "/v1/tls/ca.pem").decode())
        with smtplib.SMTP(self.address(container), 1025) as client:
            self.assertEqual(client.docmd("STARTTLS")[0], 220)
            # Not by client.starttls(), which would want the container's address on the certificate.
            client.sock, client.file = trusted.wrap_socket(client.sock, server_hostname="mocksmtp"), None
            client.ehlo()
            client.login("app", "secret")
            client.sendmail("a@example.test", ["b@example.test"], b"Subject: one\r\n\r\nhello\r\n")
        connected = socket.create_connection((self.address(container), 1465), timeout=PATIENCE)
        with smtplib.SMTP() as client:
            client.sock, client.file = trusted.wrap_socket(connected, server_hostname="mocksmtp"), None
            self.assertEqual(client.getreply()[0], 220)
            client.sendmail("a@example.test", ["c@example.test"], b"Subject: two\r\n\r\nhello\r\n")
        self.assertEqual(self.message(container, to="b@example.test")["tls"]["mode"], "starttls")
        self.assertEqual(self.message(container, to="c@example.test")["tls"]["mode"], "implicit")

    def test_it_reads_the_charsets_of_the_world(self):
        container = self.start()
        self.healthy(container)
        text = {"windows-1252": "€ é", "iso-8859-1": "é", "iso-8859-2": "ř", "iso-8859-15": "€", "macintosh": "é", "ibm850": "é",
                "windows-1254": "ğ", "iso-8859-7": "Ωμέγα", "windows-1251": "Привет", "koi8-r": "Привет", "koi8-u": "ї",
                "ibm866": "Привет", "windows-1255": "שלום", "iso-8859-8": "שלום", "windows-1256": "سلام", "iso-8859-6": "سلام",
                "tis-620": "ไทย", "windows-1258": "đ", "iso-2022-jp": "日本語", "shift_jis": "日本語", "euc-jp": "日本語",
                "gb18030": "中文", "gbk": "中文", "big5": "中文", "big5-hkscs": "中文", "euc-kr": "한국어", "iso-2022-kr": "한국어",
                "johab": "한국어", "utf-7": "한국어", "euc-tw": "中文", "iso-2022-cn": "中文", "viscii": "đ", "koi8-ru": "ї",
                "mac-centraleurope": "ř"}
        with smtplib.SMTP(self.address(container), 1025) as client:
            for charset, words in text.items():
                mail = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + encoded(words, charset) + b"\r\n"
                client.sendmail("a@example.test", [f"{charset}@example.test"], mail)
        for charset, words in text.items():
            with self.subTest(charset):
                self.assertEqual(self.message(container, to=f"{charset}@example.test")["text"], words + "\n")

    def test_it_says_so_of_a_mainframes_charset(self):
        container = self.start()
        self.healthy(container)
        with smtplib.SMTP(self.address(container), 1025) as client:
            client.sendmail("a@example.test", ["b@example.test"], b"Content-Type: text/plain; charset=ibm037\r\n\r\nhello\r\n")
        self.assertTrue(self.message(container, to="b@example.test")["text_charset_unknown"])

    def test_it_leaves_its_evidence_in_a_folder_that_is_mounted(self):
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            os.chown(folder, 65532, 65532)
            container = self.start("--volume", f"{folder}:/reports", "--env", "MOCKSMTP_REPORT_DIR=/reports")
            self.healthy(container)
            engine.running.docker("stop", "--time", str(PATIENCE), container)
            self.assertEqual(set(os.listdir(folder)), {"journal.jsonl", "failures", "export.json", "report.html"})

    def test_it_runs_as_its_user_and_as_any_other(self):
        for options, user in (((), "65532"), (("--user", "1234:0"), "1234")):
            with self.subTest(user):
                container = self.start(*options)
                self.healthy(container)
                status = pathlib.Path(f"/proc/{inspect(container)['State']['Pid']}/status").read_text()
                self.assertRegex(status, rf"(?m)^Uid:\s+{user}\s+{user}\s+{user}\s+{user}$")

    def test_it_is_configured_by_variables_and_its_health_check_knows_them(self):
        container = self.start("--env", "MOCKSMTP_HTTP_PORT=9000", "--env", "MOCKSMTP_HOSTNAME=mail.example.test")
        self.healthy(container)
        self.assertTrue(json.loads(self.get(container, "/v1/state", port=9000)))
        with socket.create_connection((self.address(container), 1025), timeout=PATIENCE) as client:
            self.assertIn(b"mail.example.test", client.recv(200))

    def test_a_server_that_hangs_is_not_healthy(self):
        container = self.start()
        self.healthy(container)
        self.assertEqual(self.asked(container), 0)
        engine.running.docker("kill", "--signal", "STOP", container)
        self.assertEqual(self.asked(container), 1)
        engine.running.docker("kill", "--signal", "CONT", container)
        self.assertEqual(self.asked(container), 0)

    def test_it_says_that_it_is_ready_and_ends_at_once_with_status_0(self):
        for signal in ("TERM", "INT"):
            with self.subTest(signal):
                container = self.start("--stop-signal", signal)
                self.healthy(container)
                ready = json.loads(engine.running.docker("logs", container).stdout.splitlines()[0])
                self.assertEqual((ready["event"], ready["http"]["port"]), ("ready", 8025))
                # After that time it would be killed, and its exit status another one.
                engine.running.docker("stop", "--time", str(PATIENCE), container)
                self.assertEqual(inspect(container)["State"]["ExitCode"], 0)

    def test_a_wrong_setting_ends_it_with_one_line_and_status_2(self):
        container = self.start("--env", "MOCKSMTP_SMTP_PORT=many")
        self.assertEqual(engine.running.docker("wait", container).stdout.strip(), "2")
        said = engine.running.docker("logs", container).stderr.splitlines()
        self.assertEqual(len(said), 1, said)
        self.assertIn("SMTP_PORT", said[0])

    def test_a_published_port_reaches_it(self):
        container = self.start("--publish", "127.0.0.1::1025")
        self.healthy(container)
        port = inspect(container)["NetworkSettings"]["Ports"]["1025/tcp"][0]["HostPort"]
        with socket.create_connection(("127.0.0.1", int(port)), timeout=PATIENCE) as client:
            self.assertTrue(client.recv(200).startswith(b"220 "))
