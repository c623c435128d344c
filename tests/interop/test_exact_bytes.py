"""Messages of every awkward size and content, held against the sender's own digest."""
import hashlib

from mock import mock_test, sha256
from talk import talk

LIMIT = 52_428_800  # octets, the default


def stuffed(message):
    """How a message goes over the wire behind DATA: dots doubled, ended (RFC 5321 4.5.2)."""
    wire = (b"." if message.startswith(b".") else b"") + message.replace(b"\r\n.", b"\r\n..")
    return wire + (b"" if not wire or wire.endswith(b"\r\n") else b"\r\n") + b".\r\n"


class exact_bytes(mock_test):
    def send(self, wire, code=250, size=None):
        """Sends what comes behind DATA and returns the reply to its end."""
        with talk(self.mock.smtp, timeout=300) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("MAIL FROM:<app@example.test>" + (f" SIZE={size}" if size else ""), 250)
            client.ask("RCPT TO:<bob@example.test>", 250)
            client.ask("DATA", 354)
            client.send(wire)
            reply = client.expect(code)
            client.ask("QUIT", 221)
        return reply

    def assert_kept(self, message, wire=None):
        """The API has exactly these octets, as they are and as they came."""
        wire = wire or stuffed(message)
        mail = self.mock.message(wait="0s", pick="latest")
        self.assertEqual((mail["size"], mail["sha256"]), (len(message), sha256(message)))
        self.assertEqual(sha256(self.mock.raw(mail)), sha256(message))
        self.assertEqual(sha256(self.mock.wire(mail)), sha256(wire))
        return mail

    def exchange(self, message):
        self.send(stuffed(message))
        return self.assert_kept(message)

    def test_exactly_the_limit_is_kept_and_one_octet_more_is_552(self):
        line = bytes(range(33, 127)) * 10 + b"\r\n"
        head = b"Subject: big\r\n\r\n"
        body = line * (LIMIT // len(line) + 1)
        message = head + body[:LIMIT - len(head) - 2] + b"\r\n"
        if message.endswith(b"\r\r\n"):  # the cut fell between CR and LF
            message = message[:-3] + b"x\r\n"
        self.assertEqual(len(message), LIMIT)
        mail = self.exchange(message)
        self.assertEqual(mail["subject"], "big")
        more = message[:-2] + b"x\r\n"
        self.assertEqual(len(more), LIMIT + 1)
        self.send(stuffed(more), 552)
        self.assertEqual(self.mock.state()["messages"], 1)
        (refused,) = self.mock.get("/v1/transactions", outcome="refused")["transactions"]
        self.assertEqual(refused["data"]["reply"]["code"], 552)
        self.assert_still_serving()

    def test_a_size_over_the_limit_is_refused_when_it_is_declared(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask(f"MAIL FROM:<app@example.test> SIZE={LIMIT + 1}", 552)
            client.ask(f"MAIL FROM:<app@example.test> SIZE={LIMIT}", 250)

    def test_the_limit_counts_what_bdat_brings_as_well(self):
        mock = self.start("--max-message-size", "1000000")
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            for last, code in ((b"y" * 500_000, 250), (b"y" * 500_001, 552)):
                client.ask("MAIL FROM:<app@example.test>", 250)
                client.ask("RCPT TO:<bob@example.test>", 250)
                client.send(b"BDAT 500000\r\n" + b"x" * 500_000)
                client.expect(250)
                client.send(b"BDAT %d LAST\r\n" % len(last) + last)
                client.expect(code)
                if code == 552:
                    client.ask("RSET", 250)
        (mail,) = mock.messages()
        self.assertEqual(mail["sha256"], sha256(b"x" * 500_000 + b"y" * 500_000))

    def test_nothing_at_all(self):
        mail = self.exchange(b"")
        self.assertEqual((mail["size"], mail["headers"], mail["subject"]), (0, {}, None))

    def test_no_headers(self):
        mail = self.exchange(b"\r\njust a body\r\n")
        self.assertEqual((mail["headers"], mail["text"]), ({}, "just a body\n"))

    def test_a_body_without_the_empty_line_before_it(self):
        self.exchange(b"this is no header\r\nnor is this\r\n")

    def test_nul_and_every_other_octet(self):
        every = bytes(octet for octet in range(256) if octet not in (10, 13))
        self.exchange(b"Subject: octets\r\n\r\n" + (every + b"\r\n") * 50 + b"\0\0\0\r\n")

    def test_lines_of_100000_octets(self):
        self.exchange(b"Subject: long\r\n\r\n" + b"".join(bytes([c]) * 100_000 + b"\r\n" for c in b"abc"))

    def test_a_header_of_100000_octets(self):
        mail = self.exchange(b"X-Long: " + b"v" * 100_000 + b"\r\n\r\nbody\r\n")
        self.assertEqual(len(mail["headers"]["x-long"][0]), 100_000)

    def test_dots_at_the_beginning_of_lines(self):
        self.exchange(b".\r\n..\r\n...\r\nSubject: no\r\n.\r\nx.\r\n.x\r\n")

    def test_bare_cr_and_bare_lf_are_kept_and_end_nothing(self):
        message = b"Subject: smuggling\r\n\r\none\n.\ntwo\r.\rthree\n.\r\nfour\r\n"
        # Behind a bare LF a dot was not doubled by the client, and a lone dot there ends nothing.
        self.send(message + b".\r\n")
        self.assert_kept(message, message + b".\r\n")
        self.assertEqual(self.mock.state()["messages"], 1)
        mail = self.mock.get("/v1/messages/m1")
        shown = {one["code"]: one["offset"] for one in mail["diagnostics"] if one["code"].startswith("bare_")}
        self.assertEqual(shown, {"bare_lf": message.index(b"\n."), "bare_cr": message.index(b"\r.")})
        self.assertEqual(self.mock.get("/v1/messages?diagnostic=bare_lf")["total"], 1)

    def test_the_same_octets_in_one_write_in_single_octets_and_in_odd_pieces(self):
        message = b"Subject: pieces\r\n\r\n" + b"".join(b".%d\r\n" % i for i in range(100))
        wire = stuffed(message)
        for step in (1, 2, 3, 7, 64, len(wire)):
            with talk(self.mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask("MAIL FROM:<app@example.test>", 250)
                client.ask("RCPT TO:<bob@example.test>", 250)
                client.ask("DATA", 354)
                for i in range(0, len(wire), step):
                    client.send(wire[i:i + step])
                client.expect(250)
            self.assert_kept(message)

    def test_ten_messages_of_a_mebibyte_on_one_connection_stay_apart(self):
        digests = []
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            for i in range(10):
                message = b"X-N: %d\r\n\r\n" % i + hashlib.sha256(b"%d" % i).hexdigest().encode() * 16384 + b"\r\n"
                digests.append(sha256(message))
                client.send_mail(message, greet=False, quit=False)
        self.assertEqual([one["sha256"] for one in self.mock.messages(limit="10")], digests)
