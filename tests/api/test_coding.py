"""Compressed answers: to those who ask for them, of what is long, and the same octets once unpacked."""
import gzip
import http.client
import json
import unittest
import zlib

from mock import PATIENCE, MockTest

GZIP = {"Accept-Encoding": "gzip"}


class TestCoding(MockTest):
    def coded(self, target, accept="gzip", **more):
        return self.mock.call("GET", target, headers={"Accept-Encoding": accept}, check=False, **more)

    def test_long_json_is_compressed_for_those_who_ask(self):
        for path in ("/openapi.json", "/openapi.yaml", "/docs"):
            plain, packed = self.mock.get(path), self.coded(path)
            self.assertNotIn("Content-Encoding", plain.headers)
            self.assertEqual((packed.headers["Content-Encoding"], packed.headers["Vary"], plain.headers["Vary"]),
                             ("gzip", "Accept-Encoding", "Accept-Encoding"))
            self.assertEqual(gzip.decompress(packed.body), plain.body)
            self.assertLess(len(packed.body), len(plain.body) / 3)
            self.assertEqual(packed.headers["Content-Type"], plain.headers["Content-Type"])

    def test_who_does_not_ask_or_refuses_gets_it_as_it_is(self):
        for accept in ("identity", "gzip;q=0", "br", "*;q=0", "gzip;q=0, *", "", "gzipped", "gzip;q=0.1, identity;q=1",
                       "gzip;q=0.5, *"):
            answer = self.coded("/openapi.json", accept)
            self.assertNotIn("Content-Encoding", answer.headers, accept)
            self.assertTrue(answer.json)
        for accept in ("*", "br, GZIP", "deflate, gzip;q=0.5", "identity;q=0.1, gzip"):
            self.assertEqual(self.coded("/openapi.json", accept).headers["Content-Encoding"], "gzip", accept)

    def test_what_is_short_stays_as_it_is(self):
        self.assertNotIn("Content-Encoding", self.coded("/livez").headers)
        self.assertNotIn("Content-Encoding", self.coded("/v1/messages/m1").headers)

    def test_a_streamed_list_is_compressed_as_it_goes(self):
        with self.mock.smtp() as client:
            for number in range(300):
                client.sendmail("app@example.test", "bob@example.test", f"Subject: {number}\r\n\r\n{'x' * 500}\r\n")
        plain, packed = self.mock.get("/v1/messages", check=False), self.coded("/v1/messages")
        self.assertEqual((packed.headers["Transfer-Encoding"], packed.headers["Content-Encoding"]), ("chunked", "gzip"))
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertLess(len(packed.body), len(plain.body) / 5)
        for path in ("/v1/export", "/v1/events", "/v1/report.html"):
            self.assertEqual(gzip.decompress(self.coded(path).body), self.mock.get(path, check=False).body)

    def test_http_1_0_gets_it_until_the_connection_closes(self):
        for _ in range(100):
            self.mock.send(text="x" * 2000 + "\r\n")
        head, body = self.mock.talk(b"GET /v1/messages HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n").split(b"\r\n\r\n", 1)
        self.assertIn(b"Content-Encoding: gzip", head)
        self.assertEqual(json.loads(gzip.decompress(body))["total"], 100)

    def test_a_stream_that_goes_on_shows_each_event_at_once(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.mock.http_port, timeout=PATIENCE)
        connection.request("GET", "/v1/events?follow=true", headers=GZIP)
        stream = connection.getresponse()
        self.mock.send(text="y" * 40000 + "\r\n")
        self.assertEqual(stream.headers["Content-Encoding"], "gzip")
        unpack, seen = zlib.decompressobj(31), b""
        while b'"event":"message_accepted"' not in seen:
            seen += unpack.decompress(stream.read1())
        connection.close()
        events = self.coded("/v1/events?format=sse&follow=false")
        self.assertNotIn("Content-Encoding", events.headers)

    def test_head_tells_the_length_of_what_get_sends(self):
        for headers in ({}, GZIP):
            head = self.mock.call("HEAD", "/openapi.json", headers=headers, check=False)
            got = self.mock.call("GET", "/openapi.json", headers=headers, check=False)
            self.assertEqual(head.body, b"")
            self.assertEqual(dict(head.headers), dict(got.headers))

    def test_a_compressed_text_has_a_weak_tag_and_is_not_sent_twice(self):
        self.mock.send(text="words and words\r\n" * 1000)
        plain, packed = self.mock.get("/v1/messages/m1/text"), self.coded("/v1/messages/m1/text")
        self.assertEqual(packed.headers["ETag"], "W/" + plain.headers["ETag"])
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        for tag in (plain.headers["ETag"], packed.headers["ETag"]):
            again = self.mock.get("/v1/messages/m1/text", headers={"If-None-Match": tag} | GZIP)
            self.assertEqual((again.status, again.body), (304, b""))
            self.assertNotIn("Content-Encoding", again.headers)

    def test_a_long_text_is_compressed_too_and_exact_octets_never(self):
        self.mock.send(text="many words, many lines\r\n" * 100000)
        self.assertEqual(gzip.decompress(self.coded("/v1/messages/m1/text").body), self.mock.get("/v1/messages/m1/text").body)
        for exact in ("raw", "wire"):
            answer = self.coded(f"/v1/messages/m1/{exact}")
            self.assertNotIn("Content-Encoding", answer.headers)
            self.assertGreater(len(answer.body), 2400000)

    def test_a_failed_expectation_is_compressed_too(self):
        with self.mock.smtp() as client:
            for number in range(100):
                client.sendmail("app@example.test", "bob@example.test", f"Subject: {'long ' * 60}{number}\r\n\r\nHi\r\n")
        answer = self.coded("/v1/message?to=alice@example.test&wait=0s")
        self.assertEqual((answer.status, answer.headers["Content-Encoding"]), (417, "gzip"))
        self.assertIn("report", json.loads(gzip.decompress(answer.body)))


if __name__ == "__main__":
    unittest.main()
