"""What one mock has exported, another one shows."""
import json
import os
import socket
import tempfile
import unittest

from mock import Mock, MockTest

JSON = {"Content-Type": "application/json"}


def viewer_of(document):
    """A mock that shows this export and nothing else; it has to be stopped."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "export.json")
        with open(path, "wb") as file:
            file.write(document)
        return Mock("--import", path, "--read-only", smtp=False)


def live_through_a_lot(mock):
    """TLS, log-ins right and wrong, rules, refusals, octets that are no text, a deleted message, marks, scopes."""
    mock.call("PUT", "/v1/rules/no-dave", headers=JSON, body=json.dumps(
        {"on": "rcpt", "match": {"to": "dave@example.test"}, "reply": "550 5.1.1 No Dave"}))
    mock.call("PUT", "/v1/rules/odd", headers=JSON, body=json.dumps({"on": "noop", "times": 1, "reply": {"raw": "25\r\n"}}))
    with mock.smtp() as client:
        client.starttls()
        client.login("app", "secret")
        client.sendmail("app@example.test", ["bob@example.test", "dave@example.test"],
                        b"Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nTo: bob@example.test\r\n\r\n.\r\n..\r\n\xff\r\n")
    mock.call("POST", "/v1/marks", headers=JSON, body='{"label": "half way"}')
    mock.send(to="carol@example.test")
    mock.call("DELETE", "/v1/messages?to=carol@example.test")
    with socket.create_connection(("127.0.0.1", mock.smtp_port)) as raw:
        with raw.makefile("rb") as lines:
            for line in (b"EHLO \xff\xfe\r\n", b"AUTH PLAIN \xff\xff\r\n", b"NOOP\r\n", b"MAIL FROM:<a\xffb@example.test>\r\n",
                         b"MAIL FROM:<app@example.test>\r\n", b"RSET\r\n", b"QUIT\r\n"):
                lines.readline()
                raw.sendall(line)
            lines.read()
    mock.get("/v1/message?to=nobody@example.test&wait=0s")
    with mock.smtp() as client:
        client.sendmail("app@example.test", ["a@w3.scope.test", "b@w4.scope.test"], b"Subject: of two\r\n\r\n")
        client.sendmail("app@example.test", ["carol@example.test"], b"Subject: of nobody\r\n\r\n")


class TestImport(MockTest):
    def test_exported_imported_and_exported_again_it_is_the_same_bytes(self):
        live_through_a_lot(self.mock)
        document = self.mock.get("/v1/export").body
        other = Mock()
        try:
            made = other.call("POST", "/v1/import", body=document, headers=JSON)
            self.assertEqual(made.status, 201, made.text)
            self.assertEqual(other.get("/v1/export").body, document)
            for path in ("/v1/messages", "/v1/sessions", "/v1/auth-attempts", "/v1/transactions", "/v1/events", "/v1/snapshot"):
                self.assertEqual(other.get(path).body, self.mock.get(path).body, path)
            self.assertEqual(other.call("POST", "/v1/import", body=document, headers=JSON).status, 409)
            other.send(to="erin@example.test")
            self.assertEqual(other.get("/v1/message?to=erin@example.test").json["id"], "m5")
        finally:
            other.stop()

    def test_what_was_hidden_is_imported_where_secrets_are_shown(self):
        live_through_a_lot(self.mock)
        document = self.mock.get("/v1/export").body
        other = Mock("--show-secrets")
        try:
            made = other.call("POST", "/v1/import", body=document, headers=JSON)
            self.assertEqual(made.status, 201, made.text)
            for path in ("/v1/auth-attempts", "/v1/events", "/v1/sessions/s1/transcript?format=text"):
                self.assertEqual(other.get(path).body, self.mock.get(path).body, path)
        finally:
            other.stop()

    def test_a_read_only_mock_shows_a_file_and_changes_nothing(self):
        live_through_a_lot(self.mock)
        document = self.mock.get("/v1/export").body
        viewer = viewer_of(document)
        try:
            self.assertEqual(viewer.ready["smtp"], [])
            self.assertEqual(viewer.get("/readyz").status, 200)
            self.assertEqual(viewer.get("/v1/listeners").json["listeners"], [])
            self.assertEqual(viewer.get("/v1/message?to=bob@example.test").json["refused"], ["dave@example.test"])
            self.assertEqual(viewer.get("/v1/message?to=nobody@example.test&wait=0s").status, 417)
            for method, target in (("POST", "/v1/reset"), ("DELETE", "/v1/messages?all=true"), ("POST", "/v1/marks")):
                self.assertEqual(viewer.call(method, target).status, 403)
            self.assertEqual(viewer.get("/v1/export").body, document)
        finally:
            viewer.stop()

    def test_a_scope_goes_into_the_scope_of_its_name(self):
        self.mock.call("POST", "/v1/reset", body='{"all": true}', headers=JSON)  # other tests have sent to it, too
        live_through_a_lot(self.mock)
        document = self.mock.get("/v1/scopes/w3/export").body
        refused = self.mock.call("POST", "/v1/import", body=document, headers=JSON)
        self.assertEqual(refused.status, 409)
        other = Mock()
        try:
            refused = other.call("POST", "/v1/import", body=document, headers=JSON)
            self.assertEqual(refused.status, 400)
            self.assertIn("POST /v1/scopes/w3/import", refused.json["detail"])
            made = other.call("POST", "/v1/scopes/w3/import", body=document, headers=JSON)
            self.assertEqual(made.status, 201, made.text)
            self.assertEqual(other.get("/v1/scopes/w3/export").body, document)
        finally:
            other.stop()
        viewer = viewer_of(document)
        try:
            self.assertEqual(viewer.get("/v1/scopes/w3/export").body, document)
            self.assertEqual(viewer.get("/v1/scopes/w3/message?to=a@w3.scope.test").json["subject"], "of two")
            self.assertEqual([each["name"] for each in viewer.get("/v1/scopes").json["scopes"]], ["w3"])
            self.assertEqual(viewer.get("/v1/scopes/w3/report.html").status, 200)
            self.assertEqual(viewer.get("/v1/messages").json["total"], 0)
        finally:
            viewer.stop()


class clock_test(unittest.TestCase):
    def test_the_clock_goes_on_as_it_was_and_tells_what_it_was_advanced_by(self):
        original, copy = Mock(), Mock()
        self.addCleanup(original.stop)
        self.addCleanup(copy.stop)
        for advanced in ("0s", "10m"):
            if advanced != "0s":
                original.call("POST", "/v1/clock/advance", headers=JSON, body=json.dumps({"by": advanced}))
                copy.call("POST", "/v1/reset")
            original.send()
            copy.call("POST", "/v1/import", headers=JSON, body=original.get("/v1/export").body)
            self.assertEqual(copy.get("/v1/clock").json, original.get("/v1/clock").json)
            self.assertEqual(copy.get("/v1/clock").json["advanced"], advanced)
        for one in (original, copy):
            one.send()
        self.assertEqual(copy.get("/v1/export").body, original.get("/v1/export").body)


if __name__ == "__main__":
    unittest.main()
