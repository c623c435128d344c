"""What the options beside --rule do to scripted failures; tests/program and tests/faults have the rules themselves."""
import unittest

from world import mock_test, talk, written


class reply_addresses(mock_test):
    def setUp(self):
        pass

    def answers(self, mock):
        """To a recipient that asks for 550, to one that asks for nothing, and to the message for one that asks for 552."""
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("MAIL FROM:<app@example.test>", 250)
            codes = []
            for line in ("RCPT TO:<reply-550-5.1.1@any.test>", "RCPT TO:<data-552@any.test>", "DATA"):
                client.send(line.encode() + b"\r\n")
                codes.append(client.reply()[-1][:3])
            client.send(b"Subject: x\r\n\r\n.\r\n")
            return codes + [client.reply()[-1][:3]]

    def test_addresses_are_answered_as_they_say_only_where_it_is_switched_on(self):
        self.assertEqual(self.answers(self.start()), ["250", "250", "354", "250"])
        for mock in (self.start("--reply-addresses"), self.start("--reply-addresses", "--local-domain", "mine.test"),
                     self.start(environment={"MOCKSMTP_REPLY_ADDRESSES": "true"})):
            self.assertEqual(self.answers(mock), ["550", "250", "354", "552"])
            self.assertEqual(mock.get("/v1/transactions/t1")["rule"], "reply-addresses")
            considered = mock.request("POST", "/v1/rules/check", body='{"on": "rcpt", "to": "reply-550@any.test"}',
                                      headers={"Content-Type": "application/json"}).json()
            self.assertEqual((considered["acts"], considered["would"]["reply"][:4]), ("reply-addresses", "550 "))


class hold_timeout(mock_test):
    def setUp(self):
        pass

    def test_a_hold_that_nobody_releases_lasts_so_long(self):
        rule = '{"on": "noop", "hold": true}'
        path = written(self.start().folder.name, "c.json", '{"hold_timeout": "20ms", "rule": [%s]}' % rule)
        for mock in (self.start("--rule", rule, "--hold-timeout", "20ms"), self.start("--config", path)):
            with talk(mock.smtp) as client:
                client.ask("NOOP", 250)
            closed = [one for one in mock.get("/v1/export")["sessions"][0]["events"] if one["event"] == "hold_closed"]
            self.assertEqual([one["released"] for one in closed], [False])

    def test_it_lasts_longer_than_a_client_looks_where_it_is_long(self):
        mock = self.start("--rule", '{"on": "noop", "hold": true}', "--hold-timeout", "10m")
        with talk(mock.smtp) as client:
            client.send(b"NOOP\r\n")
            self.assertEqual(mock.get("/v1/holds", count=1, wait="60s", settle="0s")["total"], 1)
            self.assertEqual(mock.request("POST", "/v1/holds/h1/release").status, 200)
            self.assertTrue(client.reply()[-1].startswith("250"))


if __name__ == "__main__":
    unittest.main()
