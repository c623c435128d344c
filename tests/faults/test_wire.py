"""Rules that act on the wire: crumbs, a lost reply, a line cut within a mail."""
import smtplib
import time

from recipes import recipe, recipe_test
from sending import BOB, LONG, MESSAGE_ID, curl, smtplib_send
from talk import talk


class crumbs(recipe_test):
    recipe = "crumbs"

    def play(self, one):
        self.assertEqual(curl(one), (0, ""))
        self.assertEqual(smtplib_send(one), {})
        self.assertEqual(len(one.messages()), 2)
        self.assert_hits(one, 2)

    def test_curl_and_smtplib_do_not_mind(self):
        self.twice(self.play)

    def test_the_reply_has_its_lines_and_takes_its_time(self):
        one = self.start_with_rule()
        dribble = recipe(self.recipe)["dribble"]
        with talk(one.smtp) as client:
            begun = time.monotonic()
            lines = client.ask("EHLO client.example.org", 250)
            took = time.monotonic() - begun
        self.assertGreater(len(lines), 5)
        pauses = sum(len(line) + 2 for line in lines) // dribble["octets"] - 1
        self.assertGreater(pauses, 20)
        self.assertGreater(took, pauses * int(dribble["every"].removesuffix("ms")) / 1000)


class a_lost_reply(recipe_test):
    recipe = "lost-reply"

    def play(self, one):
        with self.assertRaises(smtplib.SMTPServerDisconnected):
            smtplib_send(one)
        self.assertEqual(smtplib_send(one), {})
        mails = one.messages(message_id=MESSAGE_ID)
        self.assertEqual([mail["id"] for mail in mails], ["m1", "m2"])
        self.assertEqual((mails[0]["rule"], mails[0]["hit"]), ("lost-reply", 1))
        self.assertNotIn("rule", mails[1])
        self.assertEqual(mails[0]["sha256"], mails[1]["sha256"])
        self.assertEqual([session["ended_by"] for session in one.sessions()], ["rule", "quit"])
        self.assert_hits(one, 1)

    def test_who_sends_again_is_seen_to_have_sent_twice(self):
        self.twice(self.play)


class a_line_cut_within_the_mail(recipe_test):
    recipe = "cut"

    def play(self, one):
        with self.assertRaises(smtplib.SMTPServerDisconnected):
            smtplib_send(one, message=LONG)
        status, output = curl(one, LONG)
        self.assertIn(status, (55, 56), output)  # it was writing, or reading
        sessions = self.all_closed(one, 2)
        self.assertEqual([session["ended_by"] for session in sessions], ["rule"] * 2)
        transactions = one.get("/v1/transactions")["transactions"]
        self.assertEqual([(each["outcome"], each["ended_by"], each["to"]) for each in transactions],
                         [("lost", "rule", [BOB])] * 2)
        self.assertEqual(one.messages(), [])
        self.assert_hits(one, 2)

    def test_smtplib_and_curl_lose_their_connection(self):
        self.twice(self.play)

    def test_a_mail_that_ends_before_is_none_of_its_business(self):
        one = self.start_with_rule()
        self.assertEqual(smtplib_send(one), {})
        self.assert_hits(one, 0)
