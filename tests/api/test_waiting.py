"""Waiting, settling and what a failed expectation says."""
import http.client
import json
import threading
import time
import unittest

from mock import PATIENCE, Mock, MockTest


class TestWaiting(MockTest):
    def later(self, delay, action):
        timer = threading.Timer(delay, action)
        timer.start()
        self.addCleanup(timer.join)
        return timer

    def post(self, target, body):
        return self.mock.call("POST", target, body=json.dumps(body), headers={"Content-Type": "application/json"})

    def test_a_wait_started_before_the_mail_returns_it(self):
        self.later(0.3, self.mock.send)
        self.assertEqual(self.mock.get("/v1/message?to=bob@example.test&wait=60s").json["subject"], "Hello")

    def test_nothing_came(self):
        answer = self.mock.get("/v1/message?to=bob@example.test&wait=300ms")
        self.assertEqual(answer.status, 417)
        self.assertEqual(answer.reason, "expected exactly 1 message to bob@example.test in 300ms, got 0; nobody has connected since the reset")
        self.assertEqual(list(answer.json)[:2], ["detail", "report"])
        self.assertIn("expected exactly 1 message", self.mock.output)
        events = self.mock.get("/v1/events").text
        self.assertIn('"event":"expectation_failed"', events)

    def test_the_report_is_text_for_curl_users(self):
        self.mock.send(subject="Reset your pasword")
        answer = self.mock.get("/v1/message?to=bob@example.test&subject=Reset%20your%20password&wait=0s&format=text")
        self.assertEqual(answer.status, 417)
        self.assertIn("but was   Reset your pasword", answer.text)
        self.assertIn("closest: m1 (1 of 2 conditions differ)", answer.text)

    def test_two_are_too_many(self):
        self.mock.send()
        self.mock.send()
        answer = self.mock.get("/v1/message?to=bob@example.test")
        self.assertEqual((answer.status, answer.json["matched"]), (417, ["m1", "m2"]))
        self.assertEqual(self.mock.get("/v1/message?pick=latest").json["id"], "m2")

    def test_an_upper_bound_is_watched_while_a_transaction_is_open(self):
        with self.mock.smtp() as client:
            client.ehlo()
            client.mail("app@example.test")
            client.rcpt("bob@example.test")
            sending = self.later(0.5, lambda: client.data(b"Subject: late\r\n\r\n"))
            answer = self.mock.get("/v1/messages?count=0&settle=idle")
            sending.join()  # the answer can overtake the 250
        self.assertEqual(answer.status, 417)

    def test_what_comes_behind_what_was_missing_is_too_much(self):
        never = {"match": {"to": "never@example.test"}, "count": 0}
        for rest in ({"expect": [{**never, "settle": "2s"}]}, {"settle": "2s", "expect": [never]},
                     {"settle": "2s", "nothing_else": True, "expect": []}):
            with self.subTest(rest):
                self.post("/v1/reset", {})
                self.later(2.2, lambda: (self.mock.send(), self.mock.send(to="never@example.test")))
                body = {"wait": "60s", **rest, "expect": [{"match": {"to": "bob@example.test"}}, *rest["expect"]]}
                self.assertEqual(self.post("/v1/verify", body).status, 417)

    def test_none_came_and_all_is_quiet(self):
        self.assertEqual(self.mock.get("/v1/messages?count=0&settle=200ms").json["total"], 0)
        self.assertEqual(self.mock.get("/v1/messages?count=0").status, 400)

    # Times are compared with waits of a minute only.
    def in_time(self, call):
        begun = time.monotonic()
        answer = call()
        self.assertLess(time.monotonic() - begun, 30)
        return answer

    def test_an_answer_comes_although_others_never_cease_to_send(self):
        over = threading.Event()

        def send_to_others():
            with self.mock.smtp() as pooled:
                while not over.wait(0.03):
                    pooled.sendmail("app@example.test", ["other@example.test"], b"Subject: Hello\r\n\r\n")
                    self.mock.send(to="other@example.test")

        self.mock.send(to="mine@example.test")
        others = [threading.Thread(target=send_to_others) for _ in range(2)]
        try:
            for each in others:
                each.start()
            for call in ("message?to=mine@example.test", "messages?to=mine@example.test&count=1", "messages?to=none@example.test&count=0&settle=idle"):
                with self.subTest(call):
                    self.assertEqual(self.in_time(lambda: self.mock.get(f"/v1/{call}&wait=1m")).status, 200)
        finally:
            over.set()
            for each in others:
                each.join()

    def test_that_nothing_came_is_watched_from_the_call_on(self):
        for call in (lambda: self.mock.get("/v1/messages?count=0&settle=idle"),
                     lambda: self.post("/v1/verify", {"nothing_else": True, "expect": []})):
            time.sleep(0.2)  # quiet
            begun = time.monotonic()
            self.assertEqual(call().status, 200)
            self.assertGreaterEqual(time.monotonic() - begun, 0.09)

    def test_a_wait_ends_with_what_is_only_said(self):
        rule = {"id": "greylist", "on": "rcpt", "reply": "451 4.7.1 Greylisted"}
        expect = lambda **what: (lambda: self.post("/v1/verify", {"wait": "1m", **what}))
        hits = {"what": "rules", "match": {"id": "greylist", "hits": {"gt": 0}}}
        for call, status in ((lambda: self.mock.get("/v1/transactions?rule=greylist&wait=1m"), 200),
                             (lambda: self.mock.get("/v1/sessions?rule=greylist&wait=1m"), 200),
                             (lambda: self.mock.get("/v1/transactions?refused=bob@example.test&wait=1m"), 200),
                             (expect(every_rule_used=True, expect=[]), 200), (expect(expect=[hits]), 200),
                             (expect(until=hits, expect=[{"match": {"to": "carol@example.test"}}]), 417)):
            self.post("/v1/reset", {})
            self.post("/v1/rules", rule)
            with self.mock.smtp() as client:
                client.ehlo()
                client.mail("app@example.test")
                saying = self.later(0.3, lambda: client.rcpt("bob@example.test"))
                self.assertEqual(self.in_time(call).status, status)
                saying.join()

    def test_a_wait_ends_with_what_is_done_to_the_rules_or_the_clock(self):
        rule = {"id": "greylist", "on": "rcpt", "ttl": "1h", "reply": "451 4.7.1 Greylisted"}
        expired = {"expect": [{"what": "rules", "match": {"state": "expired"}}]}
        for rest, act in (({"every_rule_used": True, "expect": []}, lambda: self.mock.call("DELETE", "/v1/rules/greylist")),
                          (expired, lambda: self.post("/v1/clock/advance", {"by": "2h"}))):
            self.post("/v1/reset", {})
            self.post("/v1/rules", rule)
            acting = self.later(0.3, act)
            self.assertEqual(self.in_time(lambda: self.post("/v1/verify", {"wait": "1m", **rest})).status, 200)
            acting.join()

    def test_a_wait_bounds_the_call_while_a_transaction_is_open(self):
        self.mock.send()
        with self.mock.smtp() as client:
            client.ehlo()
            client.mail("app@example.test")
            client.rcpt("carol@example.test")
            for wait in ("0s", "300ms"):
                answer = self.mock.get("/v1/message?to=bob@example.test&wait=" + wait)
                self.assertEqual((answer.status, answer.reason), (417, "expected exactly 1 message to bob@example.test, got 1; "
                                 "a transaction was open all the time"))
                self.assertLess(int(answer.json["elapsed"].removesuffix("ms")), 3000)  # long before the five seconds
            self.assertEqual(self.mock.get("/v1/message?to=bob@example.test&wait=0s&settle=0s").status, 200)
            client.rset()
        self.assertEqual(self.mock.get("/v1/message?to=bob@example.test&wait=0s").status, 200)

    def test_a_client_that_hangs_up_is_forgotten(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port)
        connection.request("GET", "/v1/message?to=nobody@example.test&wait=5m")
        self.mock.get("/livez")  # one loop serves both, in the order in which they came
        connection.close()
        deadline = time.monotonic() + PATIENCE
        while '"event":"expectation_abandoned"' not in self.mock.get("/v1/events").text:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def test_many_wait_at_once(self):
        statuses = []
        threads = [threading.Thread(target=lambda n=n: statuses.append(
            self.mock.get(f"/v1/message?to=user{n}@example.test&wait=60s").status)) for n in range(30)]
        for each in threads:
            each.start()
        for number in range(30):
            self.mock.send(to=f"user{number}@example.test")
        for each in threads:
            each.join()
        self.assertEqual(statuses, [200] * 30)

    def test_a_request_sent_ahead_while_waiting_is_answered_after(self):
        import socket
        with socket.create_connection(("127.0.0.1", self.mock.http_port), timeout=PATIENCE) as raw:
            raw.sendall(b"GET /v1/message?wait=60s HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.2)
            raw.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.mock.send()
            received = b""
            while piece := raw.recv(65536):
                received += piece
        self.assertEqual(received.count(b"HTTP/1.1 200 OK"), 2)
        self.assertTrue(received.endswith(b"alive\n"))


class TestShutdown(unittest.TestCase):
    def test_those_who_wait_are_told(self):
        mock = Mock()
        waiting = http.client.HTTPConnection("127.0.0.1", mock.http_port, timeout=PATIENCE)
        waiting.request("GET", "/v1/message?wait=5m")
        mock.get("/livez")  # one loop serves both, in the order in which they came
        self.assertEqual(mock.stop(), 0)  # long before the five minutes
        self.assertEqual(waiting.getresponse().status, 503)
        waiting.close()


if __name__ == "__main__":
    unittest.main()
