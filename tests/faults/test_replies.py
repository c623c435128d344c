"""Rules that answer something else than usual, and what clients make of it."""
import smtplib

from errand import SENDER
from mock import masked
from recipes import recipe, recipe_test
from sending import BOB, CAROL, DAVE, nodemailer, phpmailer, smtplib_connection, smtplib_send


class too_many_mails(recipe_test):
    recipe = "two-a-minute"

    def play(self, one):
        with nodemailer(one) as mailer:
            for number in (1, 2):
                self.assertEqual(mailer.send()["response"], f"250 2.0.0 Ok: queued as m{number}")
                self.all_closed(one, number)  # it leaves without QUIT: when the server notices is part of the script
            for number in (3, 4):
                refused = mailer.send()["error"]
                self.assertEqual((refused["code"], refused["responseCode"]), ("EENVELOPE", 421), refused)
                self.assertIn("421 4.7.0 Too many messages, slow down", refused["message"])
                self.all_closed(one, number)
        self.assertEqual(len(one.messages()), 2)
        self.assertEqual([session["ended_by"] for session in one.sessions()], ["disconnected"] * 2 + ["rule"] * 2)
        self.assert_hits(one, 2)

    def test_nodemailer_hears_421_at_the_third_mail_of_a_minute(self):
        self.twice(self.play)

    def test_put_again_its_minute_begins_again(self):
        one = self.start_with_rule()
        for _ in range(2):
            for _ in range(2):
                self.assertEqual(smtplib_send(one), {})
            with self.assertRaises(smtplib.SMTPSenderRefused) as refused:
                smtplib_send(one)
            self.assertEqual(refused.exception.smtp_code, 421)
            self.put_rule(one, recipe(self.recipe))
        self.assertEqual(len(one.messages()), 4)


class one_of_three(recipe_test):
    recipe = "no-dave"

    def assert_two_have_it(self, one):
        (mail,) = one.messages()
        self.assertEqual((mail["to"], mail["refused"]), ([BOB, CAROL], [DAVE]))
        (transaction,) = one.get("/v1/transactions")["transactions"]
        self.assertEqual((transaction["outcome"], transaction["refused"]), ("partial", [DAVE]))
        dave = next(to for to in transaction["envelope"]["to"] if to["address"] == DAVE)
        self.assertEqual((dave["rule"], dave["hit"], dave["reply"]["code"]), ("no-dave", 1, 550))
        self.assert_hits(one, 1)

    def by_smtplib(self, one):
        refused = smtplib_send(one, BOB, DAVE, CAROL)
        self.assertEqual(list(refused), [DAVE])
        self.assertEqual(refused[DAVE][0], 550)
        self.assert_two_have_it(one)

    def by_phpmailer(self, one):
        status, output = phpmailer(one, BOB, DAVE, CAROL)
        self.assertEqual(status, 1)
        self.assertIn("The following recipients failed: " + DAVE, output)
        self.assertNotIn(BOB, output)
        self.assert_two_have_it(one)

    def test_smtplib_returns_who_it_was(self):
        self.twice(self.by_smtplib)

    def test_phpmailer_throws_though_the_others_have_their_mail(self):
        self.twice(self.by_phpmailer)

    def test_without_the_rule_both_are_content(self):
        one = self.start()
        self.assertEqual(smtplib_send(one, BOB, DAVE, CAROL), {})
        self.assertEqual(phpmailer(one, BOB, DAVE, CAROL), (0, "sent\n"))


class a_login_that_fails_once(recipe_test):
    recipe = "auth-once"

    def by_nodemailer(self, one):
        with nodemailer(one, auth={"user": "shop", "pass": "secret"}) as mailer:
            refused = mailer.send()["error"]
            self.assertEqual((refused["code"], refused["responseCode"]), ("EAUTH", 535), refused)
            self.all_closed(one, 1)
            self.assertEqual(mailer.send()["accepted"], [BOB])
        self.assert_attempts(one, "PLAIN", "PLAIN")

    def by_smtplib(self, one):
        with smtplib_connection(one) as connection:
            code, _ = connection.login("shop", "secret")
            self.assertEqual(code, 235)
            connection.sendmail(SENDER, [BOB], b"Subject: logged in\r\n\r\n")
        self.assert_attempts(one, "CRAM-MD5", "PLAIN")

    def assert_attempts(self, one, *mechanisms):
        attempts = one.attempts()
        self.assertEqual([each["mechanism"] for each in attempts], list(mechanisms))
        self.assertEqual([each["outcome"] for each in attempts], ["refused", "accepted"])
        self.assertEqual([(each["rule"], each["hit"]) for each in attempts], [("auth-once", 1), (None, None)])
        self.assertEqual(attempts[1]["secret"], masked("secret"))
        self.assertEqual(one.message(wait="0s")["auth"]["attempt"], attempts[1]["id"])
        self.assertEqual(self.rule(one)["state"], "spent")

    def test_nodemailer_fails_and_then_works(self):
        self.twice(self.by_nodemailer)

    def test_smtplib_takes_the_next_mechanism_and_tells_nobody(self):
        self.twice(self.by_smtplib)


class malformed(recipe_test):
    def assert_said(self, one):
        self.all_closed(one, 1)
        (said,) = [event["reply"]["raw"] for event in one.get("/v1/sessions/s1/transcript")["lines"] if event.get("rule")]
        self.assertEqual(said, recipe(self.recipe)["reply"]["raw"])
        self.assert_hits(one, 1)


class words_instead_of_a_code(malformed):
    recipe = "garbage"

    def by_smtplib(self, one):
        with self.assertRaises(smtplib.SMTPSenderRefused) as refused:
            smtplib_send(one)
        self.assertEqual((refused.exception.smtp_code, refused.exception.smtp_error), (-1, b"hen"))
        self.assert_said(one)
        self.assertEqual(one.messages(), [])

    def by_nodemailer(self, one):
        with nodemailer(one) as mailer:
            refused = mailer.send()["error"]
        self.assertEqual(refused, {"code": "EENVELOPE", "command": "MAIL FROM", "message": "Mail command failed: OK then"})
        self.assert_said(one)
        self.assertEqual(one.messages(), [])

    def test_smtplib_makes_it_code_minus_one(self):
        self.twice(self.by_smtplib)

    def test_nodemailer_takes_it_for_a_refusal(self):
        self.twice(self.by_nodemailer)


class a_code_cut_short(malformed):
    recipe = "short-code"

    def by_smtplib(self, one):
        with self.assertRaises(smtplib.SMTPSenderRefused) as refused:
            smtplib_send(one)
        self.assertEqual(refused.exception.smtp_code, 25)
        self.assert_said(one)

    def by_nodemailer(self, one):
        with nodemailer(one) as mailer:
            self.assertEqual(mailer.send()["accepted"], [BOB])
        self.assert_said(one)
        self.assertEqual(len(one.messages()), 1)

    def test_smtplib_takes_it_for_a_refusal(self):
        self.twice(self.by_smtplib)

    def test_nodemailer_takes_it_for_success(self):
        self.twice(self.by_nodemailer)


class spent(recipe_test):
    """A rule's end, and how it begins again, with the greylisting one."""

    recipe = "greylist"

    def refused(self, one):
        """How often a persistent client is refused before its mail is taken."""
        for times in range(10):
            try:
                smtplib_send(one)
                return times
            except smtplib.SMTPRecipientsRefused as refused:
                self.assertEqual(refused.recipients, {BOB: (451, b"4.7.1 Greylisted, try again later")})
        raise AssertionError("refused ten times")

    def play(self, one):
        self.assertEqual(self.refused(one), 2)
        self.assertEqual(self.rule(one)["hits_per"], {BOB: 2})
        self.assertEqual(self.refused(one), 0)
        self.assertEqual(self.rule(one)["last_miss"]["session"], "s4")
        self.assert_hits(one, 2)
        self.put_rule(one, recipe(self.recipe))
        self.assertEqual((self.rule(one)["state"], self.rule(one)["hits"]), ("armed", 0))
        self.assertEqual(self.refused(one), 2)
        self.assertEqual(len(one.messages()), 3)

    def test_a_spent_rule_is_armed_again_by_put(self):
        self.twice(self.play)
