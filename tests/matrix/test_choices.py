"""Each client left to itself: what it chooses is accepted, also by a server that nobody told of any user."""
import pathlib
import re

from running import jobs_test
from sending import NAME, USER, job


def read():
    """(client, options of the server, letter of the connection, order of mechanisms on it)"""
    lines = (pathlib.Path(__file__).parent / "choices.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            client, bare, with_user, order, *remark = (part.strip() for part in line.split("|"))
            if {bare, with_user} != {"pst"} and not remark:
                raise ValueError(f"a connection is left out without a reason: {line}")
            for options, letters in (((), bare), (USER, with_user)):
                for letter in letters:
                    shut = r"\[\S+\]" if letter == "p" else r"\(\S+\)"
                    yield client, options, letter, re.sub(r"[][()]", "", re.sub(shut, "", order)).split()


class own_choice(jobs_test):
    """Of a server without users (they are all let in) and of one with a user (who is checked)."""

    orders = {job(client, "", "", letter, options=options): order for client, options, letter, order in read()}
    jobs = list(orders)

    def check(self, one, seen):
        self.assertEqual(seen.status, 0, seen.output)
        (attempt,) = seen.attempts
        chosen = next(name for name in self.orders[one] if name in attempt["offered"])
        self.assertEqual((attempt["mechanism"], attempt["outcome"], attempt["user"]), (chosen, "accepted", NAME))
        self.assertIs(attempt["verified"], True if one.options else None)
        self.assert_connection(one, attempt)
        self.assert_delivered(one, seen, attempt)


own_choice.make_tests()
