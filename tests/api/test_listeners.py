"""The mail server is down, and up again."""
import json
import time
import unittest

from mock import PATIENCE, MockTest


class TestListeners(MockTest):
    def patch(self, name, **body):
        return self.mock.call("PATCH", f"/v1/listeners/{name}", body=json.dumps(body), headers={"Content-Type": "application/json"})

    def listener(self, name):
        return next(each for each in self.mock.get("/v1/listeners").json["listeners"] if each["name"] == name)

    def assert_accepting(self, name):
        deadline = time.monotonic() + PATIENCE
        while not self.listener(name)["accepting"]:
            self.assertLess(time.monotonic(), deadline)
        self.mock.send()

    def test_a_report_tells_of_a_closed_listener(self):
        self.patch("smtp", accepting=False)
        told = self.mock.get("/v1/message?to=bob@example.test&wait=0s")
        self.assertTrue(told.reason.endswith("got 0; listener smtp does not accept connections"), told.reason)

    def test_a_closed_listener_refuses_clients_and_nothing_else_suffers(self):
        with self.mock.smtp() as staying:
            self.assertEqual(self.patch("smtp", accepting=False).json["accepting"], False)
            self.assertRaises(ConnectionRefusedError, self.mock.smtp)
            self.assertEqual(staying.noop()[0], 250)
            self.assertEqual(self.mock.get("/readyz").status, 200)
            self.assertTrue(self.listener("smtps")["accepting"])
        self.assertEqual(self.patch("smtp", accepting=True).json["accepting"], True)
        self.assert_accepting("smtp")

    def test_a_listener_closed_for_a_while_returns_by_itself(self):
        self.assertEqual(self.patch("smtp", accepting=False, **{"for": "50ms"}).status, 200)
        self.assert_accepting("smtp")

    def test_a_reset_lets_every_listener_accept_again(self):
        self.patch("smtp", accepting=False, **{"for": "1h"})
        self.mock.call("POST", "/v1/reset")
        self.assert_accepting("smtp")

    def test_wrong_changes_are_refused(self):
        self.assertEqual(self.patch("smtq", accepting=False).json["errors"][0]["did_you_mean"], "smtp")
        self.assertEqual(self.patch("smtp", accepting=True, **{"for": "1s"}).status, 400)
        self.assertTrue(self.listener("smtp")["accepting"])


if __name__ == "__main__":
    unittest.main()
