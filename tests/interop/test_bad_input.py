"""Whatever is wrong gets a clear answer and the server goes on: options, files, queries, bodies, bytes on wrong ports."""
import json
import os
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest

from mock import BINARY, PATIENCE, WORK, mock_test
from talk import talk


def start(*options, environment=None):
    """Runs the program with what it must refuse."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")}
    return subprocess.run([BINARY, *options], capture_output=True, text=True, timeout=PATIENCE, check=False,
                          stdin=subprocess.DEVNULL, env=plain | (environment or {}))


FREE = ("--smtp-port", "0", "--smtps-port", "0", "--http-port", "0")


class command_line(unittest.TestCase):
    def assert_refused(self, *options, says, **how):
        """One clear line on stderr that says so, nothing on stdout, exit status 2."""
        done = start(*options, **how)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        for word in says if isinstance(says, tuple) else (says,):
            self.assertIn(word, done.stderr)

    def test_an_unknown_option(self):
        self.assert_refused(*FREE, "--no-such-option", says="--no-such-option")

    def test_a_misspelt_option_names_the_right_one(self):
        self.assert_refused(*FREE, "--smpt-port", "0", says=("--smpt-port", "--smtp-port"))

    def test_a_port_that_is_none(self):
        for wrong in ("65536", "-2", "smtp", "1 2", "0x19"):
            with self.subTest(wrong):
                self.assert_refused("--smtp-port=" + wrong, "--smtps-port", "0", "--http-port", "0", says="smtp-port")

    def test_an_unknown_value(self):
        self.assert_refused(*FREE, "--clock", "sundial", says=("clock", "logical"))

    def test_a_word_that_is_no_command(self):
        self.assert_refused("sevre", says="sevre")

    def test_an_environment_variable_that_is_wrong(self):
        self.assert_refused(*FREE, environment={"MOCKSMTP_MAX_MESSAGES": "many"}, says="MOCKSMTP_MAX_MESSAGES")

    def test_a_port_that_is_taken_is_named(self):
        for option in ("--smtp-port", "--smtps-port", "--http-port"):
            with self.subTest(option), socket.create_server(("127.0.0.1", 0)) as taken:
                port = str(taken.getsockname()[1])
                self.assert_refused(*FREE, option, port, says=port)

    def test_broken_configurations(self):
        for text, says in (
                ("{", "config.json"),
                ("[]", "config.json"),
                ('{"smtp_prot": 0}', "smtp_prot"),
                ('{"smtp_port": {}}', "smtp_port"),
                ('{"max_messages": "many"}', "max_messages"),
                ('{"smtp_port": 0, "smtp_port": 1}', "smtp_port"),
                ("\xff\xfe", "config.json")):
            with self.subTest(text), tempfile.TemporaryDirectory(dir=WORK) as folder:
                file = pathlib.Path(folder, "config.json")
                file.write_bytes(text.encode("latin-1"))
                self.assert_refused(*FREE, "--config", str(file), says=says)

    def test_files_that_are_not_there(self):
        for option in ("--config", "--tls-cert", "--user-file"):
            with self.subTest(option):
                more = ("--tls-key", "/nonexistent/key") if option == "--tls-cert" else ()
                self.assert_refused(*FREE, option, "/nonexistent/file", *more, says="/nonexistent/")

    def test_a_certificate_that_is_none(self):
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            file = pathlib.Path(folder, "cert.pem")
            file.write_text("no certificate\n")
            self.assert_refused(*FREE, "--tls-cert", str(file), "--tls-key", str(file), says=str(file))

    def test_a_port_file_that_cannot_be_written(self):
        self.assert_refused(*FREE, "--log-level", "error", "--port-file", "/nonexistent/ports.json", says="/nonexistent/")


class http(mock_test):
    def problem(self, status, path, method="GET", body=None, headers=None):
        got = self.mock.request(method, path, body, headers)
        self.assertEqual(got.status, status, got.body)
        self.assertEqual(got.headers["Content-Type"].split(";")[0], "application/problem+json")
        report = got.json()
        self.assertTrue(report["detail"])
        return report

    def setUp(self):
        super().setUp()
        with talk(self.mock.smtp) as client:
            client.send_mail(b"Subject: one\r\n\r\nhello\r\n")

    def tearDown(self):
        self.assert_still_serving()
        self.assertEqual(self.mock.messages()[0]["subject"], "one")

    def test_an_unknown_parameter_names_the_likely_one(self):
        (error,) = self.problem(400, "/v1/messages?subjet=one")["errors"]
        self.assertEqual((error["parameter"], error["did_you_mean"]), ("subjet", "subject"))

    def test_wrong_types_and_empty_values(self):
        for query, name in (("count=many", "count"), ("limit=-1", "limit"), ("limit=ten", "limit"), ("wait=5", "wait"),
                            ("wait=11m", "wait"), ("wait=", "wait"), ("order=up", "order"), ("count=3..1", "count"),
                            ("subject.regex=(", "subject.regex"), ("size.gt=big", "size.gt"), ("settle=soon", "settle"),
                            ("subject.resembles=x", "subject.resembles"), ("since=yesterday", "since")):
            with self.subTest(query):
                report = self.problem(400, "/v1/messages?" + query)
                self.assertIn(name, [error.get("parameter") for error in report["errors"]])

    def test_every_mistake_is_named_at_once(self):
        report = self.problem(400, "/v1/messages?colour=red&wait=5&limit=x")
        self.assertEqual({error["parameter"] for error in report["errors"]}, {"colour", "wait", "limit"})

    def test_an_identity_that_does_not_exist(self):
        for path in ("/v1/messages/m2", "/v1/messages/m2/raw", "/v1/sessions/s99", "/v1/transactions/t99",
                     "/v1/auth-attempts/a1", "/v1/messages/nonsense", "/v1/messages/m0", "/v1/messages/m1/parts/9"):
            with self.subTest(path):
                self.problem(404, path)

    def test_a_path_that_does_not_exist(self):
        for path in ("/v2/messages", "/v1/mesages", "/v1", "/v1/messages/m1/raw/x", "/../etc/passwd", "/v1/%2e%2e/x"):
            with self.subTest(path):
                self.problem(404, path)

    def test_a_method_that_is_not_possible_names_those_that_are(self):
        got = self.mock.request("PUT", "/v1/messages")
        self.assertEqual(got.status, 405)
        self.assertIn("GET", got.headers["Allow"])

    def test_a_delete_without_a_filter_deletes_nothing(self):
        self.problem(400, "/v1/messages", "DELETE")

    def test_a_body_that_is_too_big(self):
        got = self.mock.request("POST", "/v1/reset", b" " * 64_000_000, {"Content-Type": "application/json"})
        self.assertEqual(got.status, 413)

    def test_a_body_that_is_no_json_or_of_the_wrong_type(self):
        json_type = {"Content-Type": "application/json"}
        self.problem(400, "/v1/reset", "POST", b"{", json_type)
        self.problem(400, "/v1/reset", "POST", b'{"connections": "perhaps"}', json_type)
        self.problem(400, "/v1/reset", "POST", b'{"conections": "keep"}', json_type)
        self.problem(400, "/v1/reset", "POST", b'{"connections": 1}', json_type)
        self.problem(400, "/v1/reset", "POST", b'[]', json_type)
        self.problem(400, "/v1/reset", "POST", b"[" * 100_000, json_type)
        self.problem(415, "/v1/reset", "POST", b"connections=keep", {"Content-Type": "text/plain"})

    def test_a_host_that_is_not_ours(self):
        self.problem(403, "/v1/messages", headers={"Host": "attacker.example.com"})

    def test_an_unmet_expectation_is_417_and_its_reason_says_it_all(self):
        got = self.mock.request("GET", "/v1/message?to=nobody%40example.test&wait=100ms")
        self.assertEqual(got.status, 417)
        self.assertIn("expected", got.reason)
        self.assertIn("nobody@example.test", got.reason)
        self.assertEqual(list(got.json())[:2], ["detail", "report"])
        self.assertIn("m1", got.json()["report"])


class wrong_ports(mock_test):
    """Bytes where they do not belong."""

    def tearDown(self):
        self.assert_still_serving()
        self.assertEqual(self.mock.request("GET", "/readyz").body, b"ready\n")

    def raw_exchange(self, port, octets):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
            one.sendall(octets)
            one.shutdown(socket.SHUT_WR)
            got = b""
            while True:
                try:
                    more = one.recv(65536)
                except ConnectionResetError:
                    return got
                if not more:
                    return got
                got += more

    def test_garbage_on_the_smtp_port_is_answered_500(self):
        got = self.raw_exchange(self.mock.smtp, bytes(range(256)) + b"\r\n")
        self.assertTrue(got.startswith(b"220 "))
        self.assertIn(b"\r\n500 ", got)

    def test_garbage_on_the_http_port_is_answered_400(self):
        self.assertTrue(self.raw_exchange(self.mock.http, bytes(range(256)) * 4 + b"\r\n\r\n").startswith(b"HTTP/1.1 400"))

    def test_smtp_on_the_http_port_is_answered_400(self):
        self.assertTrue(self.raw_exchange(self.mock.http, b"EHLO x\r\nQUIT\r\n\r\n").startswith(b"HTTP/1.1 400"))

    def test_a_header_without_end_on_the_http_port(self):
        got = self.raw_exchange(self.mock.http, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1_000_000)
        self.assertTrue(got.startswith(b"HTTP/1.1 431 "), got[:100])

    def test_a_request_line_without_end_on_the_http_port(self):
        got = self.raw_exchange(self.mock.http, b"GET /" + b"x" * 1_000_000)
        self.assertTrue(got.startswith(b"HTTP/1.1 414 "), got[:100])

    def test_http_on_the_smtp_port_sends_no_mail(self):
        got = self.raw_exchange(self.mock.smtp, b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\nMAIL FROM:<a@example.org>\r\n")
        self.assertIn(b"\r\n500 ", got)
        self.assertEqual(self.mock.state()["messages"], 0)

    def test_tls_on_the_plain_port(self):
        with socket.create_connection(("127.0.0.1", self.mock.smtp), timeout=PATIENCE) as one:
            with self.assertRaises(ssl.SSLError):
                ssl._create_unverified_context().wrap_socket(one)
        (session,) = self.mock.sessions()
        self.assertEqual(session["messages"], 0)

    def test_plain_on_the_tls_port_is_a_failed_handshake_in_the_api(self):
        self.raw_exchange(self.mock.smtps, b"EHLO client.example.org\r\n")
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "the session ends")
        (session,) = self.mock.sessions()
        self.assertEqual((session["ended_by"], session["listener"]), ("tls_failed", "smtps"))
        self.assertEqual(session["tls_failed"]["mode"], "implicit")
        self.assertTrue(session["tls_failed"]["detail"])

    def test_garbage_behind_starttls_is_a_failed_handshake_in_the_api(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("STARTTLS", 220)
            client.send(b"EHLO in the clear\r\n" * 10)
            try:
                client.rest()
            except ConnectionResetError:
                pass
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "the session ends")
        (session,) = self.mock.sessions()
        self.assertEqual(session["tls_failed"]["mode"], "starttls")

    def test_a_client_that_does_not_trust_us_is_seen_with_its_alert(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("STARTTLS", 220)
            with self.assertRaises(ssl.SSLCertVerificationError):
                ssl.create_default_context().wrap_socket(client.socket, server_hostname="localhost")
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "the session ends")
        (session,) = self.mock.sessions()
        failed = session["tls_failed"]
        self.assertEqual((failed["by"], failed["alert"]), ("client", "unknown_ca"))


if __name__ == "__main__":
    unittest.main()
