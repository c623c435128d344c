"""Who may log in, and how."""
import os
import struct
import tempfile
import unittest

from mock import WORK
from world import (b64, cram_answer, cram_challenge, login, mock_test, offered, port, reply_to, run, secure, talk,
                   trusting, written)


def keytab(folder):
    """A file with one key, of smtp/localhost@EXAMPLE.TEST (MIT's keytab format, version 2)."""
    def counted(octets):
        return struct.pack(">H", len(octets)) + octets
    entry = (struct.pack(">H", 2) + counted(b"EXAMPLE.TEST") + counted(b"smtp") + counted(b"localhost")
             + struct.pack(">IIBH", 1, 0, 1, 18) + counted(bytes(32)))
    path = os.path.join(folder, "krb5.keytab")
    with open(path, "wb") as file:
        file.write(b"\5\2" + struct.pack(">i", len(entry)) + entry)
    return path


class login_test(mock_test):
    def setUp(self):
        pass

    def folder(self):
        made = tempfile.TemporaryDirectory(dir=WORK)
        self.addCleanup(made.cleanup)
        return made.name

    def codes(self, mock, *credentials):
        """The reply code to each name and password, each in a session of its own."""
        found = []
        for name, password in credentials:
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                found.append(int(reply_to(client, "AUTH PLAIN " + b64(f"\0{name}\0{password}"))[:3]))
        return found


class users(login_test):
    def check_two_users(self, mock):
        self.assertEqual(self.codes(mock, ("app", "one"), ("app", "two"), ("shop", "three"), ("app", "three"),
                                    ("shop", "one"), ("nobody", "one")), [235, 235, 235, 535, 535, 535])
        self.assertEqual([(one["verified"], one["credential"], one["because"]) for one in mock.attempts()],
                         [(True, 0, "password matches"), (True, 1, "password matches"), (True, 0, "password matches"),
                          (False, None, "wrong password"), (False, None, "wrong password"),
                          (False, None, "no such user")])

    def test_without_users_everyone_is_let_in_and_nobody_is_verified(self):
        mock = self.start()
        self.assertEqual(self.codes(mock, ("anyone", "anything")), [235])
        self.assertIsNone(mock.attempts()[0]["verified"])

    def test_users_on_the_command_line(self):
        self.check_two_users(self.start("--user", "app:one", "--user", "app:two", "--user", "shop:three"))

    def test_users_in_the_environment(self):
        self.check_two_users(self.start(environment={"MOCKSMTP_USER": "app:one\napp:two\nshop:three"}))
        self.check_two_users(self.start(environment={"MOCKSMTP_USER": '["app:one", "app:two", "shop:three"]'}))

    def test_users_in_a_file(self):
        mock = self.start()
        path = written(mock.folder.name, "users", "app:one\napp:two\nshop:three\n")
        self.check_two_users(self.start("--user-file", path))
        self.check_two_users(self.start("--user", "@" + path))
        self.check_two_users(self.start(environment={"MOCKSMTP_USER_FILE": path}))

    def test_users_in_the_configuration_file(self):
        mock = self.start()
        path = written(mock.folder.name, "c.json", '{"user": ["app:one", "app:two", "shop:three"]} // all of them')
        self.check_two_users(self.start("--config", path))
        self.check_two_users(self.start(environment={"MOCKSMTP_CONFIG": path}))

    def test_a_password_may_hold_colons_and_octets_beyond_ascii(self):
        mock = self.start("--user", "app:o:n:é")
        self.assertEqual(self.codes(mock, ("app", "o:n:é"), ("app", "o")), [235, 535])

    def test_every_mechanism_asks_the_same_users(self):
        mock = self.start("--user", "app:one")
        for password, code in (("one", 235), ("two", 535)):
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask("AUTH LOGIN " + b64("app"), 334)
                client.ask(b64(password), code)
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask(cram_answer(cram_challenge(client), "app", password), code)
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                said = reply_to(client, "AUTH XOAUTH2 " + b64(f"user=app\1auth=Bearer {password}\1\1"))
                self.assertEqual(said[:3], "235" if code == 235 else "334")
                if code != 235:
                    client.ask("", 535)
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                said = reply_to(client, "AUTH OAUTHBEARER " + b64(f"n,a=app,\1auth=Bearer {password}\1\1"))
                self.assertEqual(said[:3], "235" if code == 235 else "334")
                if code != 235:
                    client.ask("AQ==", 535)
        self.assertEqual([(one["mechanism"], one["verified"]) for one in mock.attempts()],
                         [("LOGIN", True), ("CRAM-MD5", True), ("XOAUTH2", True), ("OAUTHBEARER", True),
                          ("LOGIN", False), ("CRAM-MD5", False), ("XOAUTH2", False), ("OAUTHBEARER", False)])


class default_password(login_test):
    def test_it_is_that_of_every_other_name(self):
        for how in ({"environment": {"MOCKSMTP_DEFAULT_PASSWORD": "common"}}, {}):
            options = () if how else ("--default-password", "common")
            mock = self.start("--user", "app:one", *options, **how)
            self.assertEqual(self.codes(mock, ("app", "one"), ("anyone", "common"), ("app", "common"),
                                        ("anyone", "one")), [235, 235, 535, 535])

    def test_alone_it_closes_an_open_server(self):
        mock = self.start("--default-password", "common")
        self.assertEqual(self.codes(mock, ("anyone", "common"), ("anyone", "else")), [235, 535])

    def test_it_can_be_in_a_file_that_the_environment_names(self):
        path = written(self.start().folder.name, "secret", "common\n")
        mock = self.start(environment={"MOCKSMTP_DEFAULT_PASSWORD_FILE": path})
        self.assertEqual(self.codes(mock, ("anyone", "common"), ("anyone", "common\n")), [235, 535])


class mechanisms(login_test):
    def check(self, mock, *wanted):
        with talk(mock.smtp) as client:
            self.assertEqual(offered(client)["AUTH"], list(wanted))
        others = {"PLAIN", "LOGIN", "CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "NTLM", "XOAUTH2", "OAUTHBEARER", "EXTERNAL",
                  "ANONYMOUS", "GSSAPI", "NONSENSE"} - set(wanted)
        # Each in a session of its own, for too many failures end one.
        for name, code in [(one, 504) for one in others] + [(one, 334) for one in wanted]:
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask("AUTH " + name, code)
                if code == 334:
                    client.ask("*", 501)

    def test_set_and_order_are_as_given(self):
        self.check(self.start(), "PLAIN", "LOGIN", "CRAM-MD5", "CRAM-SHA1", "NTLM", "XOAUTH2", "OAUTHBEARER")
        # Given a password, the server can prove that it knows it too.
        self.check(self.start("--user", "app:one"), "PLAIN", "LOGIN", "CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "NTLM",
                   "XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-512", "SCRAM-SHA-384", "SCRAM-SHA-256", "SCRAM-SHA-224",
                   "SCRAM-SHA-1")
        self.check(self.start("--mechanisms", "CRAM-MD5,PLAIN"), "CRAM-MD5", "PLAIN")
        self.check(self.start("--mechanisms", "login", "--mechanisms", "PLAIN"), "LOGIN", "PLAIN")
        self.check(self.start(environment={"MOCKSMTP_MECHANISMS": "XOAUTH2"}), "XOAUTH2")
        self.check(self.start("--mechanisms", "ANONYMOUS,OAUTHBEARER"), "ANONYMOUS", "OAUTHBEARER")

    def test_gssapi_is_offered_by_itself_once_there_is_a_keytab(self):
        self.check(self.start("--mechanisms", "GSSAPI"), "GSSAPI")
        for how in ("--keytab", keytab(self.folder())), {"MOCKSMTP_KEYTAB": keytab(self.folder())}:
            mock = self.start(*how) if isinstance(how, tuple) else self.start(environment=how)
            with talk(mock.smtp) as client:
                self.assertIn("GSSAPI", offered(client)["AUTH"])
                client.ask("AUTH GSSAPI", 334)
                client.ask(b64("no ticket"), 501)
            self.assertEqual(mock.attempts()[0]["because"], "GSSAPI token is no initial token")

    def test_a_keytab_that_cannot_be_used_ends_the_program_with_its_name(self):
        broken = written(self.folder(), "broken", "no keytab")
        for path, why in (("/nowhere/krb5.keytab", "No such file or directory"), (broken, "it is no keytab"),
                          (self.folder(), "Is a directory")):
            done = run("--keytab", path, "--check-config")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"--keytab: cannot use the keytab {path}: {why}; ", done.stderr)

    def test_external_is_offered_where_a_client_can_have_shown_a_certificate(self):
        mock = self.start("--mechanisms", "PLAIN,EXTERNAL")
        self.check(mock, "PLAIN")
        with secure(mock.smtp, trusting(mock)) as client:
            self.assertEqual(offered(client)["AUTH"], ["PLAIN", "EXTERNAL"])
            client.ask("AUTH EXTERNAL =", 535)
        attempt = mock.attempts()[-1]
        self.assertEqual((attempt["verified"], attempt["because"]), (False, "no client certificate"))

    def test_anonymous_lets_in_by_its_name_even_with_users(self):
        mock = self.start("--user", "app:one", "--mechanisms", "ANONYMOUS", "--require-auth")
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("AUTH ANONYMOUS " + b64("bob@example.test"), 235)
            client.send_mail(b"Subject: by nobody\r\n\r\n", greet=False)
        (attempt,) = mock.attempts(user="anonymous")
        self.assertEqual((attempt["verified"], attempt["fields"]), (None, {"trace": "bob@example.test"}))
        self.assertEqual(mock.messages()[0]["auth"]["user"], "anonymous")

    def test_an_offer_can_depend_on_tls(self):
        mock = self.start("--mechanisms", "CRAM-MD5/plain,LOGIN,PLAIN/tls")
        self.check(mock, "CRAM-MD5", "LOGIN")
        with secure(mock.smtp, trusting(mock)) as client:
            self.assertEqual(offered(client)["AUTH"], ["LOGIN", "PLAIN"])
            client.ask("AUTH CRAM-MD5", 504)

    def test_none_offers_no_auth_at_all(self):
        mock = self.start("--mechanisms", "none")
        with talk(mock.smtp) as client:
            self.assertNotIn("AUTH", offered(client))
            client.ask("AUTH PLAIN", 503)

    def test_a_listener_can_have_its_own(self):
        mock = self.start("--mechanisms", "PLAIN", "--listen",
                          "plain:127.0.0.1:0,name=own,mechanisms=LOGIN+CRAM-MD5,require-auth",
                          "--listen", "plain:127.0.0.1:0,name=safe,require-tls")
        with talk(port(mock, "smtp")) as client:
            self.assertEqual(offered(client)["AUTH"], ["PLAIN"])
            client.send_mail(b"Subject: free\r\n\r\n", greet=False)
        with talk(port(mock, "own")) as client:
            self.assertEqual(offered(client)["AUTH"], ["LOGIN", "CRAM-MD5"])
            client.ask("MAIL FROM:<app@example.test>", 530)
        with talk(port(mock, "safe")) as client:
            self.assertNotIn("AUTH", offered(client))
            client.ask("MAIL FROM:<app@example.test>", 530)

    def test_a_user_can_be_held_to_some(self):
        mock = self.start("--user", "app:one", "--user", "shop:two", "--user-mechanisms", "app:LOGIN,CRAM-MD5")
        self.assertEqual(self.codes(mock, ("app", "one"), ("shop", "two")), [535, 235])
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask(cram_answer(cram_challenge(client), "app", "one"), 235)
        self.assertEqual([(one["verified"], one["outcome"], one["because"]) for one in mock.attempts()],
                         [(True, "refused", "mechanism not allowed for this account"),
                          (True, "accepted", "password matches"), (True, "accepted", "password matches")])

    def test_a_challenge_can_be_pinned(self):
        # RFC 2195 section 2, to the octet.
        mock = self.start("--user", "tim:tanstaaftanstaaf", "--challenge",
                          "CRAM-MD5:PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+")
        for _ in range(2):
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                self.assertEqual(reply_to(client, "AUTH CRAM-MD5"),
                                 "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+")
                client.ask("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw", 235)

    def test_what_was_not_offered_is_an_attempt_too(self):
        mock = self.start("--mechanisms", "CRAM-MD5")
        self.assertEqual(self.codes(mock, ("app", "one")), [504])
        (attempt,) = mock.attempts()
        self.assertEqual((attempt["mechanism"], attempt["offered"], attempt["outcome"]),
                         ("PLAIN", ["CRAM-MD5"], "unsupported"))


class accounts(login_test):
    def put(self, mock, name, body):
        return mock.request("PUT", f"/v1/accounts/{name}", body, {"Content-Type": "application/json"})

    def test_a_password_can_change_while_the_program_runs_until_the_reset(self):
        mock = self.start("--user", "app:one")
        self.assertEqual(self.codes(mock, ("app", "one")), [235])
        self.assertEqual(self.put(mock, "app", b'{"password": "two"}').status, 200)
        self.assertEqual(self.codes(mock, ("app", "one"), ("app", "two")), [535, 235])
        self.assertEqual(self.put(mock, "app", b'{"password": "two", "enabled": false}').status, 200)
        self.assertEqual(self.codes(mock, ("app", "two")), [535])
        self.assertEqual(mock.attempts()[-1]["because"], "account disabled")
        self.assertEqual(mock.request("DELETE", "/v1/accounts/app").status, 200)
        self.assertEqual(self.codes(mock, ("app", "anything")), [235])
        mock.request("POST", "/v1/reset")
        self.assertEqual(self.codes(mock, ("app", "one"), ("app", "two")), [235, 535])


class required(login_test):
    def test_require_auth_refuses_mail_before_auth(self):
        for mock in (self.start("--require-auth"), self.start(environment={"MOCKSMTP_REQUIRE_AUTH": "true"})):
            with talk(mock.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask("MAIL FROM:<app@example.test>", 530)
                client.ask("RCPT TO:<bob@example.test>", 503)
                client.ask("DATA", 503)
                login(client, "app", "any")
                client.send_mail(b"Subject: now\r\n\r\n", greet=False)
            self.assertEqual([one["auth"]["user"] for one in mock.messages()], ["app"])

    def test_one_listener_can_do_without_what_the_others_require(self):
        mock = self.start("--require-auth", "--require-tls", "--listen",
                          "plain:127.0.0.1:0,name=open,require-auth=false,require-tls=false")
        for where, code in ((mock.smtp, 530), (port(mock, "open"), 250)):
            with talk(where) as client:
                client.ask("EHLO client.example.org", 250)
                client.ask("MAIL FROM:<app@example.test>", code)

    def test_require_auth_can_be_off_in_the_environment(self):
        mock = self.start(environment={"MOCKSMTP_REQUIRE_AUTH": "no", "MOCKSMTP_REQUIRE_TLS": "0"})
        with talk(mock.smtp) as client:
            client.send_mail(b"Subject: free\r\n\r\n")

    def test_require_tls_refuses_auth_and_mail_before_starttls(self):
        for mock in (self.start("--require-tls"), self.start(environment={"MOCKSMTP_REQUIRE_TLS": "yes"})):
            with talk(mock.smtp) as client:
                self.assertNotIn("AUTH", offered(client))
                login(client, "app", "any", 530)
                client.ask("MAIL FROM:<app@example.test>", 530)
                client.ask("NOOP", 250)
            self.assertEqual([(one["outcome"], one["reply"]["code"]) for one in mock.attempts()], [("refused", 530)])
            with secure(mock.smtp, trusting(mock)) as client:
                self.assertIn("AUTH", offered(client))
                login(client, "app", "any")
                client.send_mail(b"Subject: inside\r\n\r\n", greet=False)
            with secure(mock.smtps, trusting(mock), kind="implicit") as client:
                client.send_mail(b"Subject: inside from the start\r\n\r\n")
            self.assertEqual([one["tls"]["mode"] for one in mock.messages()], ["starttls", "implicit"])


if __name__ == "__main__":
    unittest.main()
