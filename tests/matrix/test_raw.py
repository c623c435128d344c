"""What no client would do by itself: bindings to another channel, replays, and lists of mechanisms somebody has shortened."""
import base64
import dataclasses
import hashlib
import ssl
import unittest

import raw
from clients import BY_NAME
from errand import IMPLICIT, PLAIN, STARTTLS
from sending import NAME, PASSWORD, USER, job, make_errand, options_of, send, server
from talk import b64

LETTERS = {PLAIN: "p", STARTTLS: "s", IMPLICIT: "t"}
HASHES = (1, 224, 256, 384, 512)


class raw_test(unittest.TestCase):
    def setUp(self):
        self.mock = self.enterContext(server(*USER))

    def connect(self, tls=STARTTLS, mock=None, **context):
        mock = mock or self.mock
        one = make_errand(mock, job("", "", "", LETTERS[tls]))
        return self.enterContext(raw.connect(one, **context))

    def last_attempt(self, outcome, because, mock=None):
        attempt = (mock or self.mock).attempts()[-1]
        self.assertEqual((attempt["outcome"], attempt["because"]), (outcome, because), attempt)
        return attempt


class channel_binding(raw_test):
    def test_the_right_one_of_every_type_python_has(self):
        client = self.connect()
        self.assertTrue(raw.log_in(client, "SCRAM-SHA-256-PLUS", NAME, PASSWORD, raw.end_point(client)))
        self.assertEqual(self.last_attempt("accepted", "password matches")["channel_binding"], "tls-server-end-point")
        client = self.connect(maximum_version=ssl.TLSVersion.TLSv1_2)
        unique = "tls-unique", client.socket.get_channel_binding("tls-unique")
        self.assertTrue(raw.log_in(client, "SCRAM-SHA-1-PLUS", NAME, PASSWORD, unique))
        self.assertEqual(self.last_attempt("accepted", "password matches")["channel_binding"], "tls-unique")

    def test_of_another_session_it_is_refused_with_every_hash(self):
        for size in HASHES:
            for tls in (STARTTLS, IMPLICIT):
                other = "tls-server-end-point", hashlib.sha256(b"the certificate of a man in the middle").digest()
                self.assertFalse(raw.log_in(self.connect(tls), f"SCRAM-SHA-{size}-PLUS", NAME, PASSWORD, other))
                self.assertIs(self.last_attempt("refused", "channel binding does not match")["verified"], False)

    def test_a_mechanism_without_plus_takes_none(self):
        client = self.connect()
        self.assertFalse(raw.log_in(client, "SCRAM-SHA-256", NAME, PASSWORD, raw.end_point(client)))
        self.assertIn(self.mock.attempts()[-1]["outcome"], ("refused", "malformed"))

    def test_who_could_bind_but_was_offered_nothing_to_bind_has_been_lied_to(self):
        """RFC 5802 section 6: gs2's `y` where the server did offer a -PLUS mechanism means that somebody took it away."""
        self.assertFalse(raw.log_in(self.connect(), "SCRAM-SHA-256", NAME, PASSWORD, gs2="y,,"))
        attempt = self.mock.attempts()[-1]
        self.assertEqual(attempt["outcome"], "refused", attempt)
        self.assertIn("downgrade", attempt["because"])
        with server(*USER, "--mechanisms", "SCRAM-SHA-256") as honest:
            self.assertTrue(raw.log_in(self.connect(mock=honest), "SCRAM-SHA-256", NAME, PASSWORD, gs2="y,,"))


class replays(raw_test):
    def first_and_proof(self, mechanism):
        """The messages of a session that got in."""
        side = raw.scram(mechanism, NAME, PASSWORD)
        client = self.connect(PLAIN)
        server_first = raw.challenge_of(client, f"AUTH {mechanism} {b64(side.first())}")
        final = side.final(server_first)
        self.assertIsNotNone(raw.challenge_of(client, b64(final)))
        client.ask("", 235)
        return side, server_first, final

    def test_scram_messages_of_another_session_are_refused(self):
        for size in HASHES:
            mechanism = f"SCRAM-SHA-{size}"
            side, server_first, final = self.first_and_proof(mechanism)
            client = self.connect(PLAIN)
            self.assertNotEqual(raw.challenge_of(client, f"AUTH {mechanism} {b64(side.first())}"), server_first)
            self.assertIsNone(raw.challenge_of(client, b64(final)))
            self.assertIs(self.mock.attempts()[-1]["verified"], False)
            self.assertEqual(self.mock.attempts()[-1]["outcome"], "refused")

    def test_a_scram_proof_over_a_nonce_of_the_clients_own_is_refused(self):
        side = raw.scram("SCRAM-SHA-256", NAME, PASSWORD)
        client = self.connect(PLAIN)
        server_first = raw.challenge_of(client, f"AUTH SCRAM-SHA-256 {b64(side.first())}")
        self.assertIsNone(raw.challenge_of(client, b64(side.final(server_first, nonce=side.nonce))))
        self.assertEqual(self.mock.attempts()[-1]["outcome"], "refused")

    def test_what_real_clients_answered_is_refused_in_another_session(self):
        """swaks's CRAM-MD5, CRAM-SHA1, DIGEST-MD5 and NTLM, heard on the line and said again."""
        for mechanism in ("CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "NTLM"):
            with self.subTest(mechanism), server(*USER, "--show-secrets") as mock:
                one = make_errand(mock, job("swaks", mechanism, mechanism, "p"))
                self.assertEqual(BY_NAME["swaks"](one)[0], 0)
                exchange = mock.attempts()[-1]["exchange"]
                said = [step["line"] for step in exchange if step["dir"] == "client"]
                client = self.enterContext(raw.connect(one))
                client.ask(said[0], 334)
                for line in said[1:-1] if mechanism == "NTLM" else ():
                    client.ask(line, 334)
                client.ask(said[-1] or said[-2], 535)
                attempt = mock.attempts()[-1]
                self.assertEqual((attempt["outcome"], attempt["verified"]), ("refused", False), attempt)


class shortened_lists(raw_test):
    """Told to use something better than what is offered, a client says nothing at all."""

    def test_clients_that_want_more_than_is_offered_say_nothing(self):
        wanted = (("msmtp", "SCRAM-SHA-256", "scram-sha-256"), ("Go go-mail", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256-PLUS"),
                  ("swaks", "DIGEST-MD5", "DIGEST-MD5"), ("curl", "NTLM", "AUTH=NTLM"), ("mutt", "CRAM-MD5", "cram-md5"),
                  ("Jakarta Mail", "DIGEST-MD5", "DIGEST-MD5"))
        for client, mechanism, how in wanted:
            with self.subTest(client):
                seen = send(job(client, mechanism, how, "s", options=(*USER, "--mechanisms", "PLAIN,LOGIN")))
                self.assertNotEqual(seen.status, 0, seen.output)
                self.assertEqual((seen.attempts, seen.messages), ([], []))

    def test_git_asks_for_it_all_the_same_and_hears_that_there_is_none(self):
        seen = send(job("git send-email", "CRAM-MD5", "CRAM-MD5", "s", options=(*USER, "--mechanisms", "PLAIN,LOGIN")))
        self.assertNotEqual(seen.status, 0, seen.output)
        (attempt,) = seen.attempts
        self.assertEqual((attempt["mechanism"], attempt["outcome"], attempt["reply"]["code"]), ("CRAM-MD5", "unsupported", 504))


class certificates(unittest.TestCase):
    def test_external_needs_a_certificate(self):
        told = job("Python smtplib", "EXTERNAL", "auth(function)", "s", options=options_of("", "EXTERNAL"))
        with server(*told.options) as mock:
            one = dataclasses.replace(make_errand(mock, told), mechanism="ANONYMOUS")  # shows no certificate
            with raw.connect(one) as client:
                client.ask("AUTH EXTERNAL " + base64.b64encode(NAME.encode()).decode(), 535)
            (attempt,) = mock.attempts()
            self.assertEqual((attempt["outcome"], attempt["because"]), ("refused", "no client certificate"))

    def test_a_certificate_that_names_nobody_here_is_refused_to_curl(self):
        options = tuple("other:secret" if part == "test:secret" else part for part in options_of("curl", "EXTERNAL"))
        seen = send(job("curl", "EXTERNAL", "AUTH=EXTERNAL", "s", options=options))
        self.assertNotEqual(seen.status, 0, seen.output)
        (attempt,) = seen.attempts
        self.assertEqual((attempt["outcome"], attempt["because"], attempt["verified"]), ("refused", "no such user", True))
        self.assertEqual(seen.messages, [])
