"""Rules over the API: every answer is held against the contract, what is refused changes nothing."""
import json
import unittest

from mock import MockTest

JSON = {"Content-Type": "application/json"}
EVERYTHING = {
    "on": ["rcpt"], "match": {"to": {"suffix": "@example.test", "not": ["a@example.test", {"prefix": "b"}]}, "helo": None},
    "priority": 3, "skip": 1, "times": 9, "every": 2, "per": "session", "rate": {"limit": 2, "per": "1m"},
    "probability": 0.5, "ttl": "10m", "scenario": "outage", "requires": "started", "becomes": "down",
    "replies": ["451 4.7.1 Later", {"preset": "mailbox_full"}, {"code": 250, "text": ["4.7.1 a", "b"]}, {"raw": "25"}],
    "loop": True, "delay": "10ms", "slow_read": "1s", "dribble": {"octets": 1, "every": "10ms"}, "close": "rst", "hold": "1s",
}


class RulesTest(MockTest):
    def send(self, method, target, body):
        return self.mock.call(method, target, body=json.dumps(body), headers=JSON)

    def ids(self):
        return [each["id"] for each in self.mock.get("/v1/rules").json["rules"]]


class TestRules(RulesTest):
    def test_what_is_shown_is_accepted_again_and_shown_the_same(self):
        first = self.send("PUT", "/v1/rules/all", EVERYTHING).json
        rule = {key: item for key, item in first.items()
                if key not in ("origin", "state", "evaluations", "matches", "hits", "hits_per", "last_miss", "sessions")}
        self.assertEqual(rule["replies"], EVERYTHING["replies"])
        self.assertEqual(self.send("PUT", "/v1/rules/all", rule).json, first)

    def test_putting_is_idempotent_and_moves_to_the_front(self):
        rule = {"on": "rcpt", "reply": "451 4.7.1 Later"}
        self.assertEqual(self.send("PUT", "/v1/rules/one", rule).status, 201)
        self.assertEqual(self.send("POST", "/v1/rules", {"id": "two", **rule}).status, 201)
        self.assertEqual(self.ids(), ["two", "one"])
        self.assertEqual(self.send("PUT", "/v1/rules/one", rule).status, 200)
        self.assertEqual(self.ids(), ["one", "two"])

    def test_an_id_that_is_taken(self):
        self.send("PUT", "/v1/rules/one", {"on": "rcpt", "mute": True})
        answer = self.send("POST", "/v1/rules", {"id": "one", "on": "rcpt", "mute": True})
        self.assertEqual(answer.status, 409)
        self.assertIn("PUT /v1/rules/one replaces it", answer.json["detail"])

    def test_every_mistake_has_its_pointer_and_nothing_changes(self):
        self.send("PUT", "/v1/rules/one", {"on": "rcpt", "mute": True})
        answer = self.send("PUT", "/v1/rules", [
            {"id": "a", "on": "rcpt", "mute": True},
            {"on": "rcpt", "match": {"headers": {"x-tenant": "1"}, "to": {"prefx": "a"}}, "reply": "99 no"},
            {"on": "recpt", "mute": True, "delay": "1"}])
        self.assertEqual(answer.status, 400)
        self.assertEqual({each["pointer"]: each.get("did_you_mean") for each in answer.json["errors"]},
                         {"/1/match/to/prefx": "prefix", "/1/reply": None, "/1/match/headers/x-tenant": None,
                          "/2/on": "rcpt", "/2/delay": None})
        self.assertEqual(self.ids(), ["one"])

    def test_a_word_that_no_connection_can_have_is_no_condition(self):
        answer = self.send("PUT", "/v1/rules/one", {"on": "rcpt", "match": {"tls_version": "TLS1.3"}, "mute": True})
        self.assertEqual(answer.status, 400)
        self.assertEqual([(each["pointer"], each["did_you_mean"]) for each in answer.json["errors"]],
                         [("/match/tls_version", "TLSv1.3")])
        self.assertEqual(self.ids(), [])

    def test_a_key_that_stands_twice_is_refused(self):
        answer = self.mock.call("POST", "/v1/rules", body='{"on": "rcpt", "on": "data", "mute": true}', headers=JSON)
        self.assertEqual(answer.status, 400)
        self.assertIn("stands twice", answer.json["detail"])

    def test_the_overlay_can_be_replaced_and_removed(self):
        answer = self.send("PUT", "/v1/rules", {"rules": [{"id": "a", "on": "rcpt", "mute": True}]})
        self.assertEqual([each["origin"] for each in answer.json["rules"]], ["added"])
        self.assertEqual(self.mock.call("DELETE", "/v1/rules").status, 400)
        self.assertEqual(self.mock.call("DELETE", "/v1/rules?all=true").json["ids"], ["a"])
        self.assertEqual(self.ids(), [])

    def test_a_rule_that_is_not_there(self):
        self.send("PUT", "/v1/rules/greylist", {"on": "rcpt", "mute": True})
        for method in ("GET", "DELETE"):
            answer = self.mock.call(method, "/v1/rules/graylist")
            self.assertEqual(answer.status, 404)
            self.assertEqual(answer.json["errors"][0]["did_you_mean"], "greylist")
        self.assertEqual(self.mock.call("DELETE", "/v1/rules/greylist").json, {"deleted": "greylist"})

    def test_a_described_situation(self):
        self.send("PUT", "/v1/rules/one", {"on": "rcpt", "match": {"to": "a@x.test"}, "reply": "451 4.7.1 Later"})
        self.assertEqual(self.send("POST", "/v1/rules/check", {"on": "rcpt", "to": "a@x.test"}).json["would"],
                         {"reply": "451 4.7.1 Later"})
        other = self.send("POST", "/v1/rules/check", {"on": "rcpt", "to": "b@x.test"}).json
        self.assertIsNone(other["acts"])
        self.assertEqual([each["id"] for each in other["rules"]], ["one"])
        wrong = self.send("POST", "/v1/rules/check", {"on": "rcpt", "subject": "x"})
        self.assertEqual(wrong.status, 400)
        self.assertIn("message", wrong.json["detail"])
        self.assertEqual(self.mock.get("/v1/rules/one").json["evaluations"], 0)

    def test_a_secret_is_not_shown(self):
        rule = {"on": "auth", "match": {"secret": {"in": ["pa55word"]}}, "reply": "535 5.7.8 No"}
        self.assertNotIn("pa55word", self.send("PUT", "/v1/rules/one", rule).text)
        self.assertNotIn("pa55word", self.mock.get("/v1/rules").text)


class TestConfiguredRules(RulesTest):
    options = ("--rule", json.dumps({"id": "base", "on": "rcpt", "times": 1, "reply": "451 4.7.1 Later"}))

    def test_a_reset_brings_them_back(self):
        self.assertEqual(self.mock.get("/v1/rules/base").json["origin"], "configured")
        self.send("PUT", "/v1/rules/base", {"on": "mail", "reply": "451 4.7.1 Later"})
        self.send("PUT", "/v1/rules/mine", {"on": "mail", "reply": "451 4.7.1 Later"})
        self.assertEqual(self.mock.get("/v1/rules/base").json["origin"], "added")
        self.mock.call("POST", "/v1/reset")
        self.assertEqual([(each["id"], each["on"]) for each in self.mock.get("/v1/rules").json["rules"]],
                         [("base", "rcpt")])


class TestShownSecrets(RulesTest):
    options = ("--show-secrets",)

    def test_a_secret_is_shown_to_those_who_asked_for_it(self):
        rule = {"on": "auth", "match": {"secret": "pa55word"}, "reply": "535 5.7.8 No"}
        self.assertEqual(self.send("PUT", "/v1/rules/one", rule).json["match"], {"secret": "pa55word"})


if __name__ == "__main__":
    unittest.main()
