"""Sessions parked by a rule: waited for, looked at, released."""
import json
import smtplib
import threading
import unittest

from mock import MockTest

JSON = {"Content-Type": "application/json"}


class TestHolds(MockTest):
    def put(self, name, rule):
        answer = self.mock.call("PUT", f"/v1/rules/{name}", body=json.dumps(rule), headers=JSON)
        self.assertIn(answer.status, (200, 201), answer.text)

    def in_background(self, **mail):
        """Sends a mail on another thread; join() and look at .failure."""
        thread = threading.Thread(target=self.try_to_send, args=(mail,))
        self.failure = None
        thread.start()
        self.addCleanup(thread.join, 30)
        return thread

    def try_to_send(self, mail):
        try:
            self.mock.send(**mail)
        except smtplib.SMTPException as failure:
            self.failure = failure

    def hold(self, query=""):
        answer = self.mock.get("/v1/holds?wait=60s" + query)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["holds"][0]

    def test_a_message_is_held_with_its_octets_and_kept_after_its_release(self):
        self.put("stall", {"on": "message", "hold": True})
        sending = self.in_background(subject="Held")
        held = self.hold("&to=bob@example.test&stage=message")
        self.assertEqual((held["rule"], held["hit"], held["session"]), ("stall", 1, "s1"))
        self.assertIn(b"Subject: Held\r\n", self.mock.get(f"/v1/holds/{held['id']}/raw").body)
        self.assertEqual(self.mock.get(f"/v1/holds/{held['id']}").json, held)
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 0)
        self.assertEqual(self.mock.get("/v1/state").json["holds"], 1)
        released = self.mock.call("POST", f"/v1/holds/{held['id']}/release")
        self.assertEqual((released.status, released.json), (200, held))
        sending.join()
        self.assertIsNone(self.failure)
        message = self.mock.get("/v1/message").json
        self.assertEqual((message["subject"], message["rule"], message["hit"]), ("Held", "stall", 1))
        self.assertEqual(self.mock.call("POST", f"/v1/holds/{held['id']}/release").status, 404)
        closed = [line for line in self.mock.get("/v1/events").text.splitlines() if '"hold_closed"' in line]
        self.assertEqual([json.loads(line)["released"] for line in closed], [True])

    def test_a_release_says_another_reply_or_a_preset(self):
        for reply, code in (("451 4.7.1 Not now", 451), ({"preset": "mailbox_full"}, 452), ({"code": 550}, 550)):
            with self.subTest(reply=reply):
                self.setUp()
                self.put("stall", {"on": "rcpt", "match": {"to": "bob@example.test"}, "hold": True})
                sending = self.in_background()
                held = self.hold("&stage=rcpt")
                self.assertEqual(held["to"], ["bob@example.test"])
                self.assertEqual(self.mock.get(f"/v1/holds/{held['id']}/raw").status, 404)
                answer = self.mock.call("POST", f"/v1/holds/{held['id']}/release", body=json.dumps({"reply": reply}),
                                        headers=JSON)
                self.assertEqual(answer.status, 200, answer.text)
                sending.join()
                self.assertEqual(self.failure.recipients["bob@example.test"][0], code)

    def test_a_reply_at_a_release_is_checked_as_a_rule_s(self):
        self.put("stall", {"on": "rcpt", "hold": True})
        sending = self.in_background()
        held = self.hold()["id"]
        answer = self.mock.call("POST", f"/v1/holds/{held}/release", body='{"reply": "451 5.1.1 Other class"}', headers=JSON)
        self.assertEqual((answer.status, [each["pointer"] for each in answer.json["errors"]]), (400, ["/reply"]))
        self.assertEqual(self.mock.call("POST", f"/v1/holds/{held}/release").status, 200)
        sending.join()

    def test_a_wait_for_mail_that_is_held_fails_and_says_which_hold_to_release(self):
        self.put("stall", {"on": "message", "hold": True})
        self.in_background()
        held = self.hold()
        answer = self.mock.get("/v1/message?wait=0s")
        self.assertEqual(answer.status, 417)
        cause = f"session s1 is held at message by rule stall ({held['id']}): release it"
        self.assertIn(cause, answer.reason)
        self.assertIn("got 0: " + cause, answer.json["report"].replace(" after 0.0 s", ""))
        self.mock.call("POST", f"/v1/holds/{held['id']}/release")

    def test_a_client_that_vanishes_leaves_the_list(self):
        self.put("stall", {"on": "noop", "hold": True})
        client = self.mock.smtp()
        client.putcmd("NOOP")
        self.hold("&verb=noop")
        client.close()
        self.assertEqual(self.mock.get("/v1/sessions?ended_by=disconnected&wait=60s").status, 200)
        self.assertEqual(self.mock.get("/v1/holds").json["holds"], [])

    def test_a_reset_lets_parked_sessions_go_and_their_ids_mean_new_ones(self):
        self.put("stall", {"on": "message", "hold": True})
        sending = self.in_background(subject="Old")
        self.hold()
        self.setUp()
        sending.join()
        self.assertIsNone(self.failure)
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 0)
        self.assertEqual(self.mock.get("/v1/holds").json["total"], 0)
        self.put("stall", {"on": "message", "hold": True})
        self.in_background(subject="New")
        self.assertEqual(self.hold()["id"], "h1")
        self.assertEqual(self.mock.call("POST", "/v1/holds/h1/release").status, 200)
        self.assertEqual(self.mock.get("/v1/message").json["subject"], "New")

    def test_a_hold_that_nobody_releases_runs_out(self):
        self.put("stall", {"on": "noop", "hold": "50ms"})
        with self.mock.smtp() as client:
            self.assertEqual(client.noop()[0], 250)
        self.assertEqual(self.mock.get("/v1/holds").json["holds"], [])
        self.assertIn('"released":false', self.mock.get("/v1/events?session=s1").text)

    def test_who_waits_in_vain_gets_a_report(self):
        answer = self.mock.get("/v1/holds?to=bob@example.test&count=1&wait=0s")
        self.assertEqual(answer.status, 417)
        self.assertEqual(answer.reason, "expected exactly 1 hold to bob@example.test, got 0; nobody has connected since the reset")

    def test_who_waits_for_so_many_parked_clients_is_answered_when_they_are_there(self):
        self.put("stall", {"on": "rcpt", "hold": True})
        clients = [self.mock.smtp() for _ in range(2)]
        for client in clients:
            client.mail("app@example.test")
            client.putcmd("RCPT TO:<bob@example.test>")
        answer = self.mock.get("/v1/holds?count=2&wait=60s")
        self.assertEqual((answer.status, answer.json["total"]), (200, 2), answer.text)
        self.assertEqual(self.mock.get("/v1/sessions?rule=stall&count=2&wait=60s").status, 200)
        verified = {"expect": [{"what": "rules", "match": {"rule": "stall"}, "must": {"hits": 2}, "count": 1}]}
        answer = self.mock.call("POST", "/v1/verify", body=json.dumps(verified), headers=JSON)
        self.assertEqual(answer.status, 200, answer.text)
        for client in clients:
            client.close()

    def test_a_release_that_is_wrong_releases_nothing(self):
        self.put("stall", {"on": "rset", "hold": True})
        client = self.mock.smtp()
        client.putcmd("RSET")
        held = self.hold()
        for body in ({"replay": "250 Ok"}, {"reply": "Ok"}, {"reply": {"preset": "mailbox_ful"}}, {"reply": 451}):
            with self.subTest(body=body):
                answer = self.mock.call("POST", f"/v1/holds/{held['id']}/release", body=json.dumps(body), headers=JSON)
                self.assertEqual(answer.status, 400)
        self.assertEqual(self.mock.get("/v1/holds").json["total"], 1)
        client.close()


if __name__ == "__main__":
    unittest.main()
