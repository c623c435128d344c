"""The README's failure recipes as tests play them: read from its table, given to a server, played twice."""
import json
import pathlib
import re

from mock import mock_test

README = (pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
DIFFERENCE = 4000  # characters shown of it
PATIENCE = "30s"  # a deadline for what takes milliseconds, on a busy machine


def section():
    (found,) = re.findall(r"^## Failure recipes\n(.*?)^## ", README, re.M | re.S)
    return found


def rows():
    """The recipes by their rule's id: what is wanted, the rule, what the client sees."""
    found = {}
    for wanted, rule, seen in re.findall(r"^\| ([^|]+) \| `(\{[^|]+\})` \| ([^|]+) \|$", section(), re.M):
        rule = json.loads(rule)
        if rule["id"] in found:
            raise ValueError(f"two recipes are called {rule['id']}")
        found[rule["id"]] = {"wanted": wanted, "rule": rule, "seen": seen}
    return found


def recipe(name):
    return rows()[name]["rule"]


def seen(name):
    """The README's word on what the client sees."""
    return rows()[name]["seen"]


class recipe_test(mock_test):
    """`recipe` names the rule under test. A scenario is a function of a running server that has it; what has to hold, it asserts itself."""

    recipe = ""
    maxDiff = DIFFERENCE

    def setUp(self):
        """Scenarios start their servers."""

    def start_with_rule(self, *options):
        one = self.start(*options)
        if self.recipe:
            self.put_rule(one, recipe(self.recipe))
        return one

    def put_rule(self, one, rule):
        return self.call(one, "PUT", "/v1/rules/" + rule["id"], rule, (200, 201))

    def call(self, one, method, path, body=None, statuses=(200,)):
        """JSON of a call that must succeed."""
        got = one.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        self.assertIn(got.status, statuses, f"{method} {path}: {got.reason}\n{got.body.decode('utf-8', 'replace')}")
        return got.json() if got.body else None

    def rule(self, one, name=None):
        return one.get("/v1/rules/" + (name or self.recipe))

    def assert_hits(self, one, hits, name=None):
        self.assertEqual(self.rule(one, name)["hits"], hits)

    def all_closed(self, one, sessions=None):
        """What every client did is in the export only when its session has ended; the server says when."""
        sessions = sessions if sessions is not None else len(one.sessions())
        return one.sessions(ended_by__present="true", count=str(sessions), settle="0s", wait=PATIENCE)

    def twice(self, scenario, *options):
        """The same script against two fresh servers leaves the same bytes."""
        exports = []
        for _ in range(2):
            one = self.start_with_rule(*options)
            scenario(one)
            self.all_closed(one)
            exports.append(one.request("GET", "/v1/export").body.decode())
        self.assertEqual(*exports)
        self.assertTrue(json.loads(exports[0])["sessions"])
