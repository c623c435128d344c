"""What it calls itself, whose mail it takes, and how patient and how strict it is."""
import socket
import unittest

from world import KINDS, PATIENCE, cram_challenge, login, mock_test, offered, reply_to, secure, talk, trusting, written


class hostname(mock_test):
    options = ("--hostname", "mx.example.com")

    def test_it_is_in_banner_greeting_challenge_and_certificate(self):
        for mock in (self.mock, self.start(environment={"MOCKSMTP_HOSTNAME": "mx.example.com"})):
            with talk(mock.smtp, banner=False) as client:
                self.assertTrue(client.expect(220)[0].startswith("220 mx.example.com "))
                self.assertTrue(client.ask("EHLO client.example.org", 250)[0].startswith("250-mx.example.com "))
                self.assertTrue(cram_challenge(client).endswith(b"@mx.example.com>"))
            for kind in KINDS:
                number = mock.smtp if kind == "starttls" else mock.smtps
                with secure(number, trusting(mock), "mx.example.com", kind) as client:
                    client.ask("QUIT", 221)


class persona(mock_test):
    options = ("--persona", "exim", "--peer-name", "127.0.0.1=client.example.org", "--hostname", "mx.example.com",
               "--listen", "plain:127.0.0.1:0,name=other,persona=postfix")

    def test_it_chooses_the_words_and_a_listener_may_choose_its_own(self):
        ports = {one["name"]: one["port"] for one in self.mock.get("/v1/listeners")["listeners"]}
        with talk(ports["smtp"], banner=False) as client:
            self.assertTrue(client.expect(220)[0].startswith("220 mx.example.com ESMTP Exim "))
            greeting = client.ask("EHLO x.example.org", 250)
            self.assertEqual(greeting[0], "250-mx.example.com Hello client.example.org [127.0.0.1]")
            self.assertEqual(reply_to(client, "NONSENSE"), "500 unrecognized command")
        with talk(ports["other"], banner=False) as client:
            self.assertEqual(client.expect(220), ["220 mx.example.com ESMTP Postfix (Debian/GNU)"])


class recipients(mock_test):
    def setUp(self):
        pass

    def codes(self, mock, *addresses, user=None):
        """The reply code to each recipient in one transaction, and that only the accepted ones are in the message."""
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            if user:
                login(client, user, "any")
            client.ask("MAIL FROM:<app@example.test>", 250)
            replies = [reply_to(client, f"RCPT TO:<{one}>") for one in addresses]
            client.ask("RSET", 250)
        (transaction,) = mock.get("/v1/transactions", limit="1", order="newest")["transactions"]
        self.assertEqual(transaction["to"], [one for one, said in zip(addresses, replies) if said[0] == "2"])
        self.assertEqual(transaction["refused"], [one for one, said in zip(addresses, replies) if said[0] != "2"])
        return [int(one[:3]) for one in replies]

    def test_without_a_local_domain_every_domain_is_welcome(self):
        self.assertEqual(self.codes(self.start(), "a@one.test", "b@two.test"), [250, 250])

    def test_other_than_local_domains_are_relaying(self):
        for mock in (self.start("--local-domain", "one.test", "--local-domain", "three.test"),
                     self.start(environment={"MOCKSMTP_LOCAL_DOMAIN": "one.test\nthree.test"})):
            self.assertEqual(self.codes(mock, "a@ONE.test", "b@two.test", "c@three.test", "d@sub.one.test"),
                             [250, 554, 250, 554])

    def test_relay_says_who_may(self):
        outcomes = {}
        for who in ("everyone", "authenticated", "nobody"):
            for mock in (self.start("--local-domain", "one.test", "--relay", who),
                         self.start("--local-domain", "one.test", environment={"MOCKSMTP_RELAY": who})):
                outcomes[who] = [self.codes(mock, "a@one.test", "b@two.test"),
                                 self.codes(mock, "a@one.test", "b@two.test", user="app")]
        self.assertEqual(outcomes, {"everyone": [[250, 250], [250, 250]],
                                    "authenticated": [[250, 554], [250, 250]],
                                    "nobody": [[250, 554], [250, 554]]})

    def test_with_a_local_domain_alone_the_authenticated_may_relay(self):
        mock = self.start("--local-domain", "one.test")
        self.assertEqual(self.codes(mock, "b@two.test", user="app"), [250])

    def test_mailboxes_are_the_only_local_recipients(self):
        path = written(self.start().folder.name, "boxes", "bob@one.test\ncarol@one.test\n")
        for mock in (self.start("--mailbox", "bob@one.test", "--mailbox", "carol@one.test"),
                     self.start("--mailbox", "@" + path),
                     self.start(environment={"MOCKSMTP_MAILBOX": '["bob@one.test", "carol@one.test"]'})):
            self.assertEqual(self.codes(mock, "bob@one.test", "dave@one.test", "carol@ONE.test", "postmaster@one.test"),
                             [250, 550, 250, 250])

    def test_mailboxes_say_nothing_of_relayed_mail(self):
        mock = self.start("--mailbox", "bob@one.test", "--local-domain", "one.test", "--relay", "everyone")
        self.assertEqual(self.codes(mock, "bob@one.test", "dave@one.test", "dave@two.test"), [250, 550, 250])


class banner_delay(mock_test):
    # Far longer than a client on this machine needs to talk, and waited for once.
    options = ("--banner-delay", "1500ms")

    def codes_of_early_talker(self, mock, kind="starttls"):
        with talk(mock.smtp, banner=False) as client:
            client.send("EHLO client.example.org\r\nNOOP\r\nQUIT\r\n")
            return client.codes_until_closed()

    def codes_found(self, mock):
        return [one["code"] for one in mock.sessions()[-1]["diagnostics"]]

    def test_who_talks_before_the_banner_is_diagnosed_and_answered_in_order(self):
        for mock in (self.mock, self.start(environment={"MOCKSMTP_BANNER_DELAY": "1500ms"})):
            self.assertEqual(self.codes_of_early_talker(mock), [220, 250, 250, 221])
            self.assertEqual(self.codes_found(mock), ["talked_before_banner"])

    def test_who_waits_is_not(self):
        with talk(self.mock.smtp) as client:
            client.send_mail(b"Subject: patient\r\n\r\n")
        self.assertEqual(self.codes_found(self.mock), [])

    def test_without_a_delay_nobody_can_be_certain(self):
        mock = self.start()
        self.assertEqual(self.codes_of_early_talker(mock), [220, 250, 250, 221])
        self.assertNotIn("talked_before_banner", self.codes_found(mock))


class idle_timeout(mock_test):
    # Long enough that no client is late that writes as soon as it is connected.
    options = ("--idle-timeout", "1500ms")

    def started(self, mock, *lines):
        """A client that has sent these lines at once, the banner not waited for, and says nothing more."""
        client = talk(mock.smtp, banner=False)
        client.send("".join(line + "\r\n" for line in lines))
        return client

    def test_who_is_silent_is_sent_away_with_421(self):
        for mock in (self.mock, self.start(environment={"MOCKSMTP_IDLE_TIMEOUT": "1500ms"})):
            with self.started(mock, "EHLO client.example.org", "MAIL FROM:<app@example.test>") as client:
                self.assertEqual(client.codes_until_closed(), [220, 250, 250, 421])
            self.assertEqual(mock.sessions()[-1]["ended_by"], "timeout")
            (transaction,) = mock.get("/v1/transactions")["transactions"]
            self.assertEqual(transaction["ended_by"], "timeout")

    def test_inside_data_and_inside_auth_too(self):
        for code, *lines in ((334, "AUTH LOGIN"), (354, "MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "DATA")):
            with self.started(self.mock, "EHLO c.example.org", *lines) as client:
                self.assertEqual(client.codes_until_closed()[-2:], [code, 421])
        self.assertEqual([one["outcome"] for one in self.mock.attempts()], ["aborted"])
        self.assertEqual(self.mock.messages(), [])

    def test_with_the_usual_time_the_same_client_is_still_welcome(self):
        patient = self.start()
        with talk(patient.smtp) as waiting, self.started(self.mock, "NOOP") as client:
            waiting.ask("NOOP", 250)
            self.assertEqual(client.codes_until_closed(), [220, 250, 421])
            waiting.ask("NOOP", 250)


# The lines that make each diagnostic; the last one is served without --strict.
GREETED = ("EHLO client.example.org",)
MAIL = (*GREETED, "MAIL FROM:<a@example.test>")
STRICT = {
    "address_domain_invalid": (*MAIL, "RCPT TO:<b@-example.test>"),
    "address_without_domain": (*MAIL, "RCPT TO:<bob>"),
    "auth_before_ehlo": ("AUTH PLAIN AGEAYg==",),
    "auth_plaintext_without_tls": (*GREETED, "AUTH PLAIN AGEAYg=="),
    "bare_address": (*GREETED, "MAIL FROM:a@example.test"),
    "command_line_too_long": (*GREETED, "NOOP " + "x" * 506),
    "command_not_ascii": (*GREETED, "NOOP é"),
    "command_argument_not_allowed": (*GREETED, "RSET now"),
    "command_control_character": (*GREETED, "NOOP a\rb"),
    "command_space_wrong": (*GREETED, "MAIL FROM:<a@example.test>  BODY=8BITMIME"),
    "ehlo_argument_invalid": ("EHLO not_a_name!",),
    "ehlo_repeated": (*GREETED, "EHLO client.example.org"),
    "local_part_not_dot_string": (*GREETED, "MAIL FROM:<a..b@example.test>"),
    "mail_before_ehlo": ("MAIL FROM:<a@example.test>",),
    "parameter_not_advertised": ("HELO client.example.org", "MAIL FROM:<a@example.test> SIZE=1"),
    "path_too_long": (*GREETED, f"MAIL FROM:<{'a' * 65}@example.test>"),
    "size_declared_wrong": (*GREETED, "MAIL FROM:<a@example.test> SIZE=1", "RCPT TO:<b@example.test>", "DATA",
                            "Subject: longer\r\n\r\n."),
    "source_route": (*MAIL, "RCPT TO:<@relay.test:b@example.test>"),
    "space_after_colon": (*GREETED, "MAIL FROM: <a@example.test>"),
    "trailing_space": (*GREETED, "NOOP "),
    "unencoded_utf8_address": (*GREETED, "MAIL FROM:<é@example.test>"),
}


class strict(mock_test):
    """Each diagnostic of a client that is served all the same; with --strict its cause is refused, and still noted."""

    def last_reply(self, mock, lines):
        with talk(mock.smtp) as client:
            *_, last = [reply_to(client, line) for line in lines]
            client.ask("QUIT", 221)
        return last

    def found(self, mock, since):
        events = mock.request("GET", "/v1/events?since=" + since).body.decode()
        return {code for code in STRICT | LINES if f'"code":"{code}"' in events}

    def check(self, mock, code, send, refused):
        since = mock.state()["cursor"]
        said = send(mock)
        if refused:
            self.assertIn(said[0], "45", f"--strict {code}: {said}")
        else:
            self.assertIn(said[0], "23", f"without --strict {code}: {said}")
        self.assertIn(code, self.found(mock, since), "the diagnostic")

    def test_every_diagnostic_that_can_be_refused_is_refused_under_its_name_alone(self):
        for code, lines in STRICT.items():
            with self.subTest(code):
                send = lambda mock, lines=lines: self.last_reply(mock, lines)  # noqa: E731
                self.check(self.mock, code, send, False)
                self.check(self.start("--strict", code), code, send, True)

    def test_line_ends_are_refused_under_their_names(self):
        for code, send in LINES.items():
            with self.subTest(code):
                self.check(self.mock, code, send, False)
                self.check(self.start("--strict", code), code, send, True)

    def test_all_is_every_one(self):
        mock = self.start("--strict", "all")
        for code, lines in STRICT.items():
            with self.subTest(code):
                self.check(mock, code, lambda mock, lines=lines: self.last_reply(mock, lines), True)

    def test_several_can_be_named_in_the_environment(self):
        mock = self.start(environment={"MOCKSMTP_STRICT": "bare_address\ntrailing_space"})
        for code, refused in (("bare_address", True), ("trailing_space", True), ("space_after_colon", False)):
            self.check(mock, code, lambda mock, code=code: self.last_reply(mock, STRICT[code]), refused)

    def test_a_client_without_fault_is_served_by_the_strictest(self):
        mock = self.start("--strict", "all")
        with secure(mock.smtp, trusting(mock)) as client:
            offered(client)
            login(client, "app", "any")
            client.send_mail(b"Date: Mon, 30 Nov 2026 10:00:00 +0000\r\nFrom: a@example.test\r\nTo: b@example.test\r\n"
                             b"Message-ID: <1@example.test>\r\nSubject: clean\r\n\r\n", greet=False)
        self.assertEqual([one["subject"] for one in mock.messages()], ["clean"])
        self.assertEqual(mock.sessions()[-1]["diagnostics"], [])


def end_a_command_with_lf(mock):
    with talk(mock.smtp) as client:
        client.send("NOOP\n")
        return client.reply()[-1]


def end_a_message_with_lf(mock):
    with talk(mock.smtp) as client:
        client.send("EHLO c.example.org\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\n")
        replies = [client.reply()[-1] for _ in range(4)]
        if replies[-1][:3] != "354":
            return replies[-1]
        client.send("Subject: unix\n\nhello\n.\n")
        return client.reply()[-1]


def talk_before_the_banner(mock):
    with socket.create_connection(("127.0.0.1", mock.smtp), timeout=PATIENCE) as early:
        early.sendall(b"NOOP\r\nQUIT\r\n")
        return early.makefile("r").read()


LINES = {"command_ended_by_lf": end_a_command_with_lf, "data_ended_by_lf": end_a_message_with_lf}


class strict_before_the_banner(mock_test):
    def test_who_talks_early_is_sent_away(self):
        delayed = self.start("--banner-delay", "1500ms")
        self.assertTrue(talk_before_the_banner(delayed).startswith("220 "))
        strict_one = self.start("--banner-delay", "1500ms", "--strict", "talked_before_banner")
        self.assertRegex(talk_before_the_banner(strict_one), "^[45]")
        (session,) = strict_one.sessions()
        self.assertEqual([one["code"] for one in session["diagnostics"]], ["talked_before_banner"])


if __name__ == "__main__":
    unittest.main()
