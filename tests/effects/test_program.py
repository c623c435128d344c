"""The API's own settings, the file of settings, and where ports and lines go."""
import http.client
import json
import os
import pathlib
import subprocess
import unittest

from world import BINARY, PATIENCE, mock, mock_test, run, talk, written


class api_token(mock_test):
    def setUp(self):
        pass

    def statuses(self, mock, path="/v1/state"):
        """Without a token, with a wrong one, with the beginning of the right one, and with the right one."""
        shown = ({}, *({"Authorization": "Bearer " + token} for token in ("wrong", "t0k", "t0ken")))
        return [mock.request("GET", path, headers=one).status for one in shown]

    def test_every_request_but_those_for_health_needs_it(self):
        path = written(self.start().folder.name, "token", "t0ken\n")
        for mock in (self.start("--api-token", "t0ken"), self.start(environment={"MOCKSMTP_API_TOKEN": "t0ken"}),
                     self.start(environment={"MOCKSMTP_API_TOKEN_FILE": path})):
            for asked in ("/v1/state", "/v1/messages", "/v1/events", "/v1/tls/ca.pem", "/metrics"):
                self.assertEqual(self.statuses(mock, asked), [401, 401, 401, 200], asked)
            self.assertEqual(mock.request("POST", "/v1/reset").status, 401)
            for asked in ("/livez", "/readyz", "/healthz"):
                self.assertEqual(self.statuses(mock, asked), [200] * 4, asked)

    def test_without_one_nobody_is_asked(self):
        self.assertEqual(self.statuses(self.start()), [200] * 4)


class allow_host(mock_test):
    options = ("--allow-host", "mail.example.com", "--allow-host", "other.example.com")

    def status(self, mock, host):
        return mock.request("GET", "/v1/state", headers={"Host": host}).status

    def test_only_named_hosts_and_private_ones_are_served(self):
        named = ("mail.example.com", "MAIL.example.com:8025", "other.example.com")
        usual = ("localhost", "127.0.0.1", "[::1]:8025", "mocksmtp", "mock.test")
        foreign = ("example.com", "mail.example.com.evil.example", "x.mail.example.com")
        without = self.start()
        for mock in (self.mock, self.start(environment={"MOCKSMTP_ALLOW_HOST": "mail.example.com\nother.example.com"})):
            self.assertEqual({self.status(mock, one) for one in named + usual}, {200})
            self.assertEqual({self.status(mock, one) for one in foreign}, {403})
        self.assertEqual({self.status(without, one) for one in usual}, {200})
        self.assertEqual({self.status(without, one) for one in named + foreign}, {403})


class settings(mock_test):
    def setUp(self):
        pass

    def greeting(self, mock):
        with talk(mock.smtp, banner=False) as client:
            return client.expect(220)[0].split()[1]

    def test_a_flag_wins_over_a_variable_that_over_the_file_and_that_over_the_default(self):
        config = written(self.start().folder.name, "c.json", '// mine\n{"hostname": "file.test", /* later */ "seed": "x"}')
        at = {"MOCKSMTP_HOSTNAME": "variable.test"}
        self.assertEqual(self.greeting(self.start()), "mock.test")
        self.assertEqual(self.greeting(self.start("--config", config)), "file.test")
        self.assertEqual(self.greeting(self.start("--config", config, environment=at)), "variable.test")
        self.assertEqual(self.greeting(self.start("--config", config, "--hostname", "flag.test", environment=at)),
                         "flag.test")

    def test_every_key_of_the_printed_settings_has_its_effect_in_a_file(self):
        given = ("--hostname", "all.test", "--user", "app:one", "--mechanisms", "PLAIN", "--require-auth",
                 "--max-message-size", "1000", "--clock", "frozen", "--local-domain", "one.test", "--relay", "nobody")
        printed = run("--print-config", "--show-secrets", *given).stdout
        ports = {"smtp_port": 0, "smtps_port": 0, "http_port": 0}
        path = written(self.start().folder.name, "all.json", json.dumps(json.loads(printed) | ports))
        mock = self.start("--config", path, ports=())
        with talk(mock.smtp) as client:
            greeted = client.ask("EHLO client.example.org", 250)
            self.assertEqual(greeted[0], "250-all.test greets client.example.org")
            self.assertIn("250-AUTH PLAIN", greeted)
            self.assertIn("250-SIZE 1000", greeted)
            client.ask("MAIL FROM:<a@example.test>", 530)
            client.ask("AUTH PLAIN AGFwcAB0d28=", 535)
            client.ask("AUTH PLAIN AGFwcABvbmU=", 235)
            client.ask("MAIL FROM:<a@example.test>", 250)
            client.ask("RCPT TO:<b@two.test>", 554)
        self.assertEqual({one["made_at"] for one in mock.attempts()}, {"2000-01-01T00:00:00.000Z"})

    def test_the_port_file_replaces_an_older_one_whole(self):
        folder = self.start().folder.name
        for how in ("flag", "variable"):
            path = written(folder, how + ".json", "older and longer " * 1000)
            variables = {"MOCKSMTP_PORT_FILE": path} if how == "variable" else {}
            flags = ("--port-file", path) if how == "flag" else ()
            plain = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")}
            process = subprocess.Popen([BINARY, "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0", *flags],
                                       env=plain | variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL)
            try:
                ready = process.stdout.readline()
                self.assertEqual(pathlib.Path(path).read_bytes().strip(), ready.strip())
                self.assertEqual(json.loads(ready)["event"], "ready")
            finally:
                process.terminate()
                self.assertEqual(process.wait(PATIENCE), 0)
                process.stdout.close()


class logging(unittest.TestCase):
    def lines(self, *options, environment=None):
        """What one run with one mail, and with a variable that is misspelt, leaves on stderr."""
        one = mock(*options, environment={"MOCKSMTP_SMPT_PORT": "1"} | (environment or {}))
        try:
            with talk(one.smtp) as client:
                client.send_mail(b"Subject: logged\r\n\r\n")
        finally:
            status = one.stop()
        self.assertEqual(status, 0)
        lines = one.log.splitlines()
        one.errors.close()
        one.folder.cleanup()
        return lines

    def test_each_level_shows_what_is_at_least_so_severe(self):
        counted = {level: len(self.lines("--log-level", level)) for level in ("debug", "info", "warning", "error", "off")}
        self.assertGreater(counted["debug"], counted["info"] + 10)
        self.assertGreater(counted["info"], counted["warning"])
        self.assertEqual((counted["warning"], counted["error"], counted["off"]), (1, 0, 0))
        self.assertEqual(self.lines(environment={"MOCKSMTP_LOG_LEVEL": "off"}), [])

    def test_json_lines_are_json_and_text_lines_are_not(self):
        for lines in (self.lines("--log-format", "json", "--log-level", "debug"),
                      self.lines("--log-level", "debug", environment={"MOCKSMTP_LOG_FORMAT": "json"})):
            read = [json.loads(line) for line in lines]
            self.assertEqual({one["level"] for one in read}, {"debug", "info", "warning"})
            self.assertTrue(any("message_accepted" in one["message"] for one in read))
        self.assertTrue(all(line.startswith("mocksmtp: ") for line in self.lines("--log-format", "text")))


class unread_output(unittest.TestCase):
    def test_who_reads_the_ready_line_only_does_not_hold_up_the_mock(self):
        process = subprocess.Popen([BINARY, "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0", "--log-level", "debug"],
                                   env={name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            ready = json.loads(process.stdout.readline())
            api = http.client.HTTPConnection("127.0.0.1", ready["http"]["port"], timeout=PATIENCE)
            for _ in range(600):
                api.request("GET", "/v1/message?wait=0s&label=" + "x" * 3000)
                answer = api.getresponse()
                self.assertEqual(answer.status, 417)
                answer.read()
            api.close()
            with talk(ready["smtp"][0]["port"]) as client:
                client.send_mail(b"Subject: heard\r\n\r\n")
        finally:
            process.terminate()
            self.assertEqual(process.wait(PATIENCE), 0)
            process.stdout.close()
            process.stderr.close()


if __name__ == "__main__":
    unittest.main()
