"""Bad clients: odd requests, deep JSON, those that are slow or never read; and the neighbours they do not disturb."""
import http.client
import json
import re
import socket
import time
import unittest

from mock import PATIENCE, MockTest

JSON = {"Content-Type": "application/json"}
CLOSE = b"Host: localhost\r\nConnection: close\r\n"


def statuses(received):
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", received)]


class TestShapes(MockTest):
    def tearDown(self):
        self.assertEqual(self.mock.get("/livez").status, 200)

    def test_shapes_that_two_parsers_could_read_differently_are_refused(self):
        for head in (b"Transfer-Encoding: xchunked\r\n", b"Transfer-Encoding : chunked\r\n", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                     b"Transfer-Encoding: identity\r\n", b"Transfer-Encoding: \x0bchunked\r\n", b"Content-Length: 1 1\r\n", b"Content-Length: +1\r\n",
                     b"Content-Length: 0x5\r\n", b"Content-Length: 99999999999999999999\r\n", b"Content-Length: 1, 1\r\nContent-Length: 2\r\n",
                     b"X: a\x00b\r\n", b"X\r\n", b": x\r\n", b"X Y: z\r\n"):
            with self.subTest(head):
                received = self.mock.talk(b"POST /v1/reset HTTP/1.1\r\n" + CLOSE + head + b"\r\n0\r\n\r\nGET /v1/state HTTP/1.1\r\n\r\n")
                self.assertEqual(statuses(received), [400], received[:300])

    def test_chunks_that_are_none_are_refused(self):
        for chunks in (b"x\r\n\r\n", b"-1\r\n\r\n", b"ffffffffffffffffff\r\n", b"2\r\n{}X\r\n0\r\n\r\n"):
            with self.subTest(chunks):
                received = self.mock.talk(b"POST /v1/reset HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n" + CLOSE +
                                          b"\r\n" + chunks, half_close=True)
                self.assertIn(statuses(received), ([400], [413]), received[:300])

    def test_a_body_belongs_to_its_request_and_the_next_begins_behind_it(self):
        smuggled = b"GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
        received = self.mock.talk(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(smuggled) + smuggled +
                                  b"GET /livez HTTP/1.1\r\n" + CLOSE + b"\r\n")
        self.assertEqual(statuses(received), [200, 200])

    def test_many_pipelined_requests_with_bodies_are_answered_in_order(self):
        rules = 200
        request = b"POST /v1/rules/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        bodies = [json.dumps({"on": "rcpt", "to": f"{n}@example.test"}).encode() for n in range(rules)]
        received = self.mock.talk(b"".join(request % (len(body), body) for body in bodies) + b"GET /livez HTTP/1.1\r\n" + CLOSE + b"\r\n")
        self.assertEqual(statuses(received), [200] * (rules + 1))

    def test_a_body_is_read_in_chunks_too(self):
        body = b'{"connections"' + b': "keep"}'
        chunked = b"".join(b"%x\r\n%s\r\n" % (1, body[n:n + 1]) for n in range(len(body))) + b"0\r\n\r\n"
        received = self.mock.talk(b"POST /v1/reset HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n" + CLOSE + b"\r\n" + chunked)
        self.assertEqual(statuses(received), [200])

    def test_http_1_0_closes_unless_it_is_asked_to_stay(self):
        received = self.mock.talk(b"GET /livez HTTP/1.0\r\n\r\n")
        self.assertTrue(received.endswith(b"\r\n\r\nalive\n"), received)
        twice = self.mock.talk(b"GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /livez HTTP/1.0\r\n\r\n")
        self.assertEqual(twice.count(b"alive\n"), 2, twice)
        self.assertIn(b"keep-alive", twice.lower().split(b"\r\n\r\n")[0])

    def test_a_whole_url_as_its_target_is_answered(self):
        received = self.mock.talk(b"GET http://localhost/livez HTTP/1.1\r\n" + CLOSE + b"\r\n")
        self.assertEqual(statuses(received), [200])

    def test_expectations_that_are_not_100_continue_do_not_hang(self):
        received = self.mock.talk(b"POST /v1/reset HTTP/1.1\r\nContent-Length: 2\r\nContent-Type: application/json\r\nExpect: miracles\r\n" + CLOSE + b"\r\n{}")
        self.assertEqual(statuses(received), [200])

    def test_a_body_that_waits_to_be_invited_is_even_if_it_is_refused_then(self):
        for path, body, status in (("reset", b'{"connections": 5}', 400), ("verify", b'{"wait": "50ms", "expect": [{"count": 1}]}', 417)):
            with self.subTest(path), socket.create_connection(("127.0.0.1", self.mock.http_port), timeout=PATIENCE) as raw:
                raw.sendall(b"POST /v1/%s HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n"
                            % (path.encode(), len(body)) + CLOSE + b"\r\n")
                self.assertEqual(raw.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
                raw.sendall(body)
                with raw.makefile("rb") as answer:
                    self.assertEqual(statuses(answer.read()), [status])

    def test_paths_stay_inside(self):
        for path in ("/../../etc/passwd", "/v1/../../etc/passwd", "/%2e%2e/etc/passwd", "/v1/messages/..%2f..%2fetc", "/v1/messages/m1/parts/../../..",
                     "/v1/messages/%00", "/v1/messages/m1%0d%0aX-Evil:yes"):
            answer = self.mock.call("GET", path, check=False)
            self.assertIn(answer.status, (400, 404), path)
            self.assertNotIn("X-Evil", answer.headers)
            self.assertNotIn(b"root:", answer.body)


class TestBodies(MockTest):
    def put(self, body):
        return self.mock.call("PUT", "/v1/rules/deep", body=body, headers=JSON)

    def test_json_is_read_to_a_depth(self):
        for deep in ('[' * 100000, '{"a":' * 100000, '{"match":' * 70 + "1" + "}" * 70, "[" * 66 + "]" * 66):
            answer = self.put(deep)
            self.assertEqual(answer.status, 400)
            self.assertIn("64 levels", answer.text)

    def test_json_that_is_none_says_where(self):
        for body in ("", "{", "nul", "{'on': 1}", '{"on": "rcpt",}', "\ufeff{}", '{"on": "rcpt", "on": "mail"}', '{"on": 1e999}', "// x\n{}"):
            answer = self.put(body.encode())
            self.assertEqual(answer.status, 400, body)
            self.assertTrue(answer.json["errors"][0]["detail"])
        self.assertEqual(self.put(b'{"on": "rcpt", "note\xff": 1}').status, 400)

    def test_other_types_and_codings_are_415(self):
        for headers in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "application/jsonx"}, {"Content-Type": ""},
                        JSON | {"Content-Encoding": "gzip"}):
            answer = self.mock.call("PUT", "/v1/rules/x", body=b"{}", headers=headers)
            self.assertEqual(answer.status, 415, headers)
        self.assertIn(self.mock.call("PUT", "/v1/accounts/x", body=b'{"password": "p"}', headers={"Content-Type": "application/json; charset=utf-8"}).status, (200, 201))
        self.assertIn(self.mock.call("PUT", "/v1/accounts/x", body=b'{"password": "p"}', headers=JSON | {"Content-Encoding": "identity"}).status, (200, 201))


class TestBadClients(MockTest):
    def test_many_that_send_nothing_or_half_hold_up_nobody(self):
        idle = [socket.create_connection(("127.0.0.1", self.mock.http_port), timeout=PATIENCE) for _ in range(200)]
        for number, raw in enumerate(idle):
            raw.sendall(b"POST /v1/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{}"[:number % 60])
        for _ in range(20):
            self.assertEqual(self.mock.get("/livez").status, 200)
        for raw in idle:
            raw.close()

    def test_one_who_never_reads_a_long_answer_holds_up_nobody(self):
        with self.mock.smtp() as client:
            for _ in range(40):
                client.sendmail("app@example.test", "bob@example.test", "Subject: x\r\n\r\n" + "long line\r\n" * 20000)
        greedy = []
        for _ in range(10):
            raw = socket.socket()
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.connect(("127.0.0.1", self.mock.http_port))
            raw.sendall(b"GET /v1/messages HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
            greedy.append(raw)
        for _ in range(20):
            self.assertEqual(self.mock.get("/v1/messages?limit=1", check=False).status, 200)
        for raw in greedy:
            raw.close()
        self.assertEqual(self.mock.get("/livez").status, 200)

    def test_one_who_resets_in_the_middle_of_everything_is_forgotten(self):
        for part in (b"", b"GET", b"GET /v1/events?follow=true HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"GET /v1/message?to=nobody@example.test&wait=60s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"POST /v1/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"):
            raw = socket.create_connection(("127.0.0.1", self.mock.http_port), timeout=PATIENCE)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            raw.sendall(part)
            raw.close()
        deadline = time.monotonic() + PATIENCE
        while "expectation_abandoned" not in (seen := self.mock.get("/v1/events").text):
            self.assertLess(time.monotonic(), deadline, seen)

    def test_foreign_sites_change_nothing(self):
        self.mock.send()
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
                        {"Origin": "http://127.0.0.1:1"}):
            for method, path in (("POST", "/v1/reset"), ("DELETE", "/v1/messages?all=true"), ("PUT", "/v1/rules"), ("PATCH", "/v1/listeners/smtp")):
                answer = self.mock.call(method, path, body=b"{}", headers=headers | JSON)
                self.assertEqual(answer.status, 403, (headers, method))
                self.assertFalse([name for name in answer.headers if name.lower().startswith("access-control")])
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 1)
        own = {"Origin": f"http://127.0.0.1:{self.mock.http_port}", "Sec-Fetch-Site": "same-origin"}
        self.assertEqual(self.mock.call("POST", "/v1/reset", headers=own).status, 200)

    def test_hosts_that_a_public_name_server_could_answer_for_are_refused_by_name(self):
        for host in ("evil.example.com", "127.0.0.1.evil.com", "localhost.evil.com", "evil.com:8025", "test.com", "mocktest", ""):
            connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE)
            connection.putrequest("GET", "/v1/state", skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            if host == "mocktest":
                self.assertEqual(answer.status, 200)  # a single label is no public name
            elif host:
                self.assertEqual(answer.status, 403, host)
                self.assertIn(b"--allow-host", body)
            else:
                self.assertIn(answer.status, (400, 403))


if __name__ == "__main__":
    unittest.main()
