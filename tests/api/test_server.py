"""The HTTP server itself: keep-alive, limits, garbage, streams, who may ask."""
import http.client
import json
import re
import socket
import unittest

from mock import PATIENCE, MockTest


class TestServer(MockTest):
    def assert_serving(self):
        self.assertEqual(self.mock.get("/livez").status, 200)

    def status_of(self, received):
        return int(received.split(b" ")[1]) if received.startswith(b"HTTP/1.1 ") else None

    def test_a_connection_is_kept(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port)
        for _ in range(5):
            connection.request("GET", "/v1/state")
            self.assertEqual(connection.getresponse().read()[:1], b"{")
        connection.close()

    def test_pipelined_requests_are_answered_in_order(self):
        received = self.mock.talk(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3 +
                                  b"GET /v1/state HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        self.assertEqual(received.count(b"HTTP/1.1 200 OK"), 4)

    def test_garbage_is_answered_400(self):
        for garbage in (b"\x00\x01\x02\x03\r\n\r\n", b"EHLO me\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"):
            with self.subTest(garbage):
                self.assertEqual(self.status_of(self.mock.talk(garbage)), 400)
        self.assert_serving()

    def test_smuggling_shapes_are_refused(self):
        for head in (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n",
                     b"Transfer-Encoding: chunked, identity\r\n", b"Content-Length: -1\r\n", b"Host: other\r\n"):
            with self.subTest(head):
                received = self.mock.talk(b"POST /v1/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + head + b"\r\n0\r\n\r\n")
                self.assertEqual(self.status_of(received), 400, received)
        self.assert_serving()

    def test_a_long_request_line_is_414_and_a_long_header_431(self):
        self.assertEqual(self.status_of(self.mock.talk(b"GET /" + b"x" * 70000)), 414)
        self.assertEqual(self.status_of(self.mock.talk(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70000)), 431)
        self.assert_serving()

    def test_a_body_over_16_mib_is_413(self):
        answer = self.mock.call("POST", "/v1/reset", body=b"x" * (16 * 1024 * 1024 + 1), headers={"Content-Type": "application/json"})
        self.assertEqual(answer.status, 413)
        self.assert_serving()

    def test_expect_100_continue_is_invited(self):
        with socket.create_connection(("127.0.0.1", self.mock.http_port), timeout=PATIENCE) as raw:
            raw.sendall(b"POST /v1/reset HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        b"Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
            self.assertTrue(raw.recv(100).startswith(b"HTTP/1.1 100 "))
            raw.sendall(b"{}")
            self.assertTrue(raw.recv(1000).startswith(b"HTTP/1.1 200 "))

    def test_http_1_0_gets_lists_without_chunks(self):
        for _ in range(100):
            self.mock.send(text="x" * 2000 + "\r\n")
        received = self.mock.talk(b"GET /v1/messages HTTP/1.0\r\n\r\n")
        head, body = received.split(b"\r\n\r\n", 1)
        self.assertNotIn(b"chunked", head.lower())
        self.assertEqual(json.loads(body)["total"], 100)

    def test_a_long_list_comes_whole(self):
        with self.mock.smtp() as client:
            for number in range(500):
                client.sendmail("app@example.test", "bob@example.test", f"Subject: {number}\r\n\r\n{'x' * 500}\r\n")
        answer = self.mock.get("/v1/messages", check=False)
        self.assertEqual(answer.headers["Transfer-Encoding"], "chunked")
        self.assertEqual([each["subject"] for each in answer.json["messages"]], [str(n) for n in range(500)])

    def test_what_is_reset_before_any_of_it_was_sent_is_answered_anew(self):
        for target in ("/v1/export", "/v1/report.html", "/v1/messages", "/v1/sessions/s1/transcript"):
            for number in range(5):
                self.mock.send()
                first, second = (http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE) for _ in range(2))
                second.connect()
                first.request("GET", target)
                second.request("POST", "/v1/reset")
                with self.subTest(target, number=number):
                    self.assertEqual(second.getresponse().status, 200)
                    answer = first.getresponse()
                    self.assertIn(answer.status, (200, 404) if "s1" in target else (200,))
                    self.assertTrue(answer.read())
                first.close(), second.close()

    def test_head_has_no_body(self):
        answer = self.mock.call("HEAD", "/v1/state")
        self.assertEqual(answer.status, 200)
        self.assertGreater(int(answer.headers["Content-Length"]), 100)

    def test_options_and_wrong_methods_name_the_right_ones(self):
        self.assertEqual(self.mock.call("OPTIONS", "/v1/messages").headers["Allow"], "GET, HEAD, DELETE, OPTIONS")
        answer = self.mock.call("PUT", "/v1/messages")
        self.assertEqual((answer.status, answer.headers["Allow"]), (405, "GET, HEAD, DELETE, OPTIONS"))

    def test_wrong_requests_are_400_and_say_what_was_meant(self):
        answer = self.mock.get("/v1/messages?subjct=x&wiat=5s")
        self.assertEqual(answer.status, 400)
        self.assertEqual([each["did_you_mean"] for each in answer.json["errors"]], ["subject", "wait"])
        self.assertEqual(answer.reason, answer.json["detail"])
        self.assertIn("(did you mean wait?)", answer.reason)
        self.assertEqual(answer.json["title"], "Bad Request")
        self.assertEqual(self.mock.get("/v1/messages?wait=5").status, 400)
        self.assertEqual(self.mock.get("/v1/messages?size=big").status, 400)
        self.assertEqual(self.mock.get("/v1/state?x=1").status, 400)
        self.assertEqual(self.mock.get("/v1/messages/nope").status, 404)
        self.assertEqual(self.mock.get("/v1/nope").status, 404)
        self.assertIn(b"200 OK", self.mock.talk(b"GET /v1/messages?code.regex=^[0-9]{6}$ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        self.assertIn(b"%22", self.mock.talk(b"GET /v1/messages?subject=\"a\" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))

    def test_an_event_stream_goes_on_and_takes_up_again(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE)
        connection.request("GET", "/v1/events", headers={"Accept": "text/event-stream"})
        stream = connection.getresponse()
        self.assertEqual(stream.headers["Content-Type"], "text/event-stream")
        self.mock.send()
        seen = b""
        while b"event: message_accepted\n" not in seen:
            seen += stream.readline()
        last = re.findall(rb"id: (\S+)\n", seen)[-1].decode()
        connection.close()
        again = http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE)
        again.request("GET", "/v1/events", headers={"Accept": "text/event-stream", "Last-Event-ID": last})
        first = again.getresponse().readline()
        epoch, position = last.split(".")
        self.assertEqual(first, f"id: {epoch}.{int(position) + 1}\n".encode())
        again.close()

    def test_events_as_lines_end_where_the_journal_ends(self):
        self.mock.send()
        events = [json.loads(line) for line in self.mock.get("/v1/events").text.splitlines()]
        self.assertEqual(events[0]["event"], "session_opened")
        self.assertIn("message_accepted", [each["event"] for each in events])

    def test_events_are_filtered_by_what_they_are(self):
        self.mock.send()
        kinds = ["message_accepted", "session_ended"]
        for query, seen in (("event=message_accepted", kinds[:1]), ("&".join("event.in=" + kind for kind in kinds), kinds)):
            lines = self.mock.get("/v1/events?" + query).text.splitlines()
            self.assertEqual([json.loads(line)["event"] for line in lines], seen)
            streamed = self.mock.get(f"/v1/events?format=sse&follow=false&{query}").text
            self.assertEqual(re.findall(r"^event: (.*)$", streamed, re.MULTILINE), seen)
        refused = self.mock.get("/v1/events?event=mesage_accepted")
        self.assertEqual(refused.status, 400)
        self.assertIn("did you mean message_accepted", refused.text)

    def test_an_empty_line_in_front_of_a_request_is_ignored(self):
        asked = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
        received = self.mock.talk(b"\r\n" + asked + b"\r\n\r\n" + asked.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual(received.count(b"HTTP/1.1 200 OK"), 2, received)
        self.assertEqual(self.mock.talk(b"\r\n", half_close=True), b"")

    def test_foreign_hosts_and_sites_are_refused(self):
        self.assertEqual(self.mock.get("/v1/state", headers={"Host": "evil.example.com"}).status, 403)
        self.assertEqual(self.mock.call("POST", "/v1/reset", headers={"Origin": "http://evil.example.com"}).status, 403)
        self.assertEqual(self.mock.get("/v1/state", headers={"Host": "mocksmtp"}).status, 200)
        self.assertNotIn("Access-Control-Allow-Origin", self.mock.get("/v1/state").headers)

    def test_a_reason_phrase_cannot_break_the_header(self):
        answer = self.mock.get("/v1/message?wait=0s&subject=a%0D%0AX-Evil:%20yes%C3%A9")
        self.assertEqual(answer.status, 417)
        self.assertNotIn("X-Evil", answer.headers)
        self.assertLessEqual(len(answer.reason), 200)

    def test_ready_makes_no_session(self):
        self.assertEqual(self.mock.get("/readyz").status, 200)
        self.assertEqual(self.mock.get("/healthz").status, 200)
        self.assertEqual(self.mock.get("/v1/state").json["sessions"], 0)

    def test_the_authority_is_a_certificate(self):
        self.assertEqual(self.mock.get("/v1/tls/ca.pem").type, "application/x-pem-file")
        self.assertEqual({each["kind"] for each in self.mock.get("/v1/listeners").json["listeners"]}, {"plain", "tls"})

    def test_a_slow_client_holds_up_nobody(self):
        with socket.create_connection(("127.0.0.1", self.mock.http_port)) as slow:
            slow.sendall(b"GET /v1/sta")
            self.assert_serving()


class TestToken(MockTest):
    options = ("--api-token", "s3cret")

    def authority(self):
        return {"Authorization": "Bearer s3cret"}

    def test_everything_but_health_needs_the_token(self):
        self.assertEqual(self.mock.get("/v1/state").status, 401)
        self.assertEqual(self.mock.get("/v1/state", headers={"Authorization": "Bearer x"}).status, 401)
        self.assertEqual(self.mock.get("/v1/state", headers=self.authority()).status, 200)
        self.assertEqual(self.mock.get("/livez").status, 200)


class TestWholeUrl(MockTest):
    def test_the_host_of_the_target_counts_and_not_that_of_the_header(self):
        def answer(target, host):
            return self.mock.talk(b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (target, host)).split(b" ", 2)[1]
        self.assertEqual(answer(b"http://evil.example.com/livez", b"localhost"), b"403")
        self.assertEqual(answer(b"http://localhost/livez", b"evil.example.com"), b"200")
        self.assertEqual(answer(b"http://localhost", b"localhost"), b"200")
        self.assertEqual(answer(b"http://user@localhost/livez", b"localhost"), b"400")


class TestAllowedHost(MockTest):
    options = ("--allow-host", "mail.example.com")

    def test_an_allowed_host_is_served(self):
        self.assertEqual(self.mock.get("/v1/state", headers={"Host": "mail.example.com:8025"}).status, 200)


class TestShownSecrets(MockTest):
    options = ("--show-secrets",)

    def test_secrets_are_shown_where_they_are_hidden_otherwise(self):
        with self.mock.smtp() as client:
            client.login("app", "s3cret")
        self.assertEqual(self.mock.get("/v1/auth-attempts/a1").json["user"], "app")
        shown = self.mock.get("/v1/sessions/s1/transcript?format=text").text
        self.assertNotIn("<secret of", shown)


if __name__ == "__main__":
    unittest.main()
