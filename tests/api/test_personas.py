"""Who the server can be, and changing that while it runs."""
import json
import smtplib
import unittest

from mock import PATIENCE, MockTest

JSON = {"Content-Type": "application/json"}


class TestPersonas(MockTest):
    def patch(self, **settings):
        return self.mock.call("PATCH", "/v1/settings", body=json.dumps(settings), headers=JSON)

    def banner(self, port=None):
        client = smtplib.SMTP(local_hostname="client.test", timeout=PATIENCE)
        _, said = client.connect("127.0.0.1", port or self.mock.smtp_port)
        client.quit()
        return said.decode()

    def refusal(self):
        with self.mock.smtp() as client:
            client.helo()
            client.mail("app@example.test")
            code, said = client.rcpt("dave@example.test")
        return f"{code} {said.decode()}"

    def test_all_are_listed_as_clients_would_see_them(self):
        listed = {one["name"]: one for one in self.mock.get("/v1/personas").json["personas"]}
        self.assertLessEqual({"mocksmtp", "postfix", "exim", "sendmail", "exchange"}, set(listed))
        self.assertEqual(next(iter(listed)), "mocksmtp")
        self.assertRegex(listed["postfix"]["banner"], "^220 mock.test ESMTP Postfix")
        self.assertIn("SIZE 52428800", listed["postfix"]["keywords"])
        self.assertIn("STARTTLS", listed["postfix"]["keywords"])
        self.assertIn("PLAIN", listed["postfix"]["mechanisms"])
        self.assertFalse(listed["postfix"]["from_file"])
        for name in listed:
            self.assertEqual(self.mock.get("/v1/personas/" + name).json["name"], name)

    def test_the_list_tells_what_a_client_gets(self):
        for one in self.mock.get("/v1/personas").json["personas"]:
            with self.subTest(one["name"]):
                self.patch(persona=one["name"])
                with self.mock.smtp() as client:
                    _, said = client.ehlo()
                self.assertEqual(said.decode().split("\n")[1:], one["keywords"])

    def test_an_unknown_one_is_not_found(self):
        answer = self.mock.get("/v1/personas/postfx")
        self.assertEqual((answer.status, answer.json["errors"][0]["did_you_mean"]), (404, "postfix"))

    def test_it_changes_for_the_next_session_and_a_running_one_keeps_its_own(self):
        with self.mock.smtp() as before:
            self.assertEqual(self.patch(persona="postfix").json["persona"], "postfix")
            self.assertIn("ESMTP Postfix", self.banner())
            self.assertEqual(before.docmd("FOO"), (500, b"5.5.2 Command unrecognized"))
        with self.mock.smtp() as after:
            self.assertEqual(after.docmd("FOO"), (500, b"5.5.2 Error: command not recognized"))
        self.mock.call("POST", "/v1/reset")
        self.assertIn("ESMTP mocksmtp", self.banner())

    def test_one_listener_changes_alone(self):
        self.assertEqual(self.patch(listeners={"smtp": {"persona": "exim"}}).json["listeners"]["smtp"]["persona"], "exim")
        self.assertIn("ESMTP Exim", self.banner())
        self.patch(persona="postfix")
        self.assertIn("ESMTP Exim", self.banner())
        self.patch(listeners={"smtp": {"persona": None}})
        self.assertIn("ESMTP Postfix", self.banner())

    def test_an_unknown_one_changes_nothing(self):
        answer = self.patch(persona="postfx", hostname="other.test")
        self.assertEqual((answer.status, answer.json["errors"][0]["pointer"], answer.json["errors"][0]["did_you_mean"]), (400, "/persona", "postfix"))
        self.assertEqual(self.patch(listeners={"smtp": {"persona": "nobody"}}).status, 400)
        self.assertIn("mock.test ESMTP mocksmtp", self.banner())

    def test_a_rule_speaks_in_the_words_of_the_persona(self):
        self.mock.call("PUT", "/v1/rules/no-dave", headers=JSON,
                       body='{"on": "rcpt", "match": {"to": "dave@example.test"}, "reply": {"preset": "user_unknown"}}')
        self.patch(persona="postfix")
        self.assertEqual(self.refusal(), "550 5.1.1 <dave@example.test>: Recipient address rejected: User unknown in local recipient table")
        self.patch(persona="exim")
        self.assertEqual(self.refusal(), "550 Unrouteable address")


if __name__ == "__main__":
    unittest.main()
