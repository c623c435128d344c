"""What makes one run like another."""
import datetime
import unittest

from world import cram_challenge, mock_test, talk, written

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


if __name__ == "__main__":
    unittest.main()
