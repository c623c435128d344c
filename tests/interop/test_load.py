"""Many senders at once: what was answered 250 is in the API, waits end with the mail, pooled connections outlive a reset."""
import concurrent.futures
import threading

from mock import mock_test
from talk import talk

SENDERS, MESSAGES = 20, 10_000


class load(mock_test):
    def send_many(self, number):
        """One sender on one kept connection; the identities of its messages as the 250s named them."""
        ids = []
        with talk(self.mock.smtp, timeout=300) as client:
            client.ask("EHLO sender.example.org", 250)
            for i in range(MESSAGES // SENDERS):
                (line,) = client.send_mail(b"Subject: %d of %d\r\n\r\nhello\r\n" % (i, number), greet=False, quit=False,
                                           sender=f"s{number}@example.test", to=(f"n{i}@example.test",))
                ids.append(line.rsplit(" ", 1)[1])
            client.ask("QUIT", 221)
        return ids

    def all_messages(self):
        """Every message, page by page."""
        found, last = [], None
        while True:
            page = self.mock.messages(limit="1000", view="summary", **({"since": last} if last else {}))
            if not page:
                return found
            found += page
            last = page[-1]["cursor"]

    def test_every_250_of_20_senders_and_10000_messages_is_a_message_in_the_api(self):
        with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
            by_sender = list(pool.map(self.send_many, range(SENDERS)))
        acknowledged = [one for ids in by_sender for one in ids]
        self.assertEqual(len(acknowledged), MESSAGES)
        self.assertEqual(len(set(acknowledged)), MESSAGES)
        self.assertEqual(self.mock.state()["messages"], MESSAGES)
        found = self.all_messages()
        self.assertEqual([one["id"] for one in found], [f"m{i + 1}" for i in range(MESSAGES)])
        by_id = {one["id"]: one for one in found}
        for number, ids in enumerate(by_sender):
            for i, one in enumerate(ids):
                self.assertEqual(by_id[one]["from"], f"s{number}@example.test")
                self.assertEqual(by_id[one]["to"], [f"n{i}@example.test"])
                self.assertEqual(by_id[one]["subject"], f"{i} of {number}")

    def test_a_wait_started_before_the_mail_returns_it(self):
        waiting = threading.Event()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            def wait():
                waiting.set()
                return self.mock.message(to="late@example.test", wait="30s")
            answer = pool.submit(wait)
            waiting.wait()
            for i in range(50):
                with talk(self.mock.smtp) as client:
                    client.send_mail(b"Subject: another\r\n\r\n", to=(f"other{i}@example.test",))
            self.assertFalse(answer.done())
            with talk(self.mock.smtp) as client:
                client.send_mail(b"Subject: the one\r\n\r\n", to=("late@example.test",))
            self.assertEqual(answer.result(30)["subject"], "the one")

    def test_the_first_request_after_a_250_finds_the_message(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO sender.example.org", 250)
            for i in range(1000):
                client.send_mail(b"Subject: now\r\n\r\n", greet=False, quit=False, to=(f"n{i}@example.test",))
                got = self.mock.messages(to=f"n{i}@example.test")
                self.assertEqual(len(got), 1, i)

    def test_a_pooled_connection_survives_a_reset(self):
        with talk(self.mock.smtp) as client:
            client.send_mail(b"Subject: before\r\n\r\n", quit=False)
            # A transaction begun before a reset ends in the old epoch, whatever its client is told.
            client.ask("MAIL FROM:<old@example.test>", 250)
            client.ask("RCPT TO:<old@example.test>", 250)
            self.assertEqual(self.mock.request("POST", "/v1/reset").status, 200)
            self.assertEqual(self.mock.state()["messages"], 0)
            client.ask("DATA", 354)
            client.send(b"Subject: old\r\n\r\n.\r\n")
            client.expect(250)
            self.assertEqual(self.mock.state()["messages"], 0)
            client.send_mail(b"Subject: after\r\n\r\n", greet=False, quit=False)
            mail = self.mock.message(wait="0s")
            self.assertEqual((mail["id"], mail["subject"]), ("m1", "after"))
            client.ask("NOOP", 250)

    def test_connections_are_told_421_by_a_reset_that_says_so(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO sender.example.org", 250)
            done = self.mock.request("POST", "/v1/reset", b'{"connections": "close"}', {"Content-Type": "application/json"})
            self.assertEqual(done.status, 200, done.body)
            client.ask("NOOP", 421)
            self.assertEqual(client.rest(), b"")
        self.assert_still_serving()
