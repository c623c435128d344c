"""What makes one run like another."""
import datetime
import unittest

from world import cram_challenge, mock_test, run, talk, written

ORIGIN = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class seed(mock_test):
    def setUp(self):
        pass

    def challenges(self, mock):
        """Two of one session and one of the next."""
        found = []
        for count in (2, 1):
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                for _ in range(count):
                    found.append(cram_challenge(client))
                    client.ask("*", 501)
        return found

    def test_the_same_seed_gives_the_same_challenges_and_another_gives_others(self):
        usual = self.challenges(self.start())
        self.assertEqual(len(set(usual)), 3)
        self.assertEqual(self.challenges(self.start()), usual)
        self.assertEqual(self.challenges(self.start("--seed", "mocksmtp")), usual)
        other = self.challenges(self.start("--seed", "other"))
        self.assertEqual(self.challenges(self.start(environment={"MOCKSMTP_SEED": "other"})), other)
        path = written(self.start().folder.name, "c.json", '{"seed": "other"}')
        self.assertEqual(self.challenges(self.start("--config", path)), other)
        self.assertFalse(set(usual) & set(other))


class clock(mock_test):
    def setUp(self):
        pass

    def received(self, mock):
        """When two messages came, and the times of all events."""
        for subject in (b"one", b"two"):
            with talk(mock.smtp) as client:
                client.send_mail(b"Subject: " + subject + b"\r\n\r\n")
        events = mock.get("/v1/export")["sessions"]
        times = [moment(event["time"]) for session in events for event in session["events"]]
        return [moment(one["received_at"]) for one in mock.messages()], times

    def test_logical_starts_in_2000_and_moves_a_millisecond_with_each_event(self):
        for mock in (self.start(), self.start("--clock", "logical")):
            received, times = self.received(mock)
            self.assertEqual(times, [ORIGIN + datetime.timedelta(milliseconds=n + 1) for n in range(len(times))])
            self.assertLess(received[0], received[1])
            self.assertLess(received[1], ORIGIN + datetime.timedelta(seconds=1))

    def test_frozen_never_moves(self):
        for mock in (self.start("--clock", "frozen"), self.start(environment={"MOCKSMTP_CLOCK": "frozen"})):
            received, times = self.received(mock)
            self.assertEqual({*received, *times}, {ORIGIN})

    def test_system_is_the_time_of_the_machine(self):
        for mock in (self.start("--clock", "system"), self.start(environment={"MOCKSMTP_CLOCK": "system"})):
            before = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(milliseconds=1)
            received, times = self.received(mock)
            after = datetime.datetime.now(datetime.timezone.utc)
            for one in (*received, *times):
                self.assertTrue(before <= one <= after, f"{before} {one} {after}")


class import_and_read_only(mock_test):
    def setUp(self):
        pass

    def exported(self):
        """A mock that has captured two messages, and its export."""
        one = self.start()
        for subject in (b"one", b"two"):
            with talk(one.smtp) as client:
                client.send_mail(b"Subject: " + subject + b"\r\n\r\n")
        one.wait_until(lambda state: state["open_sessions"] == 0, "every session ends")
        return one, one.request("GET", "/v1/export").body

    def test_import_begins_with_what_was_exported_and_goes_on_from_there(self):
        one, document = self.exported()
        path = written(one.folder.name, "export.json", document.decode())
        for two in (self.start("--import", path), self.start(environment={"MOCKSMTP_IMPORT": path})):
            self.assertEqual(two.request("GET", "/v1/export").body, document)
            with talk(two.smtp) as client:
                client.send_mail(b"Subject: three\r\n\r\n")
            self.assertEqual([each["id"] for each in two.messages()], ["m1", "m2", "m3"])

    def test_import_of_anything_else_is_one_line_and_exit_status_2(self):
        one, document = self.exported()
        for name, text, why in (("none.json", "{", "no JSON"), ("other.json", "{}", "/format: "),
                                ("half.json", document.decode().replace('"subject":"two"', '"subject":"2"'), "subject: ")):
            ended = run("--import", written(one.folder.name, name, text), "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0")
            self.assertEqual(ended.returncode, 2, name)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
            self.assertIn("--import", ended.stderr)
            self.assertIn(why, ended.stderr)
        self.assertEqual(run("--import", one.folder.name + "/nowhere.json", "--http-port", "0").returncode, 2)

    def test_read_only_takes_no_mail_and_no_change(self):
        one, document = self.exported()
        path = written(one.folder.name, "export.json", document.decode())
        for two in (self.start("--import", path, "--read-only"),
                    self.start("--import", path, environment={"MOCKSMTP_READ_ONLY": "true"})):
            self.assertEqual(two.ready["smtp"], [])
            self.assertEqual(two.request("POST", "/v1/reset").status, 403)
            self.assertEqual(two.request("DELETE", "/v1/messages?all=true").status, 403)
            self.assertEqual(two.request("GET", "/v1/message?to=nobody@example.test&wait=0s").status, 417)
            self.assertEqual(two.request("GET", "/v1/export").body, document)
        ended = run("--read-only")
        self.assertEqual((ended.returncode, "--import" in ended.stderr), (2, True))


if __name__ == "__main__":
    unittest.main()
