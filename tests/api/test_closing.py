"""Connections that die while nobody looks."""
import json
import smtplib
import unittest

from mock import MockTest


class TestClosing(MockTest):
    def close(self, **body):
        return self.mock.call("POST", "/v1/sessions/close", body=json.dumps(body), headers={"Content-Type": "application/json"})

    def connect(self, name):
        client = self.mock.smtp()
        self.addCleanup(client.close)
        client.ehlo(name)
        return client

    def test_an_idle_connection_is_told_and_closed_and_its_neighbour_lives_on(self):
        idle, neighbour = self.connect("idle.test"), self.connect("neighbour.test")
        self.assertEqual(self.close(match={"helo": "idle.test"}, reply="421 4.3.2 Going down").json["sessions"], ["s1"])
        self.assertEqual(idle.getreply(), (421, b"4.3.2 Going down"))
        self.assertRaises(smtplib.SMTPServerDisconnected, idle.getreply)
        self.assertEqual(neighbour.noop()[0], 250)
        session = self.mock.get("/v1/sessions/s1").json
        self.assertEqual((session["state"], session["ended_by"]), ("closed", "shutdown"))

    def test_a_preset_is_said_in_the_persona_s_words_before_a_reset(self):
        client = self.connect("client.test")
        self.assertEqual(self.close(all=True, reply={"preset": "internal_error"}, how="rst").json["closed"], 1)
        self.assertIn(client.getreply()[0], range(400, 500))
        self.assertRaises((ConnectionResetError, smtplib.SMTPServerDisconnected), client.getreply)

    def test_a_message_under_way_is_lost_with_its_connection(self):
        client = self.connect("client.test")
        client.mail("app@example.test")
        client.rcpt("bob@example.test")
        client.docmd("DATA")
        client.send(b"Subject: half")
        self.assertEqual(self.close(match={"helo": "client.test"}).json["closed"], 1)
        self.assertEqual(client.getreply()[0], 421)
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 0)
        self.assertEqual(self.mock.get("/v1/transactions").json["transactions"][0]["ended_by"], "shutdown")

    def test_all_means_connections_that_are_no_session_since_a_reset_too(self):
        client = self.connect("client.test")
        self.mock.call("POST", "/v1/reset")
        closed = self.close(all=True).json
        self.assertEqual((closed["closed"], closed["sessions"]), (1, []))
        self.assertEqual(client.getreply()[0], 421)

    def test_nothing_is_closed_by_a_slip(self):
        client = self.connect("client.test")
        for body in ({}, {"match": {}}, {"match": {"hello": "client.test"}}, {"all": True, "match": {"helo": "x"}},
                     {"all": True, "reply": "451 5.1.1 Other class"}):
            self.assertEqual(self.close(**body).status, 400)
        self.assertEqual(client.noop()[0], 250)


if __name__ == "__main__":
    unittest.main()
