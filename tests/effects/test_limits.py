"""How much it takes in, and what it says when it is full."""
import contextlib
import time
import unittest

from world import PATIENCE, mock_test, offered, reply_to, talk


def mail_of(octets, subject):
    """A message of exactly so many octets."""
    head = f"Subject: {subject}\r\n\r\n".encode()
    return head + b"x" * (octets - len(head) - 2) + b"\r\n"


class limits_test(mock_test):
    def setUp(self):
        pass

    def reply_to_mail(self, mock, message):
        """The reply that ends a transaction with this message, at whichever command it ends."""
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            for line in ("MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "DATA"):
                said = reply_to(client, line)
                if said[0] not in "23":
                    return said
            client.send(message + b".\r\n")
            said = client.reply()[-1]
            client.ask("QUIT", 221)
            return said

    def subjects(self, mock):
        return [one["subject"] for one in mock.messages(view="summary")]


class message_size(limits_test):
    def test_exactly_the_limit_is_accepted_and_announced(self):
        for mock in (self.start("--max-message-size", "2KiB"),
                     self.start(environment={"MOCKSMTP_MAX_MESSAGE_SIZE": "2048"})):
            with talk(mock.smtp) as client:
                self.assertEqual(offered(client)["SIZE"], ["2048"])
                client.ask("MAIL FROM:<a@example.test> SIZE=2049", 552)
                client.ask("MAIL FROM:<a@example.test> SIZE=2048", 250)
            self.assertEqual(self.reply_to_mail(mock, mail_of(2048, "fits"))[:3], "250")
            self.assertEqual(self.reply_to_mail(mock, mail_of(2049, "too big"))[:3], "552")
            self.assertEqual(self.subjects(mock), ["fits"])

    def test_0_is_no_limit(self):
        mock = self.start("--max-message-size", "0")
        with talk(mock.smtp) as client:
            self.assertIn(offered(client)["SIZE"], ([], ["0"]))  # RFC 1870 section 4
            client.ask("MAIL FROM:<a@example.test> SIZE=999999999999", 250)
        self.assertEqual(self.reply_to_mail(mock, mail_of(60_000_000, "big"))[:3], "250")


class recipients(limits_test):
    def test_one_more_than_allowed_is_452_and_the_others_get_the_mail(self):
        for mock in (self.start("--max-recipients", "2"), self.start(environment={"MOCKSMTP_MAX_RECIPIENTS": "2"})):
            with talk(mock.smtp) as client:
                self.assertEqual(offered(client)["LIMITS"], ["RCPTMAX=2"])
                client.ask("MAIL FROM:<a@example.test>", 250)
                codes = [reply_to(client, f"RCPT TO:<{one}@example.test>")[:3] for one in "bcd"]
                self.assertEqual(codes, ["250", "250", "452"])
                client.ask("DATA", 354)
                client.ask("Subject: for two\r\n\r\n.", 250)
            (message,) = mock.messages()
            self.assertEqual((message["to"], message["refused"]),
                             (["b@example.test", "c@example.test"], ["d@example.test"]))

    def test_without_a_limit_it_is_the_personas(self):
        with talk(self.start().smtp) as client:
            self.assertEqual(offered(client)["LIMITS"], ["RCPTMAX=1000"])


class connections(limits_test):
    def test_one_more_than_allowed_is_told_421_and_the_place_of_one_that_left_is_free(self):
        for mock in (self.start("--max-connections", "2"), self.start(environment={"MOCKSMTP_MAX_CONNECTIONS": "2"})):
            with talk(mock.smtp) as first, talk(mock.smtp) as second:
                second.ask("NOOP", 250)
                with talk(mock.smtp, banner=False) as third:
                    third.expect(421)
                    self.assertEqual(third.rest(), b"")
                self.assertEqual([one["ended_by"] for one in mock.get("/v1/sessions")["sessions"]], [None, "limit"])
                report = mock.request("GET", "/v1/message?to=bob@example.test&wait=0s").json()["report"]
                self.assertIn("client sent no mail after a refusal: 421", report)
                metrics = mock.request("GET", "/metrics").body.decode()
                self.assertIn("\nmocksmtp_connections_turned_away 1\n", metrics)
                first.ask("QUIT", 221)
                self.assertEqual(first.rest(), b"")
                first.socket.close()
                second.ask("NOOP", 250)
                self.assert_place_becomes_free(mock)

    def assert_place_becomes_free(self, mock):
        deadline = time.monotonic() + PATIENCE  # the server learns a moment later that a socket has closed
        said = "421"
        while not said.startswith("220"):
            self.assertLess(time.monotonic(), deadline, "never free again")
            with talk(mock.smtp, banner=False) as client:
                said = client.reply()[0]

    def test_without_a_limit_all_are_served(self):
        mock = self.start()
        with contextlib.ExitStack() as everyone:
            for _ in range(50):
                everyone.enter_context(talk(mock.smtp))


class full_store(limits_test):
    def check_refusing(self, mock, octets):
        self.assertFalse(mock.state()["full"])
        said = [self.reply_to_mail(mock, mail_of(octets, n)) for n in (1, 2, 3, 4)]
        self.assertEqual([one[:3] for one in said], ["250", "250", "452", "452"])
        self.assertIn("full", said[-1])
        state = mock.state()
        self.assertEqual((state["full"], state["messages"], state["evictions"], state["refused_for_room"]),
                         (True, 2, 0, 2))
        self.assertEqual(self.subjects(mock), ["1", "2"])
        mock.request("DELETE", "/v1/messages?subject=1")
        self.assertFalse(mock.state()["full"])
        self.assertEqual(self.reply_to_mail(mock, mail_of(octets, 5))[:3], "250")
        self.assertEqual(self.subjects(mock), ["2", "5"])

    def test_of_messages_refuses_and_says_so(self):
        self.check_refusing(self.start("--max-messages", "2"), 100)
        self.check_refusing(self.start("--when-full", "refuse", environment={"MOCKSMTP_MAX_MESSAGES": "2"}), 100)

    def test_of_messages_evicts_the_oldest_and_lists_them(self):
        for mock in (self.start("--max-messages", "2", "--when-full", "evict-oldest"),
                     self.start("--max-messages", "2", environment={"MOCKSMTP_WHEN_FULL": "evict-oldest"})):
            for n in (1, 2, 3, 4, 5):
                self.assertEqual(self.reply_to_mail(mock, mail_of(100, n))[:3], "250")
            state = mock.state()
            self.assertEqual(self.subjects(mock), ["4", "5"])
            self.assertEqual((state["messages"], state["messages_accepted"], state["evictions"], state["refused_for_room"]),
                             (2, 5, 3, 0))
            self.assertEqual(state["evicted"], [{"first": "m1", "last": "m3"}])
            self.assertEqual(mock.request("GET", "/v1/messages/m3").status, 404)

    def test_of_octets_refuses_and_says_so(self):
        for mock in (self.start("--max-store-bytes", "1MB"),
                     self.start(environment={"MOCKSMTP_MAX_STORE_BYTES": "1000000"})):
            self.assertEqual(mock.state()["max_store_bytes"], 1_000_000)
            said = [self.reply_to_mail(mock, mail_of(400_000, n))[:3] for n in (1, 2, 3)]
            self.assertEqual(said, ["250", "250", "452"])
            self.assertEqual(self.reply_to_mail(mock, mail_of(100, "small"))[:3], "250")
            state = mock.state()
            self.assertLess(state["store_bytes"], 1_000_000)
            self.assertEqual((state["messages"], state["refused_for_room"]), (3, 1))
            mock.request("DELETE", "/v1/messages?subject=1")
            self.assertEqual(self.reply_to_mail(mock, mail_of(400_000, 4))[:3], "250")

    def test_of_octets_evicts_the_oldest_and_lists_them(self):
        mock = self.start("--max-store-bytes", "1MB", "--when-full", "evict-oldest")
        for n in range(1, 8):
            self.assertEqual(self.reply_to_mail(mock, mail_of(400_000, n))[:3], "250")
            self.assertLess(mock.state()["store_bytes"], 1_000_000)
        self.assertEqual(self.subjects(mock), ["6", "7"])
        self.assertEqual(mock.state()["evicted"], [{"first": "m1", "last": "m5"}])
        self.assertEqual(self.reply_to_mail(mock, mail_of(1_000_001, "never fits"))[:3], "452")

    def test_without_limits_nothing_is_refused_or_evicted(self):
        mock = self.start()
        for n in range(5):
            self.assertEqual(self.reply_to_mail(mock, mail_of(400_000, n))[:3], "250")
        state = mock.state()
        self.assertEqual((state["messages"], state["evictions"], state["full"]), (5, 0, False))


if __name__ == "__main__":
    unittest.main()
