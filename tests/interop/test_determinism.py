"""The same script in two processes gives the same bytes, and probes change nothing."""
import random
import socket

from mock import mock_test
from talk import b64, talk


def one_after_the_other(mock, probes=False):
    """A bit of everything, sessions that do not overlap; with `probes`, connections without a word between them."""
    def probe():
        for i in range(100 if probes else 0):
            with socket.create_connection(("127.0.0.1", (mock.smtp, mock.smtps)[i % 2])) as one:
                if i % 4 < 2:
                    one.recv(1) if i % 2 == 0 else None
        if probes:
            mock.wait_until(lambda state: state["probes"] >= 100, "probes are counted")
    with talk(mock.smtp) as client:
        client.send_mail(b"Subject: first\r\n\r\nhello\r\n", to=("bob@example.test", "carol@example.test"))
    probe()
    with talk(mock.smtp) as client:
        client.send(b"HELO x\nMAIL FROM: <a@example.org>\nRCPT TO: b@example.org\nDATA\nSubject: lf\n\n.\nQUIT\n")
        client.rest()
    with talk(mock.smtp) as client:
        (challenge,) = client.ask("AUTH CRAM-MD5", 334)
        client.ask(b64("user 0123456789abcdef0123456789abcdef"), 235)
        client.ask("AUTH PLAIN =", 503)
        client.ask("NONSENSE", 500)
        client.ask("MAIL FROM:<>", 250)
        client.ask("QUIT", 221)
        client.rest()
    with talk(mock.smtp) as client:
        client.ask("EHLO [127.0.0.1]", 250)
        client.ask("STARTTLS", 220)
        client.handshake()
        client.ask("EHLO client.example.org", 250)
        client.ask("AUTH LOGIN", 334)
        client.ask("*", 501)
        client.ask("AUTH LOGIN " + b64("user"), 334)
        client.ask(b64("password"), 235)
        client.send_mail("Subject: Ünïcode\r\n\r\n\0\r\n".encode(), greet=False)
    with talk(mock.smtps, tls=True) as client:
        client.send_mail(b"Subject: implicit\r\n\r\n")
    with talk(mock.smtp) as client:
        client.send(b"EHLO gone.example.org\r\n")
        client.expect(250)
    mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")
    return challenge


def all_at_once(mock, order):
    """Ten kept connections that take turns; `order` draws them."""
    clients = [talk(mock.smtp) for _ in range(10)]
    for client in clients:  # their order of birth is part of the script
        client.ask("EHLO client.example.org", 250)
    steps = [[f"MAIL FROM:<s{i}@example.test>", f"RCPT TO:<r{i}@example.test>", "RSET", "NOOP", "VRFY x"] for i in range(10)]
    left = [i for i in range(10) for _ in range(5)]
    random.Random(order).shuffle(left)
    for i in left:
        clients[i].send(steps[i].pop(0) + "\r\n")
        clients[i].reply()
    for client in clients:
        client.ask("QUIT", 221)
        client.socket.close()
    mock.wait_until(lambda state: state["open_sessions"] == 0, "all sessions end")


class determinism(mock_test):
    def whole(self, mock, path="/v1/export"):
        got = mock.request("GET", path)
        self.assertEqual(got.status, 200)
        return got.body.decode()

    def assert_same(self, one, other, paths=("/v1/export", "/v1/events", "/v1/messages", "/v1/sessions",
                                             "/v1/transactions", "/v1/auth-attempts")):
        self.maxDiff = 4000
        for path in paths:
            self.assertEqual(self.whole(one, path), self.whole(other, path), path)

    def test_two_processes_export_the_same_bytes(self):
        other = self.start()
        self.assertEqual(one_after_the_other(self.mock), one_after_the_other(other))
        self.assert_same(self.mock, other)
        self.assertIn("Subject: implicit", self.mock.raw(self.mock.messages()[-1]).decode())

    def test_another_seed_gives_another_challenge(self):
        other = self.start("--seed", "another")
        self.assertNotEqual(one_after_the_other(self.mock), one_after_the_other(other))

    def test_a_hundred_probes_between_two_mails_change_nothing(self):
        other = self.start()
        one_after_the_other(self.mock)
        one_after_the_other(other, probes=True)
        self.assert_same(self.mock, other)
        self.assertEqual((self.mock.state()["probes"], other.state()["probes"]), (0, 100))

    def test_reads_change_nothing(self):
        one_after_the_other(self.mock)
        before = self.whole(self.mock)
        for path in ("/v1/messages", "/v1/messages/m1", "/v1/messages/m1/raw", "/v1/sessions/s1/transcript", "/readyz",
                     "/v1/messages?to=nobody", "/metrics", "/v1/message?to=bob@example.test&wait=0s&pick=latest",
                     "/v1/messages/m99", "/v1/messages?wrong=1", "/v1/state", "/v1/events"):
            self.mock.request("GET", path)
        self.assertEqual(self.whole(self.mock), before)

    def test_after_a_reset_the_same_script_gives_the_same_messages(self):
        one_after_the_other(self.mock)
        first = self.mock.messages()
        self.assertEqual(self.mock.request("POST", "/v1/reset").status, 200)
        one_after_the_other(self.mock)
        again = self.mock.messages()
        self.assertEqual([one["id"] for one in first], [one["id"] for one in again])
        self.assertEqual([one["sha256"] for one in first], [one["sha256"] for one in again])

    def test_a_script_cut_into_octets_gives_the_same_export(self):
        """However TCP cuts the stream: it is an arrival fact, never part of an export."""
        script = (b"EHLO x.example.org\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"
                  b"Subject: cut\r\n\r\n..\r\n.\r\nNONSENSE\r\nQUIT\r\n")
        other = self.start()
        for mock, step in ((self.mock, 1), (other, len(script))):
            with talk(mock.smtp) as client:
                for i in range(0, len(script), step):
                    client.send(script[i:i + step])
                self.assertEqual(client.codes_until_closed(), [250, 250, 250, 354, 250, 500, 221])
            mock.wait_until(lambda state: state["open_sessions"] == 0, "the session ends")
        self.assert_same(self.mock, other)


class overlapping(mock_test):
    def test_overlapping_sessions_that_take_the_same_turns_give_the_same_bytes(self):
        for order in (1, 2):
            one, other = self.start(), self.start()
            all_at_once(one, order)
            all_at_once(other, order)
            for path in ("/v1/export", "/v1/events", "/v1/sessions"):
                self.assertEqual(one.request("GET", path).body, other.request("GET", path).body)
