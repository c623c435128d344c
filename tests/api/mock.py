"""A running mocksmtp and the ways a test talks to it."""
import http.client
import json
import os
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
import unittest

import contract

BINARY = os.environ["MOCKSMTP_BINARY"]
PATIENCE = 120  # seconds: a deadline for what should take milliseconds, on a busy machine


class Answer:
    """One HTTP answer: status, reason, headers, body."""

    def __init__(self, response):
        self.status = response.status
        self.reason = response.reason
        self.headers = response.headers
        self.body = response.read()

    @property
    def type(self):
        return self.headers.get_content_type()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)


class Mock:
    """The program with ports of its own; stop() ends it and gives its exit status."""

    def __init__(self, *options, smtp=True):
        self.folder = tempfile.TemporaryDirectory()
        port_file = os.path.join(self.folder.name, "ports.json")
        command = [BINARY, "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0", "--port-file", port_file]
        self.log = open(os.path.join(self.folder.name, "log"), "wb")
        self.out_path = os.path.join(self.folder.name, "out")
        self.out = open(self.out_path, "wb")
        self.process = subprocess.Popen(command + list(options), stdout=self.out, stderr=self.log)
        deadline = time.monotonic() + PATIENCE
        while not os.path.exists(port_file):
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(self.log.name, encoding="utf-8", errors="replace") as log:
                    raise RuntimeError("mocksmtp did not start: " + log.read())
            time.sleep(0.01)
        with open(port_file, encoding="utf-8") as ready:
            self.ready = json.load(ready)
        self.http_port = self.ready["http"]["port"]
        if not smtp:
            return
        self.smtp_port = next(each["port"] for each in self.ready["smtp"] if each["tls"] == "starttls")
        self.smtps_port = next(each["port"] for each in self.ready["smtp"] if each["tls"] == "implicit")

    def call(self, method, target, body=None, headers=None, check=True):
        """One request on a connection of its own; its answer is held against the contract."""
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=PATIENCE)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        if check:
            contract.check(method, target, answer)
        return answer

    def get(self, target, **more):
        return self.call("GET", target, **more)

    def smtp(self):
        return smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname="client.test", timeout=PATIENCE)

    def send(self, to="bob@example.test", subject="Hello", text="Hi\r\n", sender="app@example.test", headers=""):
        recipients = [to] if isinstance(to, str) else to
        message = f"From: {sender}\r\nTo: {', '.join(recipients)}\r\nSubject: {subject}\r\n{headers}\r\n{text}"
        with self.smtp() as client:
            client.sendmail(sender, recipients, message.encode("utf-8"))

    def talk(self, data, half_close=False):
        """Sends raw octets to the HTTP port; all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.http_port), timeout=PATIENCE) as raw:
            raw.sendall(data)
            if half_close:
                raw.shutdown(socket.SHUT_WR)
            received = b""
            while True:
                try:
                    piece = raw.recv(65536)
                except ConnectionResetError:
                    return received
                if not piece:
                    return received
                received += piece

    @property
    def output(self):
        with open(self.out_path, encoding="utf-8") as out:
            return out.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()
            self.log.close()
            self.out.close()
            self.folder.cleanup()


class MockTest(unittest.TestCase):
    """Tests that share one program; each begins behind a reset."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.mock = Mock(*cls.options)

    @classmethod
    def tearDownClass(cls):
        status = cls.mock.stop()
        assert status == 0, f"mocksmtp ended with {status}"

    def setUp(self):
        self.mock.call("POST", "/v1/reset", headers=self.authority())

    def authority(self):
        return {}
