"""A Postfix in front of the mock, which is what keeps trying in the real world."""
import re

import relay_postfix
import relay_root
from errand import SENDER
from mock import recipients
from recipes import PATIENCE, recipe_test
from sending import BOB, MESSAGE, MESSAGE_ID

tearDownModule = relay_root.remove

# It comes again after two seconds, not after five minutes; any sooner and it may find the mail still locked. What it would add of its own (a Received line with a time and a
# queue id, and with it the size) stays out of the mail, so that two runs can be the same to the octet.
MAIN = """\
relayhost = [127.0.0.1]:{port}
smtp_tls_security_level = none
minimal_backoff_time = 2s
maximal_backoff_time = 2s
queue_run_delay = 1s
smtp_header_checks = regexp:/etc/postfix/header_checks
smtp_discard_ehlo_keywords = size, chunking
smtp_sasl_auth_enable = no
"""


class through_postfix(recipe_test):
    def relay(self, one):
        """Hands it the message and waits until that is delivered; its log lines about it."""
        relay_postfix.make_queues()
        relay_root.write("etc/postfix/header_checks", "/^Received:/ IGNORE\n")
        relay_postfix.start(MAIN.format(port=one.smtp))
        try:
            relay_postfix.submit(MESSAGE.replace(b"\r\n", b"\n"), SENDER, BOB)
            relay_postfix.wait_for_log(r"status=sent.*")
            return re.findall(r"status=.*", relay_root.log_of(relay_postfix.LOG))
        finally:
            relay_postfix.stop()


class greylisting(through_postfix):
    recipe = "greylist"

    def play(self, one):
        log = self.relay(one)
        self.assertEqual([line.split()[0] for line in log], ["status=deferred"] * 2 + ["status=sent"], log)
        for line in log[:2]:
            self.assertIn("451 4.7.1 Greylisted, try again later", line)
        (mail,) = one.messages(count="1..", wait=PATIENCE)
        self.assertEqual(mail["session"], "s3")
        transactions = one.get("/v1/transactions")["transactions"]
        self.assertEqual([each["outcome"] for each in transactions], ["refused", "refused", "accepted"])
        hits = [(to.get("rule"), to.get("hit")) for each in transactions for to in each["envelope"]["to"]]
        self.assertEqual(hits, [("greylist", 1), ("greylist", 2), (None, None)])
        self.assert_hits(one, 2)
        self.assertEqual(self.rule(one)["sessions"], ["s1", "s2"])

    def test_postfix_survives_it_by_coming_again(self):
        self.twice(self.play)


class a_lost_reply(through_postfix):
    recipe = "lost-reply"

    def play(self, one):
        log = self.relay(one)
        self.assertEqual([line.split()[0] for line in log], ["status=deferred", "status=sent"], log)
        self.assertIn("message may be sent more than once", log[0])
        mails = one.messages(message_id=MESSAGE_ID)
        self.assertEqual([recipients(mail) for mail in mails], [[BOB], [BOB]])
        self.assertEqual(one.raw(mails[0]), one.raw(mails[1]))
        self.assert_hits(one, 1)

    def test_postfix_sends_it_twice(self):
        self.twice(self.play)
