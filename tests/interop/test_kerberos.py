"""Clients with a Kerberos ticket from a real KDC, on every kind of connection, and tickets that will not do."""
import base64
import os
import subprocess
import tempfile
import unittest

from mock import PATIENCE, WORK, mock_test
from realm import REALM, realm
from talk import b64, talk

SENDER, RECIPIENT = "app@example.test", "bob@example.test"
MESSAGE = b"From: <app@example.test>\r\nTo: <bob@example.test>\r\nSubject: by ticket\r\n\r\nhello\r\n"
PLAIN, STARTTLS, IMPLICIT = "plain", "starttls", "implicit"


def setUpModule():
    global kdc, keytab
    folder = tempfile.TemporaryDirectory(dir=WORK)
    unittest.addModuleCleanup(folder.cleanup)
    kdc = realm(folder.name)
    unittest.addModuleCleanup(kdc.stop)
    keytab = kdc.keytab("smtp.keytab", "smtp/localhost")
    kdc.log_in()


class kerberos_test(mock_test):
    def setUp(self):
        self.mock = self.start("--keytab", str(keytab))

    def run_client(self, mock, *command, **how):
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=PATIENCE, check=False,
                              **({"input": MESSAGE, "env": kdc.environment} | how))
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace") + mock.log

    def authority(self, mock):
        path = mock.folder.name + "/ca.pem"
        with open(path, "wb") as file:
            file.write(mock.request("GET", "/v1/tls/ca.pem").body)
        return path

    def assert_ticket_taken(self, mock, kind):
        (attempt,) = mock.attempts()
        self.assertEqual((attempt["mechanism"], attempt["outcome"], attempt["user"], attempt["verified"]),
                         ("GSSAPI", "accepted", "test", True), attempt)
        self.assertIn(attempt["authzid"], (None, "test"))
        self.assertEqual(attempt["realm"], REALM)
        found = attempt["fields"]
        self.assertEqual((found["principal"], found["service"], found["security_layer"]),
                         (f"test@{REALM}", "smtp/localhost", "none"))
        self.assertEqual(attempt["tls"] and attempt["tls"]["mode"], None if kind == PLAIN else kind)


class client:
    """What every client has to manage; `send` is its exit status and output."""

    sends_mail = True

    def check(self, kind):
        status, output = self.send(self.mock, kind)
        self.assertEqual(status, 0, output)
        self.assert_ticket_taken(self.mock, kind)
        if self.sends_mail:
            (mail,) = self.mock.messages()
            self.assertEqual((mail["from"], mail["to"], mail["subject"]), (SENDER, [RECIPIENT], "by ticket"))
            self.assertEqual((mail["auth"]["mechanism"], mail["auth"]["user"]), ("GSSAPI", "test"))
            self.assertEqual(mail["protocol"], "ESMTPA" if kind == PLAIN else "ESMTPSA")

    def test_plain(self):
        self.check(PLAIN)

    def test_starttls(self):
        self.check(STARTTLS)

    def test_implicit_tls(self):
        self.check(IMPLICIT)


class curl(client, kerberos_test):
    def send(self, mock, kind):
        where = f"smtps://localhost:{mock.smtps}" if kind == IMPLICIT else f"smtp://localhost:{mock.smtp}"
        return self.run_client(
            mock, "curl", "-sS", where + "/client.example.org", *(["--ssl-reqd"] if kind == STARTTLS else []), "--cacert",
            self.authority(mock), "--mail-from", SENDER, "--mail-rcpt", RECIPIENT, "--user", ":", "--login-options",
            "AUTH=GSSAPI", "-T", "-")


class msmtp(client, kerberos_test):
    def send(self, mock, kind):
        tls = {PLAIN: ["--tls=off"], STARTTLS: ["--tls=on", "--tls-starttls=on"],
               IMPLICIT: ["--tls=on", "--tls-starttls=off"]}[kind]
        return self.run_client(
            mock, "msmtp", "--host=localhost", f"--port={mock.smtps if kind == IMPLICIT else mock.smtp}", *tls,
            *([] if kind == PLAIN else ["--tls-trust-file=" + self.authority(mock)]), "--domain=client.example.org",
            "--auth=gssapi", "--user=test", "--from=" + SENDER, RECIPIENT)


class s_nail(client, kerberos_test):
    def send(self, mock, kind):
        where = f"smtps://test@localhost:{mock.smtps}" if kind == IMPLICIT else f"smtp://test@localhost:{mock.smtp}"
        return self.run_client(
            mock, "s-nail", "-n", "-Sv15-compat", "-Smta=" + where, *(["-Ssmtp-use-starttls"] if kind == STARTTLS else []),
            "-Stls-ca-no-defaults", "-Stls-verify=strict", "-Stls-ca-file=" + self.authority(mock), "-Ssmtp-auth=gssapi",
            "-Shostname=client.example.org", "-Sfrom=" + SENDER, "-s", "by ticket",
            RECIPIENT, input=b"hello\n")


class mutt(client, kerberos_test):
    def send(self, mock, kind):
        settings = mock.folder.name + "/muttrc"
        where = f"smtps://test@localhost:{mock.smtps}/" if kind == IMPLICIT else f"smtp://test@localhost:{mock.smtp}/"
        with open(settings, "w", encoding="ascii") as file:
            file.write(f"set smtp_url={where}\nset smtp_authenticators=gssapi\nset from={SENDER}\nset use_from=yes\n"
                       f"set envelope_from_address={SENDER}\nset use_envelope_from=yes\n"
                       f"set ssl_starttls={'yes' if kind == STARTTLS else 'no'}\nset ssl_force_tls=no\n"
                       f"set certificate_file={self.authority(mock)}\nset ssl_usesystemcerts=no\nset copy=no\n"
                       "set hostname=client.example.org\nset record=''\n")
        return self.run_client(mock, "mutt", "-n", "-F", settings, "-s", "by ticket", RECIPIENT, input=b"hello\n")


class gsasl(client, kerberos_test):
    sends_mail = False  # it logs in and leaves
    test_implicit_tls = None  # it knows STARTTLS only

    def send(self, mock, kind):
        return self.run_client(
            mock, "gsasl", "--smtp", "--connect", f"localhost:{mock.smtp}",
            *(["--no-starttls"] if kind == PLAIN else ["--starttls", "--x509-ca-file=" + self.authority(mock)]),
            "-m", "GSSAPI", "-a", "test", "-z", "test", "--hostname=localhost", "--service=smtp", input=b"")


class perl_net_smtp(client, kerberos_test):
    PROGRAM = """
        my ($port, $kind, $authority, $from, $to) = @ARGV;
        my $smtp = Net::SMTP->new("localhost", Port => $port, Hello => "client.example.org", SSL => $kind eq "implicit",
            SSL_ca_file => $authority) or die "no connection: $@";
        $smtp->starttls(SSL_ca_file => $authority) or die "no STARTTLS" if $kind eq "starttls";
        $smtp->auth(Authen::SASL->new(mechanism => "GSSAPI", callback => { user => "test" })) or die $smtp->message;
        $smtp->mail($from) and $smtp->to($to) and $smtp->data(<STDIN>) or die $smtp->message;
        $smtp->quit;
    """

    def send(self, mock, kind):
        return self.run_client(mock, "perl", "-MNet::SMTP", "-MAuthen::SASL", "-e", self.PROGRAM,
                               mock.smtps if kind == IMPLICIT else mock.smtp, kind, self.authority(mock), SENDER, RECIPIENT)


class tickets(kerberos_test):
    """Tickets and keytabs that do not go together; curl's own words are not of interest here, ours are."""

    def send(self, mock, **changed):
        return self.run_client(mock, "curl", "-sS", f"smtp://localhost:{mock.smtp}/client.example.org", "--mail-from", SENDER,
                               "--mail-rcpt", RECIPIENT, "--user", ":", "--login-options", "AUTH=GSSAPI", "-T", "-",
                               env=kdc.environment | changed)

    def refused(self, mock, **changed):
        status, output = self.send(mock, **changed)
        self.assertNotEqual(status, 0, output)
        self.assertEqual(mock.messages(), [])
        (attempt,) = mock.attempts()
        self.assertEqual(attempt["outcome"], "refused")
        return attempt

    def request(self, mock=None):
        """A genuine first token, from a client that gets in with it."""
        status, output = self.send(mock or self.mock)
        self.assertEqual(status, 0, output)
        exchange = (mock or self.mock).attempts()[-1]["exchange"]
        return next(one["line"] for one in exchange if one["dir"] == "client" and one["line"] != "AUTH GSSAPI")

    def test_a_keytab_of_another_service_refuses_the_ticket(self):
        mock = self.start("--keytab", str(kdc.keytab("imap.keytab", "imap/localhost")))
        attempt = self.refused(mock)
        self.assertEqual((attempt["user"], attempt["verified"]), (None, False))
        self.assertIn("smtp/localhost", attempt["because"])

    def test_keys_that_are_no_longer_the_services_refuse_the_ticket(self):
        old = kdc.keytab("old.keytab", "smtp/localhost")
        kdc.admin("cpw -randkey smtp/localhost")
        self.addCleanup(kdc.admin, f"ktadd -k {keytab} smtp/localhost")
        self.addCleanup(kdc.log_in)
        kdc.log_in()
        attempt = self.refused(self.start("--keytab", str(old)))
        self.assertEqual(attempt["verified"], False)

    def test_without_a_keytab_the_ticket_is_shown_and_refused(self):
        mock = self.start("--mechanisms", "GSSAPI")
        attempt = self.refused(mock)
        self.assertEqual((attempt["verified"], attempt["because"]), (None, "no keytab: the ticket cannot be checked"))
        found = attempt["fields"]
        self.assertEqual((found["realm"], found["service"]), (REALM, "smtp/localhost"))
        self.assertTrue(found["ticket_encryption"].startswith("aes256"))

    def test_a_token_with_one_octet_changed_is_refused(self):
        mock = self.start("--keytab", str(keytab), "--show-secrets")
        token = bytearray(base64.b64decode(self.request(mock)))
        token[-1] ^= 1
        with talk(mock.smtp) as raw:
            raw.ask("AUTH GSSAPI", 334)
            raw.ask(base64.b64encode(token).decode(), 535)
        self.assertEqual(mock.attempts()[-1]["verified"], False)

    def test_the_same_token_in_another_session_gets_an_answer_but_not_in(self):
        mock = self.start("--keytab", str(keytab), "--show-secrets")
        token = self.request(mock)
        with talk(mock.smtp) as raw:
            raw.ask("AUTH GSSAPI", 334)
            raw.ask(token, 334)
            raw.ask("AQAAAA==", 501)
        self.assertEqual(mock.attempts()[-1]["outcome"], "malformed")

    def test_with_users_the_principal_has_to_be_one(self):
        for name, outcome in (("test", "accepted"), (f"test@{REALM}", "accepted"), ("other", "refused")):
            mock = self.start("--keytab", str(keytab), "--user", f"{name}:unused")
            self.send(mock)
            (attempt,) = mock.attempts()
            self.assertEqual((attempt["outcome"], attempt["verified"]), (outcome, True), attempt)
            self.assertEqual(attempt["user"], name if outcome == "accepted" else "test")

    def test_the_environment_of_the_server_does_not_matter(self):
        mock = self.start("--mechanisms", "GSSAPI", environment={"KRB5_KTNAME": f"FILE:{keytab}"})
        self.refused(mock)
        mock = self.start("--keytab", str(keytab), environment={"KRB5_KTNAME": "FILE:/nowhere",
                                                                "KRB5RCACHENAME": "dfl:", "KRB5RCACHEDIR": "/nowhere"})
        status, output = self.send(mock)
        self.assertEqual(status, 0, output)
        self.assertFalse([name for name in os.listdir("/var/tmp") if name.startswith("krb5") and
                          os.stat("/var/tmp/" + name).st_ctime > os.stat(mock.folder.name).st_ctime])


class layers(kerberos_test):
    """What the exchange agreed on protects all that follows: a client of RFC 4752 by hand, over MIT's library."""

    def setUp(self):
        self.mock = self.start("--keytab", str(keytab), "--security-layers")

    def log_in(self, raw, layer, size=65536):
        """A context and its layer; the socket speaks wrapped afterwards."""
        # The library reads its environment when it is asked, so a process of its own would be no different.
        os.environ.update({name: kdc.environment[name] for name in ("KRB5_CONFIG", "KRB5CCNAME")})
        import gssapi
        service = gssapi.Name("smtp@localhost", gssapi.NameType.hostbased_service)
        context = gssapi.SecurityContext(name=service, usage="initiate", flags=(
            gssapi.RequirementFlag.mutual_authentication | gssapi.RequirementFlag.integrity |
            gssapi.RequirementFlag.confidentiality | gssapi.RequirementFlag.out_of_sequence_detection))
        (line,) = raw.ask("AUTH GSSAPI " + b64(context.step()), 334)
        self.assertIsNone(context.step(base64.b64decode(line[4:])))
        (line,) = raw.ask("", 334)
        offer = context.unwrap(base64.b64decode(line[4:])).message
        self.assertEqual(offer, bytes([7, 1, 0, 0]))
        raw.ask(b64(context.wrap(bytes([layer]) + size.to_bytes(3, "big"), False).message), 235)
        return context

    def wrapped(self, context, text, layer):
        sealed = context.wrap(text.encode(), layer == 4).message
        return len(sealed).to_bytes(4, "big") + sealed

    def answer(self, raw, context, layer, at_most=65536):
        """The next buffer of the server, opened."""
        def octets(count):
            got = b""
            while len(got) < count:
                more = raw.socket.recv(count - len(got))
                if not more:
                    raise EOFError("closed")
                got += more
            return got
        length = int.from_bytes(octets(4), "big")
        self.assertLessEqual(length, at_most)
        opened = context.unwrap(octets(length))
        self.assertEqual(opened.encrypted, layer == 4)
        return opened.message.decode()

    def test_mail_goes_in_signed_or_encrypted(self):
        for layer, name in ((2, "integrity"), (4, "confidentiality")):
            with talk(self.mock.smtp) as raw:
                context = self.log_in(raw, layer)
                for line, code in (("EHLO client.example.org\r\n", "250"), (f"MAIL FROM:<{SENDER}>\r\n", "250"),
                                   (f"RCPT TO:<{RECIPIENT}>\r\n", "250"), ("DATA\r\n", "354"),
                                   ("Subject: inside a layer\r\n\r\n.\r\n", "250"), ("QUIT\r\n", "221")):
                    octets = self.wrapped(context, line, layer)
                    raw.send(octets[:3])
                    raw.send(octets[3:])
                    self.assertTrue(self.answer(raw, context, layer).startswith(code))
            attempt = self.mock.attempts()[-1]
            self.assertEqual((attempt["outcome"], attempt["fields"]["security_layer"]), ("accepted", name))
        self.assertEqual([one["subject"] for one in self.mock.messages()], ["inside a layer"] * 2)

    def test_a_client_gets_no_buffer_larger_than_it_takes(self):
        with talk(self.mock.smtp) as raw:
            context = self.log_in(raw, 4, size=100)
            raw.send(self.wrapped(context, "EHLO client.example.org\r\n", 4))
            text = ""
            while "250 " not in text:
                text += self.answer(raw, context, 4, at_most=100)
            self.assertIn("250-PIPELINING", text)

    def test_whoever_changes_an_octet_or_sends_one_buffer_twice_is_cut_off(self):
        for spoil in (lambda octets: octets[:-1] + bytes([octets[-1] ^ 1]), lambda octets: octets + octets,
                      lambda octets: b"\0\2" + octets):
            with talk(self.mock.smtp) as raw:
                context = self.log_in(raw, 4)
                raw.send(spoil(self.wrapped(context, "NOOP\r\n", 4)))
                raw.rest()
        self.assert_still_serving()


class unwilling_clients(kerberos_test):
    def test_a_user_without_ticket_sends_nothing(self):
        status, _ = self.run_client(self.mock, "curl", "-sS", f"smtp://localhost:{self.mock.smtp}/x", "--mail-from", SENDER,
                                    "--mail-rcpt", RECIPIENT, "--user", ":", "--login-options", "AUTH=GSSAPI", "-T", "-",
                                    env=kdc.environment | {"KRB5CCNAME": "FILE:/nowhere"})
        self.assertNotEqual(status, 0)
        self.assertEqual([one for one in self.mock.attempts() if one["outcome"] == "accepted"], [])
