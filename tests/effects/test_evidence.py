"""--report-dir: what a run leaves behind, however it ends."""
import json
import os
import pathlib
import signal
import smtplib
import tempfile
import unittest

from mock import WORK
from world import PATIENCE, mock, run


def send(server, subject="Hello"):
    with smtplib.SMTP("127.0.0.1", server.smtp, timeout=PATIENCE) as client:
        client.sendmail("app@example.test", "bob@example.test", f"Subject: {subject}\r\n\r\nHi\r\n")


class report_dir(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=WORK)) / "deep" / "er"

    def start(self, *options):
        one = mock(*options)
        self.addCleanup(one.errors.close)
        self.addCleanup(one.process.kill)
        return one

    def begin(self, *options):
        return self.start("--report-dir", str(self.folder), *options)

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def lines(self):
        return [json.loads(line) for line in self.text("journal.jsonl").splitlines()]

    def test_at_the_end_there_are_the_export_and_the_page_that_the_api_had(self):
        server = self.begin()
        send(server)
        exported, page = (server.request("GET", path).body for path in ("/v1/export", "/v1/report.html"))
        self.assertFalse((self.folder / "export.json").exists())
        self.assertEqual(server.stop(), 0)
        self.assertEqual((self.folder / "export.json").read_bytes(), exported)
        self.assertEqual((self.folder / "report.html").read_bytes(), page)

    def test_the_journal_is_there_as_it_grows_and_after_a_kill(self):
        server = self.begin()
        send(server)
        events = server.request("GET", "/v1/events").body.decode()
        self.assertEqual(self.text("journal.jsonl"), events)
        server.request("POST", "/v1/reset")
        send(server, "Second")
        server.request("GET", "/v1/message?to=nobody@example.test&wait=0s")
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait(PATIENCE)
        lines = self.lines()
        self.assertEqual(lines[len(events.splitlines())], {"cursor": "2.0", "time": "2000-01-01T00:00:00.000Z", "event": "reset", "session": None})
        self.assertEqual(lines[-1]["event"], "expectation_failed")

    def test_only_what_an_earlier_run_left_makes_way_and_only_for_a_run_that_begins(self):
        (self.folder / "failures").mkdir(parents=True)
        old = ("export.json", "report-epoch-3.html", "failures/0001-first.txt", "failures/0002.txt")
        kept = ("junit.xml", "failures/mine.txt", "failures/12-notes.txt")
        for name in old + kept:
            (self.folder / name).write_text("earlier")
        taken = self.start()
        failed = run("--report-dir", str(self.folder), "--smtp-port", str(taken.smtp))
        self.assertEqual(failed.returncode, 2)
        self.assertTrue(all((self.folder / name).exists() for name in old))
        server = self.begin()
        self.assertFalse(any((self.folder / name).exists() for name in old))
        self.assertEqual([self.text(name) for name in kept], ["earlier"] * 3)
        second = run("--report-dir", str(self.folder), "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0")
        self.assertEqual(second.returncode, 2)
        self.assertIn("another mocksmtp leaves its evidence there", second.stderr)
        self.assertEqual(server.stop(), 0)

    def test_every_failed_expectation_has_a_file_with_its_report(self):
        server = self.begin()
        send(server)
        reports = [server.request("GET", f"/v1/message?to={name}@example.test&wait=0s", headers={"Accept": "text/plain"}) for name in ("a", "b", "bob")]
        self.assertEqual([one.status for one in reports], [417, 417, 200])
        kept = sorted((self.folder / "failures").iterdir())
        self.assertEqual([one.name[:4] for one in kept], ["0001", "0002"])
        self.assertIn(" = a@example.test\n", kept[0].read_text())
        self.assertIn(" = b@example.test\n", kept[1].read_text())

    def test_a_file_is_named_after_its_expectation(self):
        server = self.begin()
        server.request("GET", "/v1/message?wait=0s&label=reset%20mail%20../%C3%A9")
        kept, = (self.folder / "failures").iterdir()
        self.assertEqual(kept.name, "0001-reset-mail.txt")

    def test_a_file_of_a_verification_is_named_after_its_test(self):
        server = self.begin()
        send(server)
        for body in ({"label": "checkout test", "expect": [{"name": "mail", "count": 3}]}, {"expect": [{"name": "mail", "count": 3}]},
                     {"in_order": True, "expect": [{"name": "l", "what": "sessions"}, {"name": "b"}]}):
            answer = server.request("POST", "/v1/verify", json.dumps(body), {"Content-Type": "application/json"})
            self.assertEqual(answer.status, 417, answer.body)
        kept = sorted(one.name for one in (self.folder / "failures").iterdir())
        self.assertEqual(kept, ["0001-checkout-test.txt", "0002-mail.txt", "0003.txt"])

    def test_an_epoch_with_a_failure_keeps_its_page_beyond_the_reset(self):
        server = self.begin()
        send(server, "First words")
        server.request("POST", "/v1/reset")
        send(server, "Second words")
        server.request("GET", "/v1/message?to=nobody@example.test&wait=0s")
        server.request("POST", "/v1/reset")
        self.assertEqual([one.name for one in self.folder.glob("report-epoch-*")], ["report-epoch-2.html"])
        self.assertIn("Second words", self.text("report-epoch-2.html"))
        server.stop()
        self.assertNotIn("Second words", self.text("report.html"))

    def test_a_scope_leaves_its_own_beside_the_world_s(self):
        server = self.begin()
        with smtplib.SMTP("127.0.0.1", server.smtp, timeout=PATIENCE) as client:
            for name, subject in (("w3", "Of three"), ("w4", "Of four"), ("w4-epoch-1", "Of another")):
                client.sendmail("app@example.test", f"bob@{name}.scope.test", f"Subject: {subject}\r\n\r\nHi\r\n")
        server.request("GET", "/v1/scopes/w4/message?to=nobody@example.test&wait=0s")
        server.request("POST", "/v1/scopes/w4/reset")
        self.assertIn("Of four", self.text("report-scope-w4.epoch-1.html"))
        self.assertNotIn("Of three", self.text("report-scope-w4.epoch-1.html"))
        exported = server.request("GET", "/v1/scopes/w3/export").body
        self.assertEqual(server.stop(), 0)
        self.assertEqual((self.folder / "export-scope-w3.json").read_bytes(), exported)
        self.assertIn("Of three", self.text("report-scope-w3.html"))
        self.assertIn("Of another", self.text("report-scope-w4-epoch-1.html"))
        self.assertEqual(len(list(self.folder.glob("failures/*-w4.txt"))), 1)

    def test_what_an_earlier_run_left_goes_and_nothing_else(self):
        first = self.begin()
        first.request("GET", "/v1/message?wait=0s")
        first.stop()
        (self.folder / "mine.txt").write_text("mine")
        second = self.begin("--api-token", "t0ken")
        self.assertEqual(self.text("journal.jsonl"), "")
        self.assertEqual(list((self.folder / "failures").iterdir()), [])
        self.assertFalse((self.folder / "report.html").exists())
        self.assertEqual(self.text("mine.txt"), "mine")
        second.stop()
        self.assertIn("No message was captured", self.text("report.html"))

    def test_a_folder_that_cannot_be_is_said_at_once(self):
        here = pathlib.Path(tempfile.mkdtemp(dir=WORK)) / "file"
        here.write_text("")
        ended = run("--smtp-port", "0", "--smtps-port", "0", "--http-port", "0", "--report-dir", str(here / "x"))
        self.assertEqual((ended.returncode, ended.stdout), (2, ""))
        self.assertIn("--report-dir", ended.stderr)
        self.assertIn(": Not a directory; give a folder", ended.stderr)
        self.assertEqual(len(ended.stderr.splitlines()), 1)

    def test_without_it_nothing_is_written(self):
        server = self.start()
        server.request("GET", "/v1/message?wait=0s")
        server.stop()
        self.assertFalse(self.folder.exists())


if __name__ == "__main__":
    unittest.main()
