"""Sessions of the tutorials people copy from, typed as they stand there: telnet, nc from a file, openssl s_client."""
import base64
import subprocess
import unittest

from mock import PATIENCE, masked, mock_test
from talk import talk

STANDARD = "AHNvbWV1c2VyQGV4YW1wbGUuYXRtYWlsY2xvdWQuY29tAG15XlBhc3N3MHJk"


def type_lines(client, session):
    """Types a session of lines `C: text`, `S: start of a reply line`; every reply is waited for, as at a terminal."""
    for line in session.strip("\n").split("\n"):
        who, text = line[:2], line[3:]
        if who == "C:":
            client.send(text + "\r\n")
        else:
            got = client.line()
            if not got.startswith(text):
                raise AssertionError(f"expected {text!r}, got {got!r}")


class telnet(mock_test):
    def attempt(self):
        (one,) = self.mock.attempts()
        return one

    def greeted(self, name="example"):
        client = talk(self.mock.smtp)
        self.addCleanup(client.__exit__)
        self.keywords = client.ask("EHLO " + name, 250)
        return client

    def test_the_session_of_the_first_tutorial_sends_its_mail(self):
        client = self.greeted("wheelersoftware.com")
        type_lines(client, """\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: d2lsbGll
S: 334 UGFzc3dvcmQ6
C: ZnVuc210cA==
S: 235
C: MAIL FROM:<darth.vader@deathstar.com>
S: 250
C: RCPT TO:<willie@example.com>
S: 250
C: DATA
S: 354
C: Date: Thu, 27 Mar 2008 23:12:49 -0700 (MST)
C: From: darth.vader@deathstar.com
C: To: willie@example.com
C: Subject: Great article
C: 
C: Hi Willie,
C: I enjoyed your article on TCP/IP-based application protocols.
C: Join me, and together we can rule the galaxy as father and son.
C: Darth Vader
C: .
S: 250
C: QUIT
S: 221""")
        self.assertEqual(client.rest(), b"")
        mail = self.mock.message(to="willie@example.com", wait="0s")
        self.assertEqual(mail["from"], "darth.vader@deathstar.com")
        self.assertEqual(mail["subject"], "Great article")
        self.assertEqual(mail["date"], "2008-03-28T06:12:49Z")
        self.assertEqual(mail["helo"], "wheelersoftware.com")
        self.assertEqual(mail["protocol"], "ESMTPA")
        self.assertEqual((mail["auth"]["mechanism"], mail["auth"]["user"]), ("LOGIN", "willie"))
        self.assertTrue(mail["text"].startswith("Hi Willie,\n"))
        attempt = self.attempt()
        self.assertEqual((attempt["user"], attempt["secret"]), ("willie", masked("funsmtp")))
        self.assertFalse(attempt["initial_response"])
        self.assertEqual(attempt["outcome"], "accepted")

    def test_auth_login_with_the_user_name_as_initial_response(self):
        client = self.greeted()
        client.ask("AUTH LOGIN c29tZXVzZXJAZXhhbXBsZS5hdG1haWxjbG91ZC5jb20=", 334)
        client.ask("bXleUGFzc3cwcmQ=", 235)
        attempt = self.attempt()
        self.assertEqual(attempt["user"], "someuser@example.atmailcloud.com")
        self.assertEqual(attempt["secret"], masked("my^Passw0rd"))
        self.assertTrue(attempt["initial_response"])

    def test_auth_login_with_its_lines_sent_without_waiting(self):
        client = talk(self.mock.smtp)
        self.addCleanup(client.__exit__)
        client.send("EHLO mailserver.com\r\nAUTH LOGIN\r\ndXNlcm5hbWUuY29t\r\nbXlwYXNzd29yZA==\r\nQUIT\r\n")
        self.assertEqual(client.codes_until_closed(), [250, 334, 334, 235, 221])
        attempt = self.attempt()
        self.assertEqual((attempt["user"], attempt["secret"]), ("username.com", masked("mypassword")))

    def test_auth_plain_on_a_line_of_its_own(self):
        client = self.greeted()
        self.assertEqual(client.ask("AUTH PLAIN", 334), ["334 "])
        client.ask(STANDARD, 235)
        attempt = self.attempt()
        self.assertEqual(attempt["user"], "someuser@example.atmailcloud.com")
        self.assertEqual(attempt["secret"], masked("my^Passw0rd"))
        self.assertFalse(attempt["initial_response"])

    def test_auth_plain_with_initial_response(self):
        client = self.greeted("trogdor")
        client.ask("AUTH PLAIN AGtlbm5ldGguYnVyZ2VuZXIASW1CQjE5OTkh", 235)
        attempt = self.attempt()
        self.assertEqual((attempt["user"], attempt["secret"]), ("kenneth.burgener", masked("ImBB1999!")))
        self.assertTrue(attempt["initial_response"])

    def test_lower_case_and_an_authzid_other_than_the_authcid(self):
        client = self.greeted()
        client.ask("auth plain", 334)
        client.ask("dGlnZXJAemV1cy5wAGFkbWluMQBhZG1pbjEyMzQ=", 235)
        attempt = self.attempt()
        self.assertEqual((attempt["authzid"], attempt["user"]), ("tiger@zeus.p", "admin1"))
        self.assertEqual(attempt["secret"], masked("admin1234"))
        client.ask("quit", 221)

    def test_cram_md5_before_any_ehlo(self):
        client = talk(self.mock.smtp)
        self.addCleanup(client.__exit__)
        (challenge,) = client.ask("auth cram-md5", 334)
        self.assertRegex(base64.b64decode(challenge[4:]), rb"^<.+@.+>$")
        client.ask("cG9zdG1hc3RlckBleGFtcGxlLmNvbSBjZWU4Mzk3YWIxMjNhMGQ0ZjNhN2ZkZGJiOWNiODcxOQ==", 235)
        attempt = self.attempt()
        self.assertEqual((attempt["mechanism"], attempt["user"]), ("CRAM-MD5", "postmaster@example.com"))
        self.assertIsNone(attempt["verified"])
        (session,) = self.mock.sessions()
        self.assertIn("auth_before_ehlo", [one["code"] for one in session["diagnostics"]])

    def test_bare_addresses_and_two_recipients(self):
        client = self.greeted()
        type_lines(client, """\
C: MAIL FROM: someuser@example.com
S: 250
C: RCPT TO: other@example.com
S: 250
C: RCPT TO: third@example.com
S: 250
C: DATA
S: 354
C: From: Some User <someuser@example.com>
C: To: Some Other User <other@example.com>
C: Cc: third@example.com
C: Subject: Hello
C: 
C: Hello my friends.
C: .
S: 250""")
        mail = self.mock.message(wait="0s")
        self.assertEqual(mail["from"], "someuser@example.com")
        self.assertEqual(mail["to"], ["other@example.com", "third@example.com"])
        self.assertEqual(mail["bcc"], [])
        self.assertEqual(mail["mailboxes"]["to"], [{"name": "Some Other User", "address": "other@example.com"}])
        codes = [one["code"] for one in mail["diagnostics"]]
        self.assertIn("space_after_colon", codes)

    def test_rcpt_before_mail_is_503_and_an_empty_line_is_an_error_and_the_session_goes_on(self):
        client = self.greeted("trogdor")
        type_lines(client, """\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: a2VubmV0aC5idXJnZW5lcg==
S: 334 UGFzc3dvcmQ6
C: SW1CQjE5OTkh
S: 235
C: RCPT TO: <kenneth@oeey.com>
S: 503
C: MAIL FROM: <kenneth@oeey.com>
S: 250
C: RCPT TO: <kenneth@oeey.com>
S: 250
C: DATA
S: 354
C: Subject: This is a test
C: From: Kenneth <kenneth@oeey.com>
C: To: Kenneth <kenneth@oeey.com>
C: This is a test
C: .
S: 250
C: 
S: 500
C: quit
S: 221""")
        mail = self.mock.message(wait="0s")
        self.assertEqual((mail["from"], mail["to"]), ("kenneth@oeey.com", ["kenneth@oeey.com"]))
        self.assertEqual(mail["subject"], "This is a test")
        self.assertEqual(mail["auth"]["user"], "kenneth.burgener")

    def test_who_talks_before_the_banner_gets_banner_and_reply(self):
        client = talk(self.mock.smtp, banner=False)
        self.addCleanup(client.__exit__)
        client.send("ehlo bob\r\n")
        self.assertTrue(client.line().startswith("220 "))
        client.expect(250)
        (session,) = self.mock.sessions()
        self.assertEqual(session["helo"], "bob")

    def test_quit_as_the_first_command(self):
        client = talk(self.mock.smtp)
        self.addCleanup(client.__exit__)
        client.ask("quit", 221)
        self.assertEqual(client.rest(), b"")


class netcat(mock_test):
    session = ("HELO host.example.com\nMAIL FROM: <test@host.example.com>\nRCPT TO: <bob@example.com>\nDATA\n"
               "From: [Alice] <alice@geek.com>\nTo: <bob@example.com>\nDate: Mon, 12 Apr 2010 14:21:26 -0400\n"
               "Subject: Test Message\n\nHi there!\nThis is supposed to be a real email...\nHave a good day!\nAlice\n\n"
               ".\nQUIT\n")

    def feed(self, *options):
        return subprocess.run(["nc.openbsd", *options, "127.0.0.1", str(self.mock.smtp)], input=self.session.encode(),
                              capture_output=True, timeout=PATIENCE, check=False)

    def assert_delivered(self, done):
        codes = [line[:3] for line in done.stdout.decode().splitlines()]
        self.assertEqual(codes, ["220", "250", "250", "250", "354", "250", "221"], done)
        mail = self.mock.message(to="bob@example.com", wait="0s")
        self.assertEqual(mail["from"], "test@host.example.com")
        self.assertEqual(mail["subject"], "Test Message")
        self.assertEqual(mail["mailboxes"]["from"][0]["address"], "alice@geek.com")
        self.assertEqual(mail["raw_headers"][0]["raw"].strip(), "[Alice] <alice@geek.com>")
        body = self.session.split("DATA\n")[1].split(".\nQUIT")[0]
        self.assertEqual(self.mock.raw(mail), body.encode())

    def test_a_whole_session_from_a_file_with_lf_only(self):
        self.assert_delivered(self.feed())

    def test_the_same_when_nc_closes_its_half_at_the_end_of_the_file(self):
        self.assert_delivered(self.feed("-N"))


class s_client(mock_test):
    session = ("EHLO EXAMPLE\nAUTH PLAIN\n" + STANDARD + "\nMAIL FROM: a@example.com\nRCPT TO: b@example.com\nDATA\n"
               "From: a@example.com\nTo: b@example.com\nSubject: Hello everyone!\n\n"
               "A little spoofed message\n\nI hope you enjoyed this blog post.\n.\nQUIT\n")

    def typed(self, *where):
        done = subprocess.run(["openssl", "s_client", *where, "-crlf", "-quiet"], input=self.session.encode(),
                              capture_output=True, timeout=PATIENCE, check=False)
        mail = self.mock.message(to="b@example.com", wait="5s")
        self.assertEqual(mail["protocol"], "ESMTPSA")
        self.assertEqual(mail["auth"]["mechanism"], "PLAIN")
        self.assertEqual(mail["auth"]["user"], "someuser@example.atmailcloud.com")
        self.assertEqual(mail["tls"]["version"], "TLSv1.3")
        self.assertEqual(mail["subject"], "Hello everyone!")
        self.assertIn(b"235 ", done.stdout)
        self.assertIn(b"221 ", done.stdout)
        return mail, done

    def test_starttls(self):
        mail, done = self.typed("-connect", f"127.0.0.1:{self.mock.smtp}", "-starttls", "smtp")
        self.assertEqual(mail["tls"]["mode"], "starttls")
        self.assertEqual(mail["helo"], "EXAMPLE")
        # Its own EHLO before STARTTLS it keeps to itself; from the typed one the keyword is gone.
        self.assertIn(b"250-PIPELINING", done.stdout)
        self.assertNotIn(b"STARTTLS", done.stdout)

    def test_implicit_tls(self):
        mail, done = self.typed("-connect", f"127.0.0.1:{self.mock.smtps}")
        self.assertEqual(mail["tls"]["mode"], "implicit")
        self.assertTrue(done.stdout.startswith(b"220 "), done.stdout[:80])
        self.assertNotIn(b"STARTTLS", done.stdout)


if __name__ == "__main__":
    unittest.main()
