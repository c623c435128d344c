"""--http-tls: the API inside TLS, with the certificate that SMTP shows, and everything that works without it."""
import http.client
import json
import smtplib
import socket
import ssl
import time
import unittest

from world import PATIENCE, mock_test, run


class http_tls(mock_test):
    options = ("--http-tls",)

    def setUp(self):
        super().setUp()
        # The authority can be had over SMTP's own port only by trusting it; the test takes it from the API, unseen.
        blind = ssl.create_default_context()
        blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
        authority = self.asked("GET", "/v1/tls/ca.pem", context=blind)[2].decode()
        self.trusting = ssl.create_default_context(cadata=authority)

    def connection(self, context=None, mock=None):
        return http.client.HTTPSConnection("localhost", (mock or self.mock).http, context=context or self.trusting, timeout=PATIENCE)

    def asked(self, method, path, body=None, headers=None, context=None, mock=None):
        connection = self.connection(context, mock)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def send(self, text="Hi\r\n"):
        with smtplib.SMTP("127.0.0.1", self.mock.smtp, timeout=PATIENCE) as client:
            client.sendmail("app@example.test", "bob@example.test", "Subject: Hello\r\n\r\n" + text)

    def test_the_api_is_reached_with_the_authority_it_shares_with_smtp(self):
        self.assertEqual(self.mock.ready["http"]["url"], f"https://127.0.0.1:{self.mock.http}")
        self.assertEqual(self.asked("GET", "/livez")[::2], (200, b"alive\n"))
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.asked("GET", "/livez", context=ssl.create_default_context())
        with smtplib.SMTP("localhost", self.mock.smtp, timeout=PATIENCE) as client:
            client.starttls(context=self.trusting)
        self.assertIn(f"https://localhost:{self.mock.http}/v1/message".encode(), self.asked("GET", "/")[2])

    def test_who_speaks_plain_http_is_told_and_nobody_is_answered_in_the_clear(self):
        with socket.create_connection(("127.0.0.1", self.mock.http), timeout=PATIENCE) as raw:
            raw.sendall(b"GET /v1/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while piece := raw.recv(65536):
                received += piece
        self.assertTrue(received.startswith(b"HTTP/1.1 400 "), received)
        self.assertIn(b"HTTPS", received)
        self.assertNotIn(b"open_sessions", received)

    def test_a_port_without_it_speaks_no_tls(self):
        with self.assertRaises(ssl.SSLError):
            self.asked("GET", "/livez", mock=self.start())

    def test_a_wait_a_long_list_and_a_kept_connection(self):
        connection = self.connection()
        connection.request("GET", "/v1/message?to=bob@example.test&wait=60s")
        self.send("x" * 50000 + "\r\n")
        first = connection.getresponse()
        self.assertEqual(json.loads(first.read())["subject"], "Hello")
        for _ in range(30):
            self.send("x" * 50000 + "\r\n")
        for _ in range(3):
            connection.request("GET", "/v1/messages", headers={"Accept-Encoding": "identity"})
            self.assertEqual(len(json.loads(connection.getresponse().read())["messages"]), 31)
        body = json.dumps({"on": "rcpt", "reply": "451 No", "match": {"to": "x" * 100000}})
        connection.request("POST", "/v1/rules", body, {"Content-Type": "application/json"})
        self.assertEqual(connection.getresponse().status, 201)
        connection.close()

    def test_an_answer_that_ends_with_the_connection_ends_properly(self):
        for _ in range(10):
            self.send("x" * 20000 + "\r\n")
        with socket.create_connection(("127.0.0.1", self.mock.http), timeout=PATIENCE) as raw:
            client = self.trusting.wrap_socket(raw, server_hostname="localhost", suppress_ragged_eofs=False)
            client.sendall(b"GET /v1/messages HTTP/1.0\r\n\r\n")
            received = b""
            while piece := client.recv(65536):  # an end without close_notify would be an SSLEOFError
                received += piece
        self.assertEqual(json.loads(received.split(b"\r\n\r\n", 1)[1])["total"], len(json.loads(self.asked("GET", "/v1/messages")[2])["messages"]))

    def test_a_client_that_leaves_while_it_waits_is_noticed(self):
        connection = self.connection()
        connection.request("GET", "/v1/message?to=nobody@example.test&wait=10m")
        connection.sock.close()
        connection.close()
        deadline = time.monotonic() + PATIENCE
        while b"expectation_abandoned" not in self.asked("GET", "/v1/events")[2]:
            self.assertLess(time.monotonic(), deadline)

    def test_events_come_as_they_happen(self):
        connection = self.connection()
        connection.request("GET", "/v1/events", headers={"Accept": "text/event-stream"})
        stream = connection.getresponse()
        for _ in range(3):
            self.send()
            while b"event: message_accepted\n" != stream.readline():
                pass
        connection.close()

    def test_handshakes_that_fail_or_never_come_hold_up_nobody(self):
        waiting = [socket.create_connection(("127.0.0.1", self.mock.http), timeout=PATIENCE) for _ in range(20)]
        for number, raw in enumerate(waiting):
            raw.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[:number])
        self.assertEqual(self.asked("GET", "/livez")[0], 200)
        for raw in waiting:
            raw.close()
        self.assertEqual(self.asked("GET", "/livez")[0], 200)

    def test_the_health_check_speaks_it_too(self):
        for arguments in (("--http-tls", "--http-port", str(self.mock.http)), ("--url", f"https://127.0.0.1:{self.mock.http}")):
            self.assertEqual(run("healthcheck", *arguments).returncode, 0, arguments)
        self.assertEqual(run("healthcheck", "--http-port", str(self.mock.http)).returncode, 1)


if __name__ == "__main__":
    unittest.main()
