"""Certificates as clients see them, and clients as certificates and handshakes show them."""
import hashlib
import pathlib
import re
import ssl
import subprocess
import unittest
import warnings

from world import KINDS, PATIENCE, mock_test, offered, run, secure, trusting, written


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=True)


def make_certificate(folder, name, subject, *names):
    """A key and a certificate that signs itself; their files."""
    key, certificate = f"{folder}/{name}.key", f"{folder}/{name}.pem"
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate,
            "-subj", subject, *(("-addext", "subjectAltName=" + ",".join(names)) if names else ()))
    return certificate, key


class tls_test(mock_test):
    def port(self, kind, mock=None):
        mock = mock or self.mock
        return mock.smtp if kind == "starttls" else mock.smtps

    def ended_session(self):
        """The last session, once every one has ended."""
        self.mock.wait_until(lambda state: state["open_sessions"] == 0, "every session ends")
        return self.mock.sessions()[-1]


class own_authority(tls_test):
    def test_its_certificate_is_verified_for_every_usual_name(self):
        context = trusting(self.mock)
        for kind in KINDS:
            for name in ("localhost", "127.0.0.1", "::1", "mocksmtp", "mock.test"):
                with secure(self.port(kind), context, name, kind) as client:
                    client.ask("QUIT", 221)
        seen = [one["tls"] for one in self.mock.sessions()]
        self.assertEqual([one["mode"] for one in seen], ["starttls"] * 5 + ["implicit"] * 5)
        # RFC 6066 section 3: an address is no server name.
        self.assertEqual([one["sni"] for one in seen], ["localhost", None, None, "mocksmtp", "mock.test"] * 2)

    def test_another_name_is_not_in_it(self):
        for kind in KINDS:
            with self.assertRaises(ssl.SSLCertVerificationError) as refused:
                secure(self.port(kind), trusting(self.mock), "other.test", kind)
            self.assertIn("match", str(refused.exception))

    def test_every_start_makes_an_authority_of_its_own(self):
        other = self.start()
        with self.assertRaises(ssl.SSLCertVerificationError):
            secure(self.mock.smtps, trusting(other), kind="implicit")

    def test_version_and_cipher_are_recorded_as_the_client_sees_them(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            for kind in KINDS:
                context = trusting(self.mock)
                context.minimum_version = context.maximum_version = version
                with secure(self.port(kind), context, kind=kind) as client:
                    seen = client.socket.version(), client.socket.cipher()[0]
                    client.send_mail(b"Subject: in TLS\r\n\r\n")
                recorded = self.mock.messages()[-1]["tls"]
                self.assertEqual((recorded["version"], recorded["cipher"], recorded["mode"]), (*seen, kind))

    def test_starttls_is_offered_once_and_what_was_said_before_is_forgotten(self):
        with secure(self.mock.smtp, trusting(self.mock)) as client:
            client.ask("MAIL FROM:<a@example.test>", 250)
            self.assertNotIn("STARTTLS", offered(client))
            client.ask("STARTTLS", 503)
        self.assertIn("mail_before_ehlo", str(self.mock.get("/v1/transactions")))


class client_certificates(tls_test):
    def setUp(self):
        super().setUp()
        self.files = make_certificate(self.mock.folder.name, "client", "/CN=app server/O=Shop", "DNS:app.example.test",
                                      "email:app@example.test", "email:shop@example.test", "IP:127.0.0.1")
        with open(self.files[0], encoding="ascii") as file:
            self.print = hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).hexdigest()

    def test_what_a_client_shows_is_recorded(self):
        for kind in KINDS:
            with secure(self.port(kind), trusting(self.mock, *self.files), kind=kind) as client:
                client.send_mail(b"Subject: with certificate\r\n\r\n")
            shown = self.mock.messages()[-1]["tls"]["client_certificate"]
            self.assertEqual((shown["sha256"], shown["verified"]), (self.print, False))
            self.assertEqual(shown["names"], ["app@example.test", "shop@example.test", "app.example.test"])
            self.assertIn("CN=app server", shown["subject"])
            self.assertIn("O=Shop", shown["issuer"])

    def test_who_shows_none_has_none(self):
        with secure(self.mock.smtp, trusting(self.mock)) as client:
            client.ask("QUIT", 221)
        self.assertIsNone(self.ended_session()["tls"]["client_certificate"])


class external(tls_test):
    """AUTH EXTERNAL by certificates that the server's own authority has signed, and by others."""

    def setUp(self):
        super().setUp()
        folder = self.mock.folder.name
        authority = make_certificate(folder, "ca", "/CN=test authority")
        server = self.signed(authority, "server", "/CN=localhost", "DNS:localhost")
        with open(server[0], "a", encoding="ascii") as chain, open(authority[0], encoding="ascii") as above:
            chain.write(above.read())
        self.identity = ("--tls-cert", server[0], "--tls-key", server[1], "--mechanisms", "EXTERNAL")
        self.ours = self.signed(authority, "ours", "/CN=app server", "DNS:app.example.test", "email:app@example.test")
        self.theirs = make_certificate(folder, "theirs", "/CN=app server", "email:app@example.test")

    def signed(self, authority, name, subject, *names):
        """A certificate signed by the authority: its files."""
        folder = self.mock.folder.name
        request, key, certificate = (f"{folder}/{name}.{end}" for end in ("csr", "key", "pem"))
        extensions = written(folder, name + ".ext", "subjectAltName=" + ",".join(names) + "\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", subject)
        openssl("x509", "-req", "-in", request, "-CA", authority[0], "-CAkey", authority[1], "-CAcreateserial", "-days", "2",
                "-extfile", extensions, "-out", certificate)
        return certificate, key

    def attempt(self, mock, files, code, line="AUTH EXTERNAL ="):
        for kind in KINDS:
            with secure(self.port(kind, mock), trusting(mock, *files), kind=kind) as client:
                self.assertEqual(offered(client)["AUTH"], ["EXTERNAL"])
                client.ask(line, code)
        first, second = mock.attempts()[-2:]
        found = [{name: one[name] for name in ("user", "authzid", "verified", "because")} for one in (first, second)]
        self.assertEqual(found[0], found[1])
        return found[0]

    def test_in_an_open_house_everybody_with_a_certificate_is_let_in(self):
        mock = self.start(*self.identity)
        self.assertEqual(self.attempt(mock, self.ours, 235),
                         {"user": "app@example.test", "authzid": None, "verified": True,
                          "because": "no users configured: every identity is accepted"})
        found = self.attempt(mock, self.theirs, 235, "AUTH EXTERNAL Ym9i")
        self.assertEqual((found["user"], found["authzid"], found["verified"]), ("app@example.test", "bob", False))
        self.assertIn("no authority", found["because"])
        self.assertEqual(self.attempt(mock, (), 535)["because"], "no client certificate")

    def test_with_users_a_name_of_the_certificate_has_to_be_one(self):
        mock = self.start(*self.identity, "--user", "app.example.test:one")
        self.assertEqual(self.attempt(mock, self.ours, 235),
                         {"user": "app.example.test", "authzid": None, "verified": True,
                          "because": "certificate names an account"})
        found = self.attempt(mock, self.theirs, 535)
        self.assertEqual((found["user"], found["verified"]), ("app@example.test", False))
        other = self.start(*self.identity, "--user", "other:one")
        found = self.attempt(other, self.ours, 535)
        self.assertEqual((found["verified"], found["because"]), (True, "no such user"))


class failed_handshakes(tls_test):
    def failure(self, kind, context, error=ssl.SSLError):
        """What the last session says of a handshake that this context cannot end well."""
        with self.assertRaises(error):
            secure(self.port(kind), context, kind=kind)
        session = self.ended_session()
        self.assertEqual((session["ended_by"], session["tls"], session["messages"]), ("tls_failed", None, 0))
        self.assertEqual(session["tls_failed"]["mode"], kind)
        return session["tls_failed"]

    def test_who_does_not_trust_the_authority_leaves_unknown_ca(self):
        for kind in KINDS:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                context = ssl.create_default_context()
                context.maximum_version = version
                failed = self.failure(kind, context, ssl.SSLCertVerificationError)
                self.assertEqual((failed["by"], failed["alert"]), ("client", "unknown_ca"))

    def test_who_wanted_another_name_leaves_an_alert_too(self):
        context = trusting(self.mock)
        for kind in KINDS:
            with self.assertRaises(ssl.SSLCertVerificationError):
                secure(self.port(kind), context, "other.test", kind)
            failed = self.ended_session()["tls_failed"]
            self.assertEqual((failed["by"], failed["alert"]), ("client", "bad_certificate"))

    def test_tls_1_1_is_refused_with_protocol_version(self):
        for kind in KINDS:
            context = trusting(self.mock)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what this is about
                context.set_ciphers("DEFAULT@SECLEVEL=0")
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = ssl.TLSVersion.TLSv1_1
            failed = self.failure(kind, context)
            self.assertEqual((failed["by"], failed["alert"]), ("server", "protocol_version"))

    def test_no_cipher_in_common_is_handshake_failure(self):
        for kind in KINDS:
            context = trusting(self.mock)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("AES128-SHA256")  # RSA key exchange; the certificate's key is for signatures
            failed = self.failure(kind, context)
            self.assertEqual((failed["by"], failed["alert"]), ("server", "handshake_failure"))


class names(tls_test):
    options = ("--tls-name", "mail.example.com", "--tls-name", "10.1.2.3", "--tls-name", "*.shop.example")

    def test_a_client_that_verifies_the_name_is_content_only_with_it(self):
        without = self.start()
        from_environment = self.start(environment={"MOCKSMTP_TLS_NAME": "mail.example.com\n10.1.2.3"})
        for kind in KINDS:
            for name in ("mail.example.com", "10.1.2.3"):
                for mock in (self.mock, from_environment):
                    with secure(self.port(kind, mock), trusting(mock), name, kind) as client:
                        client.ask("QUIT", 221)
                with self.assertRaises(ssl.SSLCertVerificationError):
                    secure(self.port(kind, without), trusting(without), name, kind)

    def test_a_wildcard_stands_for_one_label(self):
        with secure(self.mock.smtps, trusting(self.mock), "mail.shop.example", "implicit") as client:
            client.ask("QUIT", 221)
        for name in ("shop.example", "a.mail.shop.example"):
            with self.assertRaises(ssl.SSLCertVerificationError):
                secure(self.mock.smtps, trusting(self.mock), name, "implicit")

    def test_the_usual_names_stay(self):
        with secure(self.mock.smtps, trusting(self.mock), "localhost", "implicit") as client:
            client.ask("QUIT", 221)


class given_certificate(tls_test):
    def setUp(self):
        super().setUp()
        self.files = make_certificate(self.mock.folder.name, "own", "/CN=own.example.com", "DNS:own.example.com")

    def check(self, mock):
        context = ssl.create_default_context(cafile=self.files[0])
        for kind in KINDS:
            with secure(self.port(kind, mock), context, "own.example.com", kind) as client:
                client.ask("QUIT", 221)
            with self.assertRaises(ssl.SSLCertVerificationError):
                secure(self.port(kind, mock), context, "localhost", kind)

    def test_it_is_the_one_that_clients_see(self):
        self.check(self.start("--tls-cert", self.files[0], "--tls-key", self.files[1]))
        self.check(self.start(environment={"MOCKSMTP_TLS_CERT": self.files[0], "MOCKSMTP_TLS_KEY": self.files[1]}))

    def signed(self, name, by, extension):
        """A certificate that another signs; the files of it and its key."""
        certificate, key = (f"{self.mock.folder.name}/{name}.{ending}" for ending in ("pem", "key"))
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate,
                "-subj", f"/CN={name}", "-CA", by[0], "-CAkey", by[1], "-addext", extension)
        return certificate, key

    def test_a_client_may_be_signed_by_any_authority_behind_it(self):
        root = make_certificate(self.mock.folder.name, "root", "/CN=root")
        between = self.signed("between", root, "basicConstraints=critical,CA:TRUE")
        server = self.signed("server", between, "basicConstraints=CA:FALSE")
        client = self.signed("robot", between, "extendedKeyUsage=clientAuth")
        misused = self.signed("misused", between, "extendedKeyUsage=serverAuth")
        for above in ((between,), (between, root)):
            file = f"{self.mock.folder.name}/chain{len(above)}.pem"
            with open(file, "w", encoding="ascii") as chain:
                for one in (server, *above):
                    with open(one[0], encoding="ascii") as certificate:
                        chain.write(certificate.read())
            mock = self.start("--tls-cert", file, "--tls-key", server[1], "--mechanisms", "EXTERNAL", "--user", "robot:x")
            for files, code, because in ((client, 235, "certificate names an account"),
                                         (misused, 535, "certificate is not for clients")):
                context = ssl._create_unverified_context()
                context.load_cert_chain(*files)
                with secure(mock.smtps, context, kind="implicit") as shown:
                    shown.ask("EHLO client.example.org", 250)
                    shown.ask("AUTH EXTERNAL =", code)
                self.assertEqual(mock.attempts()[-1]["because"], because)

    def test_what_clients_have_to_trust_can_be_left_in_a_file(self):
        made = self.mock.folder.name + "/made.pem"
        for options, name in (((), "localhost"), (("--tls-cert", self.files[0], "--tls-key", self.files[1]), "own.example.com")):
            written(self.mock.folder.name, "made.pem", "what an earlier run has left")
            mock = self.start("--tls-ca-out", made, *options)
            self.assertEqual(pathlib.Path(made).read_bytes(), mock.request("GET", "/v1/tls/ca.pem").body)
            for kind in KINDS:
                with secure(self.port(kind, mock), ssl.create_default_context(cafile=made), name, kind) as client:
                    client.ask("QUIT", 221)
        mock = self.start(environment={"MOCKSMTP_TLS_CA_OUT": made})
        self.assertEqual(pathlib.Path(made).read_bytes(), mock.request("GET", "/v1/tls/ca.pem").body)

    def test_one_file_may_hold_both(self):
        both = ""
        for name in self.files:
            with open(name, encoding="ascii") as file:
                both += file.read()
        self.check(self.start("--tls-cert", written(self.mock.folder.name, "both.pem", both)))

    def test_a_chain_is_sent_whole_and_its_top_is_what_the_api_gives_to_trust(self):
        folder = self.mock.folder.name
        top, top_key = make_certificate(folder, "top", "/CN=top")
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/leaf.key",
                "-out", f"{folder}/leaf.csr", "-subj", "/CN=leaf.example.com")
        names = written(folder, "names", "subjectAltName=DNS:leaf.example.com\n")
        openssl("x509", "-req", "-in", f"{folder}/leaf.csr", "-CA", top, "-CAkey", top_key, "-CAcreateserial",
                "-days", "2", "-extfile", names, "-out", f"{folder}/leaf.pem")
        chain = ""
        for name in (f"{folder}/leaf.pem", top):
            with open(name, encoding="ascii") as file:
                chain += file.read()
        mock = self.start("--tls-cert", written(folder, "chain.pem", chain), "--tls-key", f"{folder}/leaf.key")
        for kind in KINDS:
            with secure(self.port(kind, mock), trusting(mock), "leaf.example.com", kind) as client:
                client.ask("QUIT", 221)

    def test_a_key_that_belongs_to_another_certificate_is_refused_at_start(self):
        other = make_certificate(self.mock.folder.name, "other", "/CN=other")
        answer = run("--tls-cert", self.files[0], "--tls-key", other[1])
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertTrue(re.fullmatch(r"mocksmtp: .*does not belong.*\n", answer.stderr), answer.stderr)


if __name__ == "__main__":
    unittest.main()
