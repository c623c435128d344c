"""The clients people use, each by its own choice of mechanism, on every kind of connection, verifying the certificate."""
import json
import os
import smtplib
import ssl
import subprocess

from mock import KEPT, PATIENCE, masked, mock_test

SENDER, RECIPIENTS = "app@example.test", ["bob@example.test", "carol@example.test"]
NAME, PASSWORD = "test", "secret"
MESSAGE = (b"From: Shop <app@example.test>\r\nTo: Bob <bob@example.test>\r\nSubject: =?utf-8?Q?R=C3=A9initialisation?=\r\n"
           b"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.test>\r\nX-Tenant: 42\r\n\r\n"
           b"hello\r\n.a line that begins with a dot\r\n")
PLAIN, STARTTLS, IMPLICIT = "plain", "starttls", "implicit"


class client:
    """What every client has to manage. `prefers` is its own order of mechanisms; the first that is offered is used."""

    prefers = ()
    prefers_in_tls = None
    sends_the_message_as_it_is = True
    names_the_host = True  # in the handshake (SNI)

    def send(self, mock, kind, name, password):
        """The client's exit status and output; `kind` is the connection."""
        raise NotImplementedError

    def run_command(self, *command, **how):
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=PATIENCE, check=False,
                              **({"input": MESSAGE} | how))
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def files(self, mock):
        """The message and the certificate authority, as files."""
        message, authority = mock.folder.name + "/message", mock.folder.name + "/ca.pem"
        with open(message, "wb") as file:
            file.write(MESSAGE)
        with open(authority, "wb") as file:
            file.write(mock.request("GET", "/v1/tls/ca.pem").body)
        return message, authority

    def assert_delivered(self, mock, kind, password, verified):
        mail = mock.message(wait="0s")
        self.assertEqual((mail["from"], mail["to"]), (SENDER, RECIPIENTS))
        self.assertEqual(mail["bcc"], ["carol@example.test"])
        self.assertEqual(mail["subject"], "Réinitialisation")
        self.assertEqual(mail["headers"]["x-tenant"], ["42"])
        self.assertEqual(mail["mailboxes"]["from"], [{"name": "Shop", "address": SENDER}])
        self.assertEqual(mail["text"].rstrip("\n"), "hello\n.a line that begins with a dot")
        if self.sends_the_message_as_it_is:
            self.assertEqual(mock.raw(mail).rstrip(b"\r\n"), MESSAGE.rstrip(b"\r\n"))
        (attempt,) = mock.attempts(outcome="accepted")
        order = (self.prefers_in_tls or self.prefers) if kind != PLAIN else self.prefers
        self.assertEqual(attempt["mechanism"], next(one for one in order if one in attempt["offered"]))
        self.assertEqual(mail["auth"], {"attempt": attempt["id"], "mechanism": attempt["mechanism"], "user": NAME,
                                        "authzid": attempt["authzid"]})
        self.assertIn(attempt["authzid"], (None, "", NAME))
        if attempt["mechanism"] in ("PLAIN", "LOGIN"):
            self.assertEqual(attempt["secret"], masked(password))
        self.assertEqual(attempt["verified"], verified)
        self.assert_connection(mail, kind)

    def assert_connection(self, mail, kind):
        self.assertEqual(mail["protocol"], "ESMTPA" if kind == PLAIN else "ESMTPSA")
        self.assertEqual(mail["listener"], "smtps" if kind == IMPLICIT else "smtp")
        if kind == PLAIN:
            self.assertIsNone(mail["tls"])
            return
        self.assertEqual(mail["tls"]["mode"], kind)
        self.assertIn(mail["tls"]["version"], ("TLSv1.3", "TLSv1.2"))
        self.assertTrue(mail["tls"]["cipher"])
        self.assertEqual(mail["tls"]["sni"], "localhost" if self.names_the_host else None)

    def bare(self, kind):
        """Any password lets in, by the client's own choice, and where nothing can be checked the API says so."""
        status, output = self.send(self.mock, kind, NAME, "any old password")
        self.assertEqual(status, 0, output)
        self.assert_delivered(self.mock, kind, "any old password", None)

    def with_user(self, kind):
        """The right password lets in and is verified; the wrong one sends nothing."""
        mock = self.start("--user", f"{NAME}:{PASSWORD}", "--require-auth")
        status, output = self.send(mock, kind, NAME, PASSWORD)
        self.assertEqual(status, 0, output)
        self.assert_delivered(mock, kind, PASSWORD, True)
        status, output = self.send(mock, kind, NAME, "wrong")
        self.assertNotEqual(status, 0, output)
        self.assertEqual(mock.state()["messages"], 1)
        refused = mock.attempts(outcome="refused")
        self.assertTrue(refused)
        self.assertTrue(all(one["user"] == NAME and one["verified"] is False for one in refused))

    def test_plain_against_a_bare_server(self):
        self.bare(PLAIN)

    def test_starttls_against_a_bare_server(self):
        self.bare(STARTTLS)

    def test_implicit_tls_against_a_bare_server(self):
        self.bare(IMPLICIT)

    def test_plain_with_a_user(self):
        self.with_user(PLAIN)

    def test_starttls_with_a_user(self):
        self.with_user(STARTTLS)

    def test_implicit_tls_with_a_user(self):
        self.with_user(IMPLICIT)


class swaks(client, mock_test):
    prefers = ("CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "LOGIN", "NTLM", "PLAIN")  # by the alphabet
    names_the_host = False

    def send(self, mock, kind, name, password):
        message, authority = self.files(mock)
        tls = {PLAIN: [], STARTTLS: ["-tls"], IMPLICIT: ["-tlsc"]}[kind]
        return self.run_command(
            "swaks", "--server", f"localhost:{mock.smtps if kind == IMPLICIT else mock.smtp}", *tls, "--tls-verify",
            "--tls-ca-path", authority, "--ehlo", "client.example.org", "--from", SENDER, "--to", ",".join(RECIPIENTS),
            "--auth", "--auth-user", name, "--auth-password", password, "--data", message)


class curl(client, mock_test):
    prefers = ("DIGEST-MD5", "CRAM-MD5", "NTLM", "PLAIN", "LOGIN")  # Debian's is built without SCRAM

    def send(self, mock, kind, name, password):
        _, authority = self.files(mock)
        where = f"smtps://localhost:{mock.smtps}" if kind == IMPLICIT else f"smtp://localhost:{mock.smtp}"
        return self.run_command(
            "curl", "-sS", where + "/client.example.org", *(["--ssl-reqd"] if kind == STARTTLS else []), "--cacert", authority,
            "--mail-from", SENDER, *(part for one in RECIPIENTS for part in ("--mail-rcpt", one)),
            "--user", f"{name}:{password}", "-T", "-")


class python_smtplib(client, mock_test):
    prefers = ("CRAM-MD5", "PLAIN", "LOGIN")

    def send(self, mock, kind, name, password):
        _, authority = self.files(mock)
        context = ssl.create_default_context(cafile=authority)
        how = {"host": "localhost", "local_hostname": "client.example.org", "timeout": PATIENCE}
        try:
            with (smtplib.SMTP_SSL(port=mock.smtps, context=context, **how) if kind == IMPLICIT
                  else smtplib.SMTP(port=mock.smtp, **how)) as connection:
                if kind == STARTTLS:
                    connection.starttls(context=context)
                connection.login(name, password)
                return len(connection.sendmail(SENDER, RECIPIENTS, MESSAGE)), "recipients were refused"
        except smtplib.SMTPException as error:
            return 1, str(error)


class msmtp(client, mock_test):
    # Outside TLS its own choice is SCRAM or GSSAPI or to send nothing at all, so there it has to be told.
    prefers = ("CRAM-MD5",)
    prefers_in_tls = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "GSSAPI", "DIGEST-MD5", "CRAM-MD5", "LOGIN", "NTLM")

    def send(self, mock, kind, name, password):
        _, authority = self.files(mock)
        tls = {PLAIN: ["--tls=off"], STARTTLS: ["--tls=on", "--tls-starttls=on"],
               IMPLICIT: ["--tls=on", "--tls-starttls=off"]}[kind]
        return self.run_command(
            "msmtp", "--host=localhost", f"--port={mock.smtps if kind == IMPLICIT else mock.smtp}", *tls,
            *([] if kind == PLAIN else ["--tls-trust-file=" + authority]), "--domain=client.example.org",
            "--auth=" + ("cram-md5" if kind == PLAIN else "on"),
            "--user=" + name, f"--passwordeval=echo '{password}'", "--from=" + SENDER, "--", *RECIPIENTS)


class nodemailer(client, mock_test):
    prefers = ("PLAIN", "LOGIN", "CRAM-MD5")
    sends_the_message_as_it_is = False  # it makes it

    def send(self, mock, kind, name, password):
        _, authority = self.files(mock)
        with open(authority, encoding="ascii") as file:
            tls = {"ca": file.read()}
        how = {"host": "localhost", "port": mock.smtps if kind == IMPLICIT else mock.smtp, "secure": kind == IMPLICIT,
               "ignoreTLS": kind == PLAIN, "requireTLS": kind == STARTTLS, "tls": tls, "name": "client.example.org",
               "auth": {"user": name, "pass": password}}
        mail = {"from": f"Shop <{SENDER}>", "to": "Bob <bob@example.test>", "bcc": RECIPIENTS[1],
                "subject": "Réinitialisation", "headers": {"X-Tenant": "42"},
                "text": "hello\n.a line that begins with a dot"}
        return self.run_command("node", os.path.dirname(__file__) + "/nodemailer_send.js",
                                json.dumps({"transport": how, "mail": mail}),
                                env=os.environ | {"NODE_PATH": str(KEPT / "npm/node_modules")})
