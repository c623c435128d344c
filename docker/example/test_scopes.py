"""Sixteen tests at the same time, whose customers have the same name; what is sent to ...@w3.scope.test is w3's."""
import concurrent.futures
import json
import os
import unittest
import urllib.request

from calls import customer, expect

WORKERS = [f"w{number}" for number in range(16)]


def greylist(scope):
    """Every second worker's mail is put off once, by a rule that is its own."""
    rule = {"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}
    request = urllib.request.Request(f"{os.environ['MOCK']}/v1/scopes/{scope}/rules/greylist", method="PUT",
                                     data=json.dumps(rule).encode(), headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


def work(scope):
    put_off = WORKERS.index(scope) % 2
    if put_off:
        greylist(scope)
    customer(f"bob@{scope}.scope.test")
    mail = expect(f"/v1/scopes/{scope}/message", wait="30s")
    expect(f"/v1/scopes/{scope}/transactions", count=str(1 + put_off), settle="idle")
    return mail["id"], mail["to"]


class side_by_side(unittest.TestCase):
    def test_nobody_sees_the_mail_or_the_rules_of_another(self):
        with concurrent.futures.ThreadPoolExecutor(len(WORKERS)) as pool:
            found = list(pool.map(work, WORKERS))
        # Ids count within a scope: everybody's first mail is m1.
        self.assertEqual(found, [("m1", [f"bob@{scope}.scope.test"]) for scope in WORKERS])


if __name__ == "__main__":
    unittest.main(verbosity=2)
