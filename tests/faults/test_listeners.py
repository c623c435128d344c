"""The mail server is down, or hangs up on an idle connection; nothing of it needs a rule."""
import smtplib

from errand import SENDER
from recipes import recipe_test
from sending import BOB, MESSAGE, curl, nodemailer, smtplib_connection, smtplib_send


class a_server_that_is_down(recipe_test):
    def accept(self, one, accepting):
        self.call(one, "PATCH", "/v1/listeners/smtp", {"accepting": accepting})

    def play(self, one):
        with nodemailer(one) as mailer:
            self.accept(one, False)
            self.assertEqual(mailer.send()["error"]["code"], "ESOCKET")
            self.assertEqual(curl(one)[0], 7)  # "failed to connect"
            with self.assertRaises(ConnectionRefusedError):
                smtplib_send(one)
            self.assertEqual(one.sessions(), [])
            self.accept(one, True)
            self.assertEqual(mailer.send()["accepted"], [BOB])
            self.all_closed(one, 1)
        self.assertEqual(curl(one), (0, ""))
        self.assertEqual(smtplib_send(one), {})
        self.assertEqual(len(one.messages()), 3)

    def test_clients_are_refused_until_it_is_up_again(self):
        self.twice(self.play)

    def test_who_is_in_stays_in(self):
        one = self.start()
        with smtplib_connection(one) as connection:
            connection.ehlo()
            self.accept(one, False)
            self.assertEqual(connection.sendmail(SENDER, [BOB], MESSAGE), {})


class an_idle_connection_that_is_closed(recipe_test):
    def close(self, one, **how):
        return self.call(one, "POST", "/v1/sessions/close", {"match": {"helo": "client.example.org"}} | how)

    def by_a_pool(self, one):
        with nodemailer(one, pool=True, maxConnections=1) as mailer:
            self.assertEqual(mailer.send()["response"], "250 2.0.0 Ok: queued as m1")
            self.assertEqual(mailer.send()["response"], "250 2.0.0 Ok: queued as m2")
            self.assertEqual([(each["state"], each["messages"]) for each in one.sessions()], [("open", 2)])
            self.close(one)
            self.all_closed(one, 1)
            self.assertEqual(mailer.send()["response"], "250 2.0.0 Ok: queued as m3")
        self.all_closed(one, 2)
        self.assertEqual([mail["session"] for mail in one.messages()], ["s1", "s1", "s2"])

    def by_smtplib(self, one):
        connection = smtplib_connection(one)
        self.assertEqual(connection.sendmail(SENDER, [BOB], MESSAGE), {})
        self.close(one, reply="421 4.3.2 Going down for maintenance")
        with self.assertRaises(smtplib.SMTPException) as failure:
            connection.sendmail(SENDER, [BOB], MESSAGE)
        self.assertIn("421", str(failure.exception))
        connection.connect("127.0.0.1", one.smtp)
        self.assertEqual(connection.sendmail(SENDER, [BOB], MESSAGE), {})
        connection.quit()
        self.all_closed(one, 2)
        self.assertEqual([mail["session"] for mail in one.messages()], ["s1", "s2"])

    def test_nodemailers_pool_connects_again(self):
        self.twice(self.by_a_pool)

    def test_smtplib_hears_the_reason_and_has_to_connect_again(self):
        self.twice(self.by_smtplib)
