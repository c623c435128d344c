"""Many mails sent at a time, each with a test of its own."""
import concurrent.futures
import os
import re
import unittest

import relay_root
from cells import CONNECTIONS
from errand import PLAIN
from sending import POSTFIX, postfix_jobs, send

LOGS_IN_ONLY = ("gsasl",)  # has no mail to send
WORKERS = min(4, max(2, os.cpu_count() or 2))


class results:
    """All jobs, run by a few workers; a test waits for the one it is about."""

    def __init__(self, jobs):
        self.jobs = list(jobs)
        self.postfix = postfix_jobs([one for one in self.jobs if one.client == POSTFIX])
        self.workers = concurrent.futures.ThreadPoolExecutor(WORKERS)

    def start(self):
        relay_root.make()
        self.postfix.__enter__()
        self.futures = {one: self.workers.submit(self.postfix.send if one.client == POSTFIX else send, one) for one in self.jobs}

    def of(self, one):
        return self.futures[one].result()

    def stop(self):
        self.workers.shutdown(cancel_futures=True)
        self.postfix.__exit__(None, None, None)


class jobs_test(unittest.TestCase):
    """One test method for each job; `jobs` is set by the class, `check` says what has to hold."""

    jobs = ()

    @classmethod
    def setUpClass(cls):
        cls.results = results(cls.jobs)
        cls.addClassCleanup(cls.results.stop)
        cls.results.start()

    @classmethod
    def make_tests(cls):
        for one in cls.jobs:
            def test(self, one=one):
                self.check(one, self.results.of(one))
            name = "test_" + re.sub(r"\W+", "_", str(one)).strip("_")
            if hasattr(cls, name):
                raise ValueError(f"two tests are called {name}")
            setattr(cls, name, test)

    def assert_connection(self, one, what):
        tls = CONNECTIONS[one.letter]
        self.assertEqual((what["tls"] or {}).get("mode", PLAIN), tls)
        self.assertEqual(what["listener"], "smtps" if one.letter == "t" else "smtp")

    def assert_delivered(self, one, seen, attempt):
        if one.client in LOGS_IN_ONLY:
            self.assertEqual(seen.messages, [])
            return
        (mail,) = seen.messages
        self.assertEqual(mail["from"], "sender@example.org")
        self.assertEqual(mail["subject"], "matrix")
        self.assertEqual(mail["text"].split(), ["hello", ".dot", "line"])
        self.assertEqual(mail["auth"], {"attempt": attempt["id"], "mechanism": attempt["mechanism"], "user": attempt["user"],
                                        "authzid": attempt["authzid"]})
        # Some clients say SMTPUTF8 though nothing needs it.
        self.assertRegex(mail["protocol"], "^(ESMTP|UTF8SMTP)A$" if one.letter == "p" else "^(ESMTP|UTF8SMTP)SA$")
        self.assert_connection(one, mail)
