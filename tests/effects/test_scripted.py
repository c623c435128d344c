"""What rules do besides their replies: who is blamed, what a client that will not wait is told, what is kept."""
import contextlib
import json
import unittest

from world import mock_test, port, reply_to, secure, talk, trusting

MAIL, RCPT = "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>"
WAITING = {"count": "1", "wait": "60s", "settle": "0s"}


class scripted_test(mock_test):
    def setUp(self):
        pass

    def ruled(self, *rules, options=()):
        return self.start(*options, *(word for rule in rules for word in ("--rule", json.dumps(rule))))

    def begun(self, mock, *lines):
        client = talk(mock.smtp)
        self.addCleanup(client.socket.close)
        for line in ("EHLO client.example.org", *lines):
            client.ask(line, 250 if line != "DATA" else 354)
        return client

    def hold(self, mock):
        return mock.get("/v1/holds", **WAITING)["holds"][0]["id"]

    def release(self, mock, hold, body=None):
        return mock.request("POST", f"/v1/holds/{hold}/release", body=json.dumps(body) if body else None,
                            headers={"Content-Type": "application/json"} if body else {})

    def codes(self, mock):
        return [one["code"] for one in mock.get("/v1/sessions/s1")["diagnostics"]]


class early_talk(scripted_test):
    def held(self, stage, line, more):
        """Diagnostics and export of a client that says more while a reply is held, in one piece and in two."""
        seen = []
        for in_two in (False, True):
            mock = self.ruled({"on": stage, "hold": "60s"})
            client = self.begun(mock, MAIL)
            client.send((line if in_two else line + more).encode())
            held = self.hold(mock)
            if in_two:
                client.send(more.encode())
            self.assertEqual(self.release(mock, held).status, 200)
            client.reply()
            client.reply()
            seen.append((self.codes(mock), mock.request("GET", "/v1/export").body))
        self.assertEqual(seen[0], seen[1])
        return seen[0][0]

    def test_recipients_may_be_pipelined_however_slow_the_first_is(self):
        mock = self.ruled({"on": "rcpt", "delay": "50ms"})
        client = self.begun(mock, MAIL)
        client.send((RCPT + "\r\n").encode())
        client.send((RCPT + "\r\n").encode())
        self.assertEqual([client.reply()[-1][:3] for _ in "12"], ["250", "250"])
        self.assertEqual(self.codes(mock), [])

    def test_what_comes_behind_noop_is_told_in_one_piece_and_in_two(self):
        self.assertEqual(self.held("noop", "NOOP\r\n", "RSET\r\n"), ["talked_before_reply"])

    def test_a_banner_that_a_rule_delays_is_one_to_wait_for(self):
        for strict, code in ((False, "220"), (True, "501")):
            for how in ("delay", "hold", "slow_read"):
                options = ("--strict", "talked_before_banner") if strict else ()
                mock = self.ruled({"on": "connect", how: "100ms"}, options=options)
                client = talk(mock.smtp, banner=False)
                self.addCleanup(client.socket.close)
                client.send(b"EHLO client.example.org\r\n")
                self.assertEqual(client.reply()[-1][:3], code, how)
                self.assertEqual(self.codes(mock), ["talked_before_banner"], how)

    def test_plaintext_behind_a_starttls_that_takes_its_time_is_dropped_and_told(self):
        for how in ({"delay": "100ms"}, {"hold": "100ms"}, {"slow_read": "100ms"}, {"dribble": {"octets": 8, "every": "20ms"}}):
            mock = self.ruled({"on": "starttls", **how})
            client = self.begun(mock)
            client.send(b"STARTTLS\r\n")
            client.send(b"NOOP\r\n")
            client.expect(220)
            client.socket = trusting(mock).wrap_socket(client.socket, server_hostname="localhost")
            self.addCleanup(client.socket.close)
            client.ask("EHLO client.example.org", 250)
            self.assertIn("plaintext_behind_starttls", self.codes(mock), how)


class impatience(scripted_test):
    def test_a_client_that_gives_up_is_gone_at_once_and_its_mail_is_not_kept(self):
        for how in ("delay", "slow_read", "hold"):
            mock = self.ruled({"on": "message", how: "10m"})
            client = self.begun(mock, MAIL, RCPT, "DATA")
            client.send(b"Subject: x\r\n\r\nx\r\n.\r\n")
            mock.wait_until(lambda _: mock.get("/v1/rules/r1")["hits"] == 1, "the rule has acted")
            client.socket.close()
            ended = mock.get("/v1/transactions", outcome="lost", **WAITING)["transactions"][0]
            self.assertEqual(ended["ended_by"], "disconnected", how)
            self.assertEqual(mock.get("/v1/messages")["total"], 0, how)


    def test_a_client_that_ends_its_tls_and_goes_has_given_up_too(self):
        for how in ("delay", "slow_read", "hold"):
            mock = self.ruled({"on": "message", how: "500ms"})
            client = secure(port(mock, "smtps"), trusting(mock), kind="implicit")
            for line in ("EHLO client.example.org", MAIL, RCPT):
                client.ask(line, 250)
            client.ask("DATA", 354)
            client.send(b"Subject: x\r\n\r\nx\r\n.\r\n")
            mock.wait_until(lambda _: mock.get("/v1/rules/r1")["hits"] == 1, "the rule has acted")
            client.socket.setblocking(False)
            with contextlib.suppress(OSError):
                client.socket.unwrap()
            client.socket.close()
            ended = mock.get("/v1/transactions", outcome="lost", **WAITING)["transactions"][0]
            self.assertEqual(ended["ended_by"], "disconnected", how)
            self.assertEqual(mock.get("/v1/messages")["total"], 0, how)

    def test_a_step_whose_reply_the_client_does_not_wait_for_is_there_without_one(self):
        for how in ("delay", "hold"):
            mock = self.ruled(*({"on": stage, how: "10m"} for stage in ("auth", "rcpt")))
            login, mail = self.begun(mock), self.begun(mock, MAIL)
            login.send(b"AUTH PLAIN AHUAcA==\r\n")
            mail.send((RCPT + "\r\n").encode())
            mock.wait_until(lambda _: mock.get("/v1/rules/r1")["hits"] + mock.get("/v1/rules/r2")["hits"] == 2, "both rules have acted")
            login.socket.close()
            mail.socket.close()
            attempt = mock.get("/v1/auth-attempts", user="u", **WAITING)["auth_attempts"][0]
            self.assertEqual((attempt["outcome"], attempt["reply"], attempt["rule"]), ("aborted", None, "r1"), how)
            ended = mock.get("/v1/transactions", to="b@x.test", outcome="lost", **WAITING)["transactions"][0]
            self.assertEqual((ended["envelope"]["to"][0]["reply"], ended["envelope"]["to"][0]["rule"]), (None, "r2"), how)


class blame(scripted_test):
    def test_a_transaction_that_a_rule_ended_names_it(self):
        for rule in ({"on": "body", "after": 5, "close": "rst"}, {"on": "data", "close": {"when": "before"}},
                     {"on": "rcpt", "close": {"when": "before"}}, {"on": "data", "reply": "421 4.3.2 bye"}):
            mock = self.ruled({"id": "r", **rule})
            client = self.begun(mock, MAIL)
            client.send(f"{RCPT}\r\nDATA\r\n".encode())
            client.send(b"Subject: x\r\n\r\nx\r\n.\r\n")
            ended = mock.get("/v1/transactions", rule="r", **WAITING)["transactions"][0]
            self.assertEqual((ended["rule"], ended["ended_by"]), ("r", "rule"), rule)

    def test_an_attempt_that_a_rule_broke_off_names_it(self):
        for how in ({"mute": True}, {"close": {"when": "before"}}, {"close": {"when": "mid_reply"}}):
            mock = self.ruled({"id": "step", "on": "auth", "step": 1, **how})
            client = self.begun(mock)
            client.send(b"AUTH LOGIN\r\n")
            attempt = mock.get("/v1/auth-attempts", rule="step", **WAITING)["auth_attempts"][0]
            self.assertEqual(attempt["outcome"], "aborted", how)

    def test_chunks_behind_a_refused_one_are_refused_by_its_rule_alone(self):
        mock = self.ruled({"id": "other", "on": "bdat", "reply": "451 no"},
                          {"id": "full", "on": "bdat", "times": 1, "reply": "452 4.3.1 full"})
        client = self.begun(mock, MAIL, RCPT)
        client.send(b"BDAT 2\r\nab")
        client.expect(452)
        client.send(b"BDAT 2\r\nab")
        client.expect(452)
        client.send(b"BDAT 2 LAST\r\nab")
        client.expect(452)
        self.assertEqual((mock.get("/v1/transactions/t1")["rule"], mock.get("/v1/rules/other")["hits"]), ("full", 0))

    def test_the_last_chunk_is_the_message_s_even_where_it_is_refused(self):
        mock = self.ruled({"id": "chunk", "on": "bdat", "reply": "250 fine"}, {"id": "whole", "on": "message", "reply": "451 4.3.0 no"},
                          options=("--max-message-size", "20"))
        client = self.begun(mock, MAIL, RCPT)
        client.send(b"BDAT 50 LAST\r\n" + b"a" * 50)
        client.expect(451)
        self.assertEqual([mock.get(f"/v1/rules/{name}")["hits"] for name in ("chunk", "whole")], [0, 1])

    def test_a_mail_refused_for_want_of_tls_is_a_transaction_that_rules_can_match(self):
        mock = self.ruled({"id": "known", "on": "mail", "match": {"from": "a@x.test"}, "reply": "550 5.7.1 no"}, options=("--require-tls",))
        client = self.begun(mock)
        client.ask(MAIL, 550)
        self.assertEqual(mock.get("/v1/transactions/t1")["from"], "a@x.test")
        mock = self.start("--require-tls")
        self.begun(mock).ask(MAIL, 530)
        self.assertEqual(mock.get("/v1/transactions/t1")["outcome"], "refused")


class promises(scripted_test):
    def test_a_positive_answer_to_what_was_refused_is_not_given(self):
        mock = self.ruled({"id": "no", "on": "rcpt", "reply": "550 no"}, {"id": "go", "on": "data", "reply": "354 Go ahead"})
        client = self.begun(mock, MAIL)
        client.ask(RCPT, 550)
        client.ask("DATA", 554)
        mock = self.ruled({"on": "rcpt", "reply": "250 fine"}, options=("--strict", "bare_address"))
        self.begun(mock, MAIL).ask("RCPT TO:b@x.test", 501)
        mock = self.ruled({"on": "unknown", "reply": "250 fine"})
        self.begun(mock).ask("XCLIENT NAME=spam.example", 250)

    def test_a_reply_is_refused_where_the_released_session_says_nothing(self):
        for rule, silent in (({"on": "body", "after": 5, "hold": "60s"}, True), ({"on": "message", "hold": "60s", "mute": True}, True),
                             ({"on": "message", "hold": "60s", "close": {"when": "before"}}, True), ({"on": "message", "hold": "60s"}, False)):
            mock = self.ruled(rule)
            client = self.begun(mock, MAIL, RCPT, "DATA")
            client.send(b"Subject: x\r\n\r\nx\r\n.\r\n")
            answer = self.release(mock, self.hold(mock), {"reply": "550 5.7.1 no"})
            self.assertEqual(answer.status, 400 if silent else 200, rule)
            if silent:
                self.assertIn(b"nothing is said where h1 goes on", answer.body)
                self.assertEqual(self.release(mock, "h1").status, 200)
            else:
                client.expect(550)

    def test_a_rule_s_answer_makes_the_store_no_larger(self):
        for how in ({"reply": "250 ok"}, {"keep": True}, {"delay": "1ms"}):
            mock = self.ruled({"on": "message", **how}, options=("--max-messages", "1"))
            for _ in "12":
                with talk(mock.smtp) as client:
                    for line in ("EHLO client.example.org", MAIL, RCPT):
                        client.ask(line, 250)
                    client.ask("DATA", 354)
                    reply_to(client, "Subject: x\r\n\r\nx\r\n.")
            self.assertEqual(mock.get("/v1/messages")["total"], 1, how)

    def test_a_rule_that_comes_amid_a_message_acts_in_it(self):
        mock = self.start()
        client = self.begun(mock, MAIL, RCPT, "DATA")
        client.send(b"Subject: x\r\n")
        mock.request("PUT", "/v1/rules/cut", body=json.dumps({"on": "body", "after": 100, "close": "fin"}), headers={"Content-Type": "application/json"})
        client.send(b"y" * 200 + b"\r\n.\r\n")
        self.assertEqual(mock.get("/v1/transactions", rule="cut", **WAITING)["transactions"][0]["ended_by"], "rule")

    def test_presets_of_servers_that_close_close_whatever_their_words(self):
        for persona, said in (("qmail", b""), ("aiosmtpd", b"502 "), ("exim", b"501 ")):
            preset = "too_many_connections" if persona == "qmail" else "too_many_errors"
            mock = self.ruled({"id": "many", "on": "noop", "reply": {"preset": preset}}, options=("--persona", persona))
            client = self.begun(mock)
            client.send(b"NOOP\r\n")
            heard = b""
            while more := client.socket.recv(4096):
                heard += more
            self.assertTrue(heard.startswith(said) and bool(heard) == bool(said), (persona, heard))
            self.assertEqual([one["rule"] for one in mock.get("/v1/sessions/s1")["rules"]], ["many"])

    def test_a_log_in_refused_by_preset_is_refused_in_the_persona_s_words(self):
        mock = self.ruled({"on": "auth", "reply": {"preset": "auth_failed"}}, options=("--persona", "qpsmtpd"))
        said = reply_to(self.begun(mock), "AUTH PLAIN AHNob3AAd3Jvbmc=")
        self.assertEqual(said, "535 PLAIN authentication failed for shop")


class shared_rules(scripted_test):
    def test_a_scope_s_record_is_the_same_however_others_meet_a_rule_of_all(self):
        """Workers with a listener each, one before the other and the other way round."""
        seen = []
        for order in (("wa", "wb"), ("wb", "wa")):
            mock = self.ruled({"id": "bad", "on": "rcpt", "match": {"to": {"prefix": "bad@"}}, "reply": "550 5.1.1 no"},
                              options=("--listen", "plain:127.0.0.1:0,name=wa,scope=wa", "--listen", "plain:127.0.0.1:0,name=wb,scope=wb"))
            for name in order:
                for _ in "12":
                    with talk(port(mock, name)) as client:
                        for line in ("EHLO client.example.org", MAIL):
                            client.ask(line, 250)
                        client.ask("RCPT TO:<bad@x.test>", 550)
                        client.ask("QUIT", 221)
            seen.append([mock.request("GET", f"/v1/scopes/{name}/export").body for name in ("wa", "wb")])
            hits = [one["envelope"]["to"][0]["hit"] for one in mock.get("/v1/scopes/wb/transactions")["transactions"]]
            self.assertEqual(hits, [1, 2])
            self.assertEqual(mock.get("/v1/rules/bad")["hits"], 4)
        self.assertEqual(seen[0], seen[1])


if __name__ == "__main__":
    unittest.main()
