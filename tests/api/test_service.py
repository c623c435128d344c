"""Marks, the clock, settings, accounts and snapshots of a running mock."""
import json
import smtplib
import unittest

from mock import MockTest

JSON = {"Content-Type": "application/json"}


class ServiceTest(MockTest):
    def say(self, method, target, **body):
        return self.mock.call(method, target, body=json.dumps(body), headers=JSON)

    def client(self):
        client = self.mock.smtp()
        self.addCleanup(client.close)
        client.ehlo()
        return client


class TestMarks(ServiceTest):
    def test_a_test_asks_for_what_came_since_its_mark(self):
        self.mock.send(subject="before")
        made = self.say("POST", "/v1/marks", label="the test")
        self.assertEqual(made.status, 201)
        self.mock.send(subject="after")
        self.assertEqual(self.mock.get("/v1/message?since=mark:the%20test").json["subject"], "after")
        self.assertEqual(self.mock.get("/v1/marks").json["marks"], [made.json])
        self.assertIn('"event":"mark"', self.mock.get("/v1/events").text)


class TestClock(ServiceTest):
    def test_a_client_that_was_too_fast_may_send_again_when_time_has_passed(self):
        self.say("PUT", "/v1/rules/one-a-minute", on="mail", rate={"limit": 1, "per": "1m"},
                 reply="451 4.7.0 Too fast", close=False)
        client = self.client()
        self.assertEqual(client.mail("app@example.test")[0], 250)
        client.rset()
        self.assertEqual(client.mail("app@example.test")[0], 451)
        self.assertEqual(self.say("POST", "/v1/clock/advance", by="1m").json["advanced"], "1m")
        self.assertEqual(client.mail("app@example.test")[0], 250)

    def test_mail_is_received_at_the_advanced_time_and_a_reset_starts_again(self):
        self.say("POST", "/v1/clock/advance", by="24h")
        self.mock.send()
        self.assertTrue(self.mock.get("/v1/messages/m1").json["received_at"].startswith("2000-01-02T00:00:00"))
        self.mock.call("POST", "/v1/reset")
        self.assertEqual(self.mock.get("/v1/clock").json["now"], "2000-01-01T00:00:00.000Z")


class TestAccounts(ServiceTest):
    def log_in(self, password):
        client = self.client()
        try:
            return client.login("app", password)[0]
        except smtplib.SMTPAuthenticationError as refused:
            return refused.smtp_code

    def test_a_password_expires_and_the_attempt_says_so(self):
        self.say("PUT", "/v1/accounts/app", passwords=["old", "new"], valid_for="10m")
        self.assertEqual(self.log_in("new"), 235)
        self.say("POST", "/v1/clock/advance", by="10m")
        self.assertEqual(self.log_in("new"), 535)
        last = self.mock.get("/v1/auth-attempts").json["auth_attempts"][-1]
        self.assertEqual((last["outcome"], last["because"]), ("refused", "password has expired"))
        self.say("PUT", "/v1/accounts/app", password="new")
        self.assertEqual(self.log_in("new"), 235)


class TestSettings(ServiceTest):
    def patch(self, **body):
        return self.say("PATCH", "/v1/settings", **body)

    def test_new_sessions_go_by_the_new_settings_and_open_ones_by_theirs(self):
        staying = self.client()
        self.assertEqual(self.patch(require_auth=True, max_message_size=1000, hostname="other.test").status, 200)
        self.assertEqual(staying.mail("app@example.test")[0], 250)
        client = self.client()
        self.assertEqual(client.esmtp_features["size"], "1000")
        self.assertIn(b"other.test", client.ehlo()[1])
        self.assertEqual(client.mail("app@example.test")[0], 530)
        self.mock.call("POST", "/v1/reset")
        self.assertEqual(self.client().mail("app@example.test")[0], 250)
        self.assertEqual(self.mock.get("/v1/settings").json["hostname"], "mock.test")

    def test_one_listener_can_differ(self):
        self.patch(listeners={"smtp": {"mechanisms": ["LOGIN"], "require_auth": True}})
        self.assertEqual(self.client().esmtp_features["auth"].split(), ["LOGIN"])
        with smtplib.SMTP_SSL("127.0.0.1", self.mock.smtps_port) as other:
            other.ehlo()
            self.assertIn("PLAIN", other.esmtp_features["auth"].split())
            self.assertEqual(other.mail("app@example.test")[0], 250)
        self.patch(listeners={"smtp": None})
        self.assertEqual(self.client().mail("app@example.test")[0], 250)

    def test_recipients_are_judged_as_set(self):
        self.patch(local_domain=["example.test"], mailbox=["bob@example.test"], relay="nobody", max_recipients=1)
        client = self.client()
        client.mail("app@example.test")
        self.assertEqual(client.rcpt("carol@example.test")[0], 550)
        self.assertEqual(client.rcpt("carol@elsewhere.test")[0] // 100, 5)
        self.assertEqual(client.rcpt("bob@example.test")[0], 250)
        self.assertEqual(client.rcpt("bob@example.test")[0], 452)

    def test_a_full_store_refuses_as_set(self):
        self.patch(max_messages=1)
        self.mock.send()
        self.assertTrue(self.mock.get("/v1/state").json["full"])
        self.assertRaises(smtplib.SMTPDataError, self.mock.send)
        self.patch(max_messages=None)
        self.mock.send()

    def test_the_default_password_is_asked_for_at_once(self):
        client = self.client()
        self.patch(default_password="secret")
        self.assertRaises(smtplib.SMTPAuthenticationError, client.login, "anybody", "other")
        self.assertEqual(client.login("anybody", "secret")[0], 235)

    def test_a_change_that_is_wrong_anywhere_changes_nothing(self):
        before = self.mock.get("/v1/settings").text
        refused = self.patch(require_auth=True, banner_dealy="1s", listeners={"smpt": {}})
        self.assertEqual(refused.status, 400)
        self.assertEqual([(each["pointer"], each.get("did_you_mean")) for each in refused.json["errors"]],
                         [("/banner_dealy", "banner_delay"), ("/listeners/smpt", "smtp")])
        self.assertEqual(self.mock.get("/v1/settings").text, before)


class TestSnapshot(ServiceTest):
    def test_two_runs_in_another_order_have_the_same_snapshot(self):
        def send(*who):
            for name in who:
                self.mock.send(to=f"{name}@example.test", headers=f"Message-ID: <{len(who)}.{name}@now.test>\r\n")
        send("bob", "alice")
        first = self.mock.get("/v1/snapshot")
        self.mock.call("POST", "/v1/reset")
        send("alice")
        send("bob")
        self.assertEqual(self.mock.get("/v1/snapshot").text, first.text)
        self.assertEqual([each["to"] for each in first.json["messages"]], [["alice@example.test"], ["bob@example.test"]])


if __name__ == "__main__":
    unittest.main()
