"""Mail that went in over SMTP comes out over HTTP as it was."""
import hashlib
import unittest

from mock import MockTest


class TestMessages(MockTest):
    def test_the_first_request_after_a_250_finds_the_message(self):
        for number in range(50):
            self.mock.send(to=f"user{number}@example.test")
            self.assertEqual(self.mock.get(f"/v1/messages?to=user{number}@example.test").json["total"], 1)

    def test_a_message_shows_envelope_headers_and_text(self):
        self.mock.send(to=["bob@example.test", "carol@example.test"], subject="=?utf-8?Q?R=C3=A9?=", headers="X-Tenant: 42\r\n")
        message = self.mock.get("/v1/message?to=bob@example.test").json
        self.assertEqual(message["id"], "m1")
        self.assertEqual(message["to"], ["bob@example.test", "carol@example.test"])
        self.assertEqual(message["subject"], "Ré")
        self.assertEqual(message["headers"]["x-tenant"], ["42"])
        self.assertEqual(message["text"], "Hi\n")
        self.assertEqual(message["helo"], "client.test")
        self.assertEqual(message["protocol"], "ESMTP")

    def test_tls_and_login_are_shown(self):
        with self.mock.smtp() as client:
            client.starttls()
            client.login("app", "secret")
            client.sendmail("app@example.test", "bob@example.test", "Subject: Hello\r\n\r\nHi\r\n")
        message = self.mock.get("/v1/message?user=app&tls=true").json
        self.assertEqual(message["tls"]["mode"], "starttls")
        self.assertEqual(message["auth"]["user"], "app")
        attempt = self.mock.get("/v1/auth-attempts/" + message["auth"]["attempt"]).json
        self.assertEqual(attempt["outcome"], "accepted")
        self.assertNotIn("secret\"", self.mock.get("/v1/sessions/s1/transcript").text.replace('"secret":{', ""))

    def test_octets_come_back_as_they_went_in(self):
        octets = b"Subject: \xff\xfe\r\n\r\n.dot\r\n\x00\x01" + bytes(range(128, 256)) + b"\r\n" + b"x" * 100000 + b"\r\n"
        with self.mock.smtp() as client:
            client.sendmail("app@example.test", "bob@example.test", octets)
        message = self.mock.get("/v1/message").json
        raw = self.mock.get("/v1/messages/m1/raw").body
        self.assertEqual(raw, octets)
        self.assertEqual(message["sha256"], hashlib.sha256(octets).hexdigest())
        self.assertIn(b"\r\n..dot\r\n", self.mock.get("/v1/messages/m1/wire").body)

    def test_html_and_parts(self):
        self.mock.send(headers="MIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\n", text="<b>Hi</b>\r\n")
        html = self.mock.get("/v1/messages/m1/html")
        self.assertEqual(html.text, "<b>Hi</b>\n")
        self.assertIn("sandbox", html.headers["Content-Security-Policy"])
        self.assertEqual(self.mock.get("/v1/messages/m1/parts/1").body, b"<b>Hi</b>\r\n")
        self.assertEqual(self.mock.get("/v1/messages/m1/text").status, 404)

    def test_an_etag_saves_a_transfer(self):
        self.mock.send()
        tag = self.mock.get("/v1/messages/m1/raw").headers["ETag"]
        again = self.mock.get("/v1/messages/m1/raw", headers={"If-None-Match": tag})
        self.assertEqual((again.status, again.body), (304, b""))

    def test_deleting(self):
        self.mock.send(to="bob@example.test")
        self.mock.send(to="carol@example.test")
        self.assertEqual(self.mock.call("DELETE", "/v1/messages").status, 400)
        self.assertEqual(self.mock.call("DELETE", "/v1/messages?to=bob@example.test").json["ids"], ["m1"])
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 1)
        self.assertEqual(self.mock.get("/v1/messages/m1").status, 404)
        self.mock.send()
        self.assertEqual(self.mock.get("/v1/messages?order=newest&limit=1").json["messages"][0]["id"], "m3")

    def test_a_reset_keeps_connections(self):
        with self.mock.smtp() as client:
            client.sendmail("app@example.test", "bob@example.test", "Subject: 1\r\n\r\n")
            old = self.mock.get("/v1/messages").json["cursor"]
            self.mock.call("POST", "/v1/reset")
            client.sendmail("app@example.test", "bob@example.test", "Subject: 2\r\n\r\n")
        message = self.mock.get("/v1/message").json
        self.assertEqual((message["id"], message["subject"]), ("m1", "2"))
        self.assertEqual(self.mock.get(f"/v1/messages?since={old}").status, 409)

    def test_an_export_is_whole(self):
        self.mock.send()
        export = self.mock.get("/v1/export").json
        self.assertEqual(export["sessions"][0]["message_items"][0]["subject"], "Hello")

    def test_plus_and_null_sender(self):
        self.mock.send(to="bob+tag@example.test")
        with self.mock.smtp() as client:
            client.sendmail("", "eve@example.test", "Subject: bounce\r\n\r\n")
        self.assertEqual(self.mock.get("/v1/messages?to=bob+tag@example.test").json["total"], 1)
        self.assertEqual(self.mock.get("/v1/messages?to=bob%2Btag@example.test").json["total"], 1)
        self.assertEqual(self.mock.get("/v1/messages?to=bob%20tag@example.test").status, 400)
        self.assertEqual(self.mock.get("/v1/messages?from=%3C%3E").json["messages"][0]["subject"], "bounce")


if __name__ == "__main__":
    unittest.main()
