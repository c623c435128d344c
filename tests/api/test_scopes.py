"""Scopes: parallel tests on one server, none of which sees another's mail."""
import http.client
import json
import random
import smtplib
import threading
import unittest

from mock import Mock, MockTest, PATIENCE

WORKERS = 32


class Scope:
    """One base URL, and mail to what belongs to it."""

    def __init__(self, mock, name, port=None):
        self.mock, self.name, self.port = mock, name, port or mock.smtp_port

    def call(self, method, path, body=None, check=True):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        return self.mock.call(method, f"/v1/scopes/{self.name}{path}", body=None if body is None else json.dumps(body), headers=headers, check=check)

    def get(self, path):
        return self.call("GET", path)

    def connect(self):
        return smtplib.SMTP("127.0.0.1", self.port, local_hostname="client.test", timeout=PATIENCE)

    def send(self, client, number, domain=None):
        to = f"bob@{domain or self.name + '.scope.test'}"
        client.sendmail("app@example.test", [to], f"Subject: {self.name} {number}\r\nTo: {to}\r\n\r\nHi {number}\r\n")


def in_parallel(jobs, seed):
    """Runs all jobs at once, begun in an order drawn from the seed; what fails in one fails here."""
    failures = []

    def run(job):
        try:
            job()
        except BaseException as failed:  # pylint: disable=broad-except
            failures.append(failed)
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    random.Random(seed).shuffle(threads)
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if failures:
        raise failures[0]


class Workers(MockTest):
    """What 32 workers do at once, and what is the same afterwards whatever their order."""

    def work(self, scope, domain=None):
        """Rules, expectations and mail of one worker; its mail is counted to the end."""
        rule = {"id": "once", "on": "rcpt", "times": 1, "reply": f"451 4.7.1 Not yet, {scope.name}"}
        self.assertEqual(scope.call("PUT", "/rules/once", rule).status, 201)
        with scope.connect() as client:
            with self.assertRaises(smtplib.SMTPRecipientsRefused) as refused:
                scope.send(client, 0, domain)
            self.assertIn(scope.name.encode(), next(iter(refused.exception.recipients.values()))[1])
            for number in range(1, 4):
                scope.send(client, number, domain)
        for number in range(1, 4):
            found = scope.get(f"/message?subject={scope.name}%20{number}&wait=60s")
            self.assertEqual(found.status, 200, found.text)
            self.assertEqual(found.json["id"], f"m{number}")
        listed = scope.get("/messages?count=3&wait=60s").json
        self.assertEqual([one["subject"] for one in listed["messages"]], [f"{scope.name} {n}" for n in range(1, 4)])
        self.assertEqual(scope.get("/rules/once").json["hits"], 1)
        self.assertEqual(scope.get("/transactions").json["total"], 4)

    def quiet(self, scope):
        """Every session of the scope has ended, so that its record no longer grows."""
        self.assertEqual(scope.get("/sessions?ended_by=quit&count=1&wait=60s&settle=0s").status, 200)


class TestRecipients(Workers):
    def run_all(self, seed):
        mock = Mock()
        try:
            scopes = [Scope(mock, f"w{i}") for i in range(WORKERS)]
            in_parallel([lambda scope=scope: self.work(scope) for scope in scopes], seed)
            for scope in scopes:
                self.quiet(scope)
            every = mock.get("/v1/messages").json
            self.assertEqual(every["total"], 3 * WORKERS)
            self.assertEqual({one["scope"] for one in every["messages"]}, {scope.name for scope in scopes})
            self.assertEqual(mock.get("/v1/messages?scope=w7").json["total"], 3)
            return [(scope.get("/messages").json["messages"], scope.get("/transactions").json["transactions"]) for scope in scopes]
        finally:
            self.assertEqual(mock.stop(), 0)

    def test_32_workers_on_one_port_see_their_own_mail_and_the_same_in_every_run(self):
        self.assertEqual(self.run_all(1), self.run_all(2))


class TestListeners(Workers):
    def run_all(self, seed):
        mock = Mock()
        try:
            scopes = []
            for i in range(WORKERS):
                scope = Scope(mock, f"own{i}")
                made = scope.call("PUT", "", {"listen": "plain"})
                self.assertEqual(made.status, 201)
                scope.port = made.json["listeners"][0]["port"]
                scopes.append(scope)
            in_parallel([lambda scope=scope: self.work(scope, "example.test") for scope in scopes], seed)
            for scope in scopes:
                self.quiet(scope)
            return [scope.get("/export").body for scope in scopes]
        finally:
            self.assertEqual(mock.stop(), 0)

    def test_32_workers_on_ports_of_their_own_have_the_same_export_in_every_run(self):
        self.assertEqual(self.run_all(1), self.run_all(2))


class TestScopes(MockTest):
    def setUp(self):
        self.mock.call("POST", "/v1/reset?all=true")
        for each in self.mock.get("/v1/scopes").json["scopes"]:
            self.mock.call("DELETE", each["url"])

    def scope(self, name="w3"):
        return Scope(self.mock, name)

    def test_a_pooled_connection_serves_several_workers(self):
        a, b = self.scope("a"), self.scope("b")
        with a.connect() as client:
            for number in range(3):
                a.send(client, number)
                b.send(client, number)
        for scope in (a, b):
            listed = scope.get("/messages").json["messages"]
            self.assertEqual([one["subject"] for one in listed], [f"{scope.name} {n}" for n in range(3)])
            transcript = scope.get("/sessions/s1/transcript?format=text").text
            self.assertNotIn("bob@b.scope.test" if scope is a else "bob@a.scope.test", transcript)
            self.assertEqual(transcript.upper().count("MAIL FROM"), 3)
            self.assertEqual(transcript.upper().count("EHLO"), 1)

    def test_a_message_to_two_scopes_is_in_both(self):
        self.mock.send(to=["a@w3.scope.test", "b@w4.scope.test", "c@example.test"])
        for name in ("w3", "w4"):
            mail = self.scope(name).get("/message").json
            self.assertEqual((mail["id"], mail["scope"], len(mail["to"])), ("m1", name, 3))
        self.assertEqual(self.mock.get("/v1/message").json["scopes"], ["w3", "w4"])
        self.assertEqual(self.mock.get("/v1/messages?scope=default").json["total"], 0)

    def test_resets_under_load_take_nothing_from_others(self):
        loud, quiet = self.scope("loud"), self.scope("quiet")
        stop = threading.Event()

        def reset():
            while not stop.is_set():
                self.mock.call("POST", "/v1/reset")
                loud.call("POST", "/reset")

        def send():
            try:
                with quiet.connect() as client:
                    for number in range(100):
                        quiet.send(client, number)
                        if number % 10 == 0:
                            self.mock.send(to="x@loud.scope.test")
            finally:
                stop.set()
        in_parallel([reset, send], 1)
        listed = quiet.get("/messages").json["messages"]
        self.assertEqual([one["subject"] for one in listed], [f"quiet {n}" for n in range(100)])
        self.assertEqual([one["id"] for one in listed], [f"m{n}" for n in range(1, 101)])

    def test_a_scope_starts_again_and_its_connection_goes_on(self):
        w3 = self.scope()
        with w3.connect() as client:
            w3.send(client, 1)
            self.assertTrue(w3.call("POST", "/reset", {"connections": "keep"}).json["cursor"].endswith(".0"))
            w3.send(client, 2)
            self.assertEqual(w3.get("/message").json["subject"], "w3 2")
            self.assertEqual(w3.get("/sessions/s1").json["opened_before_reset"], True)
            self.assertEqual(self.mock.get("/v1/messages").json["total"], 2)
            w3.call("POST", "/reset", {"connections": "close"})
            self.assertEqual(client.noop()[0], 421)
        self.assertEqual(w3.call("POST", "/reset", {"all": True}).status, 400)

    def test_the_clients_that_a_reset_closes_are_those_that_are_at_the_scope_s_mail(self):
        w3, w4 = self.scope(), self.scope("w4")
        with w3.connect() as client:
            w3.send(client, 1)
            client.mail("app@example.test")
            client.rcpt("bob@w4.scope.test")
            w3.call("POST", "/reset", {"connections": "close"})
            self.assertEqual(client.data(b"Subject: hers\r\n\r\n")[0], 250)
        self.assertEqual(w4.get("/message").json["subject"], "hers")

    def test_a_reset_lets_the_scope_s_own_listener_accept_again(self):
        w3 = self.scope()
        w3.call("PUT", "", {"listen": "plain"})
        port = w3.get("").json["listeners"][0]["port"]
        w3.call("PATCH", "/listeners/w3", {"accepting": False})
        own = Scope(self.mock, "w3", port)
        self.assertRaises(ConnectionRefusedError, own.connect)
        w3.call("POST", "/reset")
        with own.connect() as client:
            self.assertEqual(client.noop()[0], 250)

    def test_scopes_that_were_deleted_make_room_for_others(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        for number in range(10_001):
            for method, status in (("PUT", 201), ("GET", 200), ("DELETE", 200)):
                connection.request(method, f"/v1/scopes/run-{number}" + ("/messages" if method == "GET" else ""))
                answer = connection.getresponse()
                answer.read()
                self.assertEqual(answer.status, status)
        self.assertEqual(self.mock.get("/v1/scopes").json["scopes"], [])

    def test_the_cursor_of_an_answer_is_the_scope_s(self):
        w3 = self.scope()
        self.mock.send()
        self.assertTrue(w3.get("/state").headers["Mock-Cursor"].endswith(".0"))
        with w3.connect() as client:
            w3.send(client, 1)
        cursor = w3.get("/messages").json["cursor"]
        self.assertEqual(w3.get(f"/messages?since={cursor}").json["total"], 0)
        self.assertEqual(w3.get("/state").json["scope"], "w3")

    def test_urls_in_answers_lead_to_the_scope(self):
        headers = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
        text = "--b\r\n\r\nHi\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nabc\r\n--b--\r\n"
        self.mock.send()
        self.mock.send(to="a@w3.scope.test", headers=headers, text=text)
        url = self.scope().get("/message").json["attachments"][0]["url"]
        self.assertEqual(url, "/v1/scopes/w3/messages/m1/parts/2")
        self.assertEqual(self.mock.get(url).body, b"abc")

    def test_a_declared_match_takes_refused_recipients_too(self):
        shop = self.scope("shop")
        shop.call("PUT", "", {"match": {"to": {"suffix": "@shop.test"}, "helo": "client.test"}})
        shop.call("PUT", "/rules/no", {"on": "rcpt", "match": {"to": "no@shop.test"}, "reply": {"preset": "user_unknown"}})
        self.mock.send(to=["no@shop.test", "yes@shop.test"])
        self.mock.send(to="no@else.test")
        mail = shop.get("/message").json
        self.assertEqual((mail["to"], mail["refused"]), (["yes@shop.test"], ["no@shop.test"]))
        self.assertEqual(shop.get("").json["match"], {"to": {"suffix": "@shop.test"}, "helo": "client.test"})
        self.assertEqual(self.mock.get("/v1/messages?scope=default").json["messages"][0]["to"], ["no@else.test"])

    def test_what_cannot_be_declared_is_said_with_its_place(self):
        for body, pointer in (({"match": {"subject": "x"}}, "/match/subject"), ({"match": {"too": "x"}}, "/match/too"),
                              ({"match": {"scope": "x"}}, "/match/scope"), ({"listen": "lmtp"}, "/listen"),
                              ({"ttl": 5}, "/ttl"), ({"tttl": "5s"}, "/tttl"), ({"match": "x"}, "/match")):
            answer = self.scope().call("PUT", "", body)
            self.assertEqual(answer.status, 400, body)
            self.assertIn(pointer, [each["pointer"] for each in answer.json["errors"]])
        self.assertEqual(self.mock.get("/v1/scopes").json["scopes"], [])
        for name in ("a.b", "-a", "a_b", "default"):
            self.assertEqual(self.scope(name).call("PUT", "", {}).status, 404)

    def test_a_rule_where_the_scope_is_not_known_yet_is_refused(self):
        w3 = self.scope()
        answer = w3.call("POST", "/rules", {"on": ["rcpt", "mail"], "reply": "451 No"})
        self.assertEqual((answer.status, answer.json["errors"][0]["pointer"]), (400, "/on/1"))
        self.assertIn("rcpt, data, body, bdat, message", answer.json["errors"][0]["detail"])
        w3.call("PUT", "", {"listen": "plain"})
        self.assertEqual(w3.call("POST", "/rules", {"on": ["rcpt", "mail"], "reply": "451 No"}).status, 201)

    def test_a_scope_has_a_port_as_long_as_it_wants_one(self):
        w3 = self.scope()
        made = w3.call("PUT", "", {"listen": "plain"}).json["listeners"][0]
        self.assertEqual((made["name"], made["kind"]), ("w3", "plain"))
        self.assertIn("w3", [each["name"] for each in self.mock.get("/v1/listeners").json["listeners"]])
        w3.port = made["port"]
        with w3.connect() as client:
            w3.send(client, 1, "example.test")
            self.assertEqual(w3.call("PUT", "", {"listen": "plain", "ttl": "1h"}).json["listeners"][0]["port"], made["port"])
            self.assertEqual(w3.call("DELETE", "").status, 200)
            self.assertEqual(client.getreply()[0], 421)
        self.assertRaises(ConnectionRefusedError, w3.connect)
        self.assertEqual(w3.get("").status, 404)
        taken = self.scope("smtp").call("PUT", "", {"listen": "plain"})
        self.assertEqual(taken.status, 409)
        self.assertIn("smtp", taken.json["detail"])

    def test_a_scope_has_the_port_that_it_asks_for(self):
        free = self.scope("w3").call("PUT", "", {"listen": "plain"}).json["listeners"][0]["port"]
        self.scope("w3").call("DELETE", "")
        wish = {"listen": f"plain:{free}"}
        made = self.scope("w4").call("PUT", "", wish)
        self.assertEqual((made.status, made.json["listen"]), (201, wish["listen"]))
        self.assertEqual(made.json["listeners"][0]["port"], free)
        self.assertEqual(self.scope("w4").call("PUT", "", wish).status, 200)
        taken = self.scope("w5").call("PUT", "", wish)
        self.assertEqual(taken.status, 409)
        self.assertIn(f"cannot listen on 127.0.0.1:{free}: ", taken.json["detail"])
        self.assertEqual(self.scope("w5").get("").status, 404)
        Scope(self.mock, "w4", free).connect().close()
        freed = self.scope("w4").call("PUT", "", {})
        self.assertEqual((freed.json["listen"], freed.json["listeners"]), (None, []))
        self.assertEqual(self.scope("w5").call("PUT", "", wish).status, 201)

    def test_a_hold_is_released_where_it_is_known(self):
        w3 = self.scope()
        w3.call("PUT", "/rules/stall", {"on": "data", "hold": "60s"})
        sender = threading.Thread(target=self.mock.send, kwargs={"to": "a@w3.scope.test"})
        sender.start()
        held = w3.get("/holds?count=1..&wait=60s").json["holds"][0]
        self.assertEqual((held["id"], held["scopes"]), ("h1", ["w3"]))
        self.assertEqual(w3.call("POST", "/holds/h1/release", {}).status, 200)
        sender.join()
        self.assertEqual(w3.get("/message?wait=60s").status, 200)

    def parked(self, *to):
        """A client that waits for the reply to its DATA."""
        client = self.scope().connect()
        self.addCleanup(client.close)
        client.ehlo()
        client.mail("app@example.test")
        for each in to:
            client.rcpt(each)
        client.putcmd("DATA")
        return client

    def test_a_reset_leaves_the_breakpoints_of_other_scopes_alone(self):
        w3, w4 = self.scope(), self.scope("w4")
        for to, resets in ((("a@w4.scope.test",), "/v1"), (("a@w3.scope.test", "b@w4.scope.test"), "/v1/scopes/w3")):
            w4.call("POST", "/reset")
            w4.call("PUT", "/rules/stall", {"on": "data", "hold": "60s"})
            client = self.parked(*to)
            held = w4.get("/holds?count=1..&wait=60s").json["holds"][0]
            self.mock.call("POST", resets + "/reset")
            w3.call("PUT", "/rules/stall", {"on": "data", "hold": "60s"})
            other = self.parked("c@w3.scope.test")
            w3.get("/holds?count=1..&wait=60s")
            self.assertEqual(w4.get("/holds").json["holds"], [held])
            self.assertEqual(w4.call("POST", f"/holds/{held['id']}/release", {"reply": "451 4.3.0 Enough"}).status, 200)
            self.assertEqual(client.getreply(), (451, b"4.3.0 Enough"))
            self.assertEqual(w3.call("POST", "/holds/h1/release", {}).status, 200)
            self.assertEqual(other.getreply()[0], 354)
            w3.call("POST", "/reset")

    def test_what_rules_would_do_is_asked_of_those_of_the_scope_and_of_the_server(self):
        w3 = self.scope()
        headers = {"Content-Type": "application/json"}
        self.mock.call("PUT", "/v1/rules/all", body='{"on": "rcpt", "reply": "450 world"}', headers=headers)
        w3.call("PUT", "/rules/own", {"on": "rcpt", "reply": "451 w3"})
        asked = {"on": "rcpt", "to": "q@w3.scope.test"}
        described = w3.call("POST", "/rules/check", asked).json
        self.assertEqual((described["acts"], described["rules"][0]["scope"]), ("own", "w3"))
        described = self.mock.call("POST", "/v1/rules/check", body=json.dumps({**asked, "scope": "w3"}), headers=headers).json
        self.assertEqual((described["acts"], described["would"]), ("own", {"reply": "451 w3"}))
        described = self.scope("w5").call("POST", "/rules/check", {"on": "rcpt", "to": "q@w5.scope.test"}).json
        self.assertEqual((described["acts"], described["would"]), ("all", {"reply": "450 world"}))
        self.assertNotIn("scope", described["rules"][0])

    def test_sessions_of_a_scope_are_closed_by_its_ids(self):
        w3 = self.scope()
        with self.mock.smtp() as other, w3.connect() as client:
            other.ehlo()
            w3.send(client, 1)
            closed = w3.call("POST", "/sessions/close", {"match": {"helo": "client.test"}}).json
            self.assertEqual(closed["sessions"], ["s1"])
            self.assertEqual(client.getreply()[0], 421)
            self.assertEqual(other.noop()[0], 250)

    def test_a_failure_in_a_scope_is_its_own(self):
        w3 = self.scope()
        self.mock.send(to="a@w4.scope.test")
        answer = w3.get("/message?wait=0s")
        self.assertEqual(answer.status, 417)
        self.assertEqual(answer.json["got"], 0)
        self.assertIn("expectation_failed", w3.get("/events").text)
        self.assertNotIn("expectation_failed", self.mock.get("/v1/events").text)

    def test_what_belongs_to_no_scope_is_told_with_a_failure(self):
        self.mock.call("PUT", "/v1/accounts/app", body='{"password": "secret"}', headers={"Content-Type": "application/json"})
        with self.scope().connect() as client:
            client.starttls()
            with self.assertRaises(smtplib.SMTPAuthenticationError):
                client.login("app", "wrong")
        answer = self.scope().get("/message?wait=0s")
        self.assertEqual(answer.status, 417)
        self.assertIn("535", " ".join(answer.json["unattributed"]))
        self.assertIn("not told to any scope:", answer.json["report"])
        self.assertEqual(self.mock.get("/v1/message?wait=0s").json["unattributed"], [])
        self.scope().call("POST", "/marks", {"label": "later"})
        for since in ("since=now", "since=mark:later"):
            self.assertEqual(self.scope().get("/message?wait=0s&" + since).json["unattributed"], [])
        self.assertIn("535", self.scope().get("/message?wait=0s").text)
        self.scope().call("POST", "/reset")
        self.assertNotIn("535", self.scope().get("/message?wait=0s").text)
        self.mock.call("DELETE", "/v1/accounts/app")

    def test_slips_are_told_behind_a_prefix_too(self):
        w3 = self.scope()
        missing = w3.get("/mesages")
        self.assertEqual(missing.status, 404)
        self.assertEqual(missing.json["detail"], "nothing is at /v1/scopes/w3/mesages; did you mean /v1/scopes/w3/messages?")
        self.assertEqual(w3.get("/messages?tto=x").json["errors"][0]["did_you_mean"], "to")
        wrong = w3.call("DELETE", "/state")
        self.assertEqual((wrong.status, wrong.headers["Allow"]), (405, "GET, HEAD, OPTIONS"))
        self.assertEqual(w3.call("OPTIONS", "/state").status, 204)
        self.assertEqual(w3.get("/scopes/w4/messages").status, 404)
        self.assertEqual(self.scope("no_name").get("/messages").status, 404)

    def test_what_is_the_server_s_is_there_behind_a_prefix_too(self):
        self.assertEqual(self.scope().get("/listeners").json["listeners"], self.mock.get("/v1/listeners").json["listeners"])
        self.assertEqual(self.scope().get("/accounts").json["accounts"], self.mock.get("/v1/accounts").json["accounts"])
        self.assertEqual(self.scope().get("/tls/ca.pem").body, self.mock.get("/v1/tls/ca.pem").body)

    def test_default_is_the_world(self):
        self.mock.send()
        self.assertEqual(self.scope("default").get("/messages").body, self.mock.get("/v1/messages").body)

    def test_a_read_makes_no_scope_that_is_listed(self):
        self.assertEqual(self.scope("unheard").get("/messages").json["total"], 0)
        self.assertEqual(self.mock.get("/v1/scopes").json["scopes"], [])

    def test_quiet_in_a_scope_is_its_own(self):
        w3, stop = self.scope(), threading.Event()

        def chatter():
            with self.mock.smtp() as client:
                while not stop.is_set():
                    client.noop()
        talking = threading.Thread(target=chatter)
        talking.start()
        try:
            with w3.connect() as client:
                w3.send(client, 1)
            found = w3.get("/message?wait=5m")
            self.assertEqual(found.status, 200)
        finally:
            stop.set()
            talking.join()


if __name__ == "__main__":
    unittest.main()
