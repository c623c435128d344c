"""SCRAM over real sockets: both sides' proofs, bound to the TLS session around it or not, and what is shown of it."""
import base64
import hashlib
import hmac
import json
import ssl

from world import b64, mock_test, offered, reply_to, run, secure, talk, trusting

HASHES = {"1": "sha1", "224": "sha224", "256": "sha256", "384": "sha384", "512": "sha512"}
PLUS = [f"SCRAM-SHA-{digits}{form}" for digits in ("512", "384", "256", "224", "1") for form in ("-PLUS", "")]
PLAIN = [name for name in PLUS if not name.endswith("-PLUS")]


def scram(client, mechanism, name, password, header="n,,", binding=b"", nonce="fixed"):
    """The whole exchange; the server's last reply code. The server's proof is checked."""
    digest = HASHES[mechanism.removesuffix("-PLUS").rsplit("-", 1)[1]]
    bare = f"n={name},r={nonce}"
    said = reply_to(client, f"AUTH {mechanism} {b64(header + bare)}")
    if not said.startswith("334 "):
        return int(said[:3])
    challenge = base64.b64decode(said[4:]).decode()
    parts = dict(part.split("=", 1) for part in challenge.split(","))
    assert parts["r"].startswith(nonce) and len(parts["r"]) >= len(nonce) + 18, challenge
    salted = hashlib.pbkdf2_hmac(digest, password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))

    def mac(key, text):
        return hmac.new(key, text.encode(), digest).digest()

    begun = f"c={base64.b64encode(header.encode() + binding).decode()},r={parts['r']}"
    about = ",".join((bare, challenge, begun))
    client_key = mac(salted, "Client Key")
    signature = mac(hashlib.new(digest, client_key).digest(), about)
    proof = bytes(a ^ b for a, b in zip(client_key, signature))
    said = reply_to(client, b64(f"{begun},p={base64.b64encode(proof).decode()}"))
    if not said.startswith("334 "):
        return int(said[:3])
    verifier = base64.b64encode(mac(mac(salted, "Server Key"), about)).decode()
    assert base64.b64decode(said[4:]).decode() == "v=" + verifier, said
    return int(reply_to(client, "")[:3])


def tls_1_2(mock):
    context = trusting(mock)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def end_point(client):
    """The certificate is signed with SHA-256, so the binding has that hash too."""
    return hashlib.sha256(client.socket.getpeercert(binary_form=True)).digest()


class scram_test(mock_test):
    def setUp(self):
        self.mock = self.start("--user", "app:one")

    def test_it_is_offered_where_a_password_could_be_proved_and_bound_only_inside_tls(self):
        with talk(self.start().smtp) as client:
            self.assertEqual([name for name in offered(client)["AUTH"] if name.startswith("SCRAM")], [])
            client.ask("AUTH SCRAM-SHA-256", 504)
        for mock in (self.mock, self.start("--default-password", "one")):
            with talk(mock.smtp) as client:
                self.assertEqual([name for name in offered(client)["AUTH"] if name.startswith("SCRAM")], PLAIN)
                client.ask("AUTH SCRAM-SHA-256-PLUS", 504)
            with secure(mock.smtp, trusting(mock)) as client:
                self.assertEqual([name for name in offered(client)["AUTH"] if name.startswith("SCRAM")], PLUS)

    def test_the_right_password_is_proved_with_every_hash_and_a_wrong_one_is_not(self):
        for mechanism in PLAIN:
            for name, password, code in (("app", "one", 235), ("app", "two", 535), ("nobody", "one", 535)):
                with talk(self.mock.smtp) as client:
                    client.ask("EHLO client.example.org", 250)
                    self.assertEqual(scram(client, mechanism, name, password), code, mechanism)
        seen = [(one["mechanism"], one["user"], one["verified"], one["because"]) for one in self.mock.attempts()]
        self.assertEqual(seen, [(mechanism, *rest) for mechanism in PLAIN for rest in (
            ("app", True, "password matches"), ("app", False, "wrong password"), ("nobody", False, "no such user"))])

    def test_every_step_is_shown_in_named_fields(self):
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            self.assertEqual(scram(client, "SCRAM-SHA-256", "app", "one", header="n,a=boss,"), 235)
        (attempt,) = self.mock.attempts()
        self.assertEqual((attempt["authzid"], attempt["initial_response"]), ("boss", True))
        self.assertEqual(attempt["fields"], {"gs2_cbind_flag": "n", "iterations": "4096"})
        self.assertIsNone(attempt["channel_binding"])
        self.assertEqual([list(one["decoded"]) for one in attempt["exchange"]],
                         [["gs2_header", "authzid", "authcid", "client_nonce"], ["nonce", "salt", "iterations"],
                          ["channel_binding", "nonce", "proof"], ["verifier"], [], []])

    def test_the_same_client_gets_the_same_challenges_in_every_run_and_other_ones_from_another_seed(self):
        def challenges(*options):
            mock = self.start("--user", "app:one", *options)
            for _ in range(2):
                with talk(mock.smtp) as client:
                    client.ask("EHLO client.example.org", 250)
                    self.assertEqual(scram(client, "SCRAM-SHA-256", "app", "one"), 235)
            return [one["exchange"][1]["decoded"] for one in mock.attempts()]
        first, second = challenges()
        self.assertNotEqual(first["nonce"], second["nonce"])
        self.assertEqual(first["salt"], second["salt"])
        self.assertEqual(challenges(), [first, second])
        other = challenges("--seed", "other")[0]
        self.assertNotIn((other["nonce"], other["salt"]), [(first["nonce"], first["salt"])])
        self.assertNotEqual(other["salt"], first["salt"])

    def test_a_published_exchange_can_be_replayed_to_the_octet(self):
        nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"  # RFC 7677 section 3
        challenge = b64(f"r={nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
        mock = self.start("--user", "user:pencil", "--challenge", "SCRAM-SHA-256:" + challenge)
        with talk(mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            self.assertEqual(reply_to(client, "AUTH SCRAM-SHA-256 " + b64("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")),
                             "334 " + challenge)
            self.assertEqual(
                reply_to(client, b64(f"c=biws,r={nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")),
                "334 " + b64("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
            client.ask("", 235)

    def test_a_proof_bound_to_this_tls_session_lets_in(self):
        for kind in ("starttls", "implicit"):
            port = self.mock.smtps if kind == "implicit" else self.mock.smtp
            for mechanism in PLUS[::2]:
                with secure(port, trusting(self.mock), kind=kind) as client:
                    client.ask("EHLO client.example.org", 250)
                    self.assertEqual(scram(client, mechanism, "app", "one", "p=tls-server-end-point,,",
                                           end_point(client)), 235)
            with secure(port, tls_1_2(self.mock), kind=kind) as client:
                client.ask("EHLO client.example.org", 250)
                unique = client.socket.get_channel_binding("tls-unique")
                self.assertEqual(scram(client, "SCRAM-SHA-1-PLUS", "app", "one", "p=tls-unique,,", unique), 235)
        found = [(one["channel_binding"], one["verified"]) for one in self.mock.attempts()]
        self.assertEqual(found, ([("tls-server-end-point", True)] * 5 + [("tls-unique", True)]) * 2)

    def test_a_proof_bound_elsewhere_a_downgrade_and_a_binding_that_is_not_there_are_refused(self):
        with secure(self.mock.smtp, tls_1_2(self.mock)) as other, secure(self.mock.smtp, tls_1_2(self.mock)) as client:
            client.ask("EHLO client.example.org", 250)
            foreign = other.socket.get_channel_binding("tls-unique")
            self.assertEqual(scram(client, "SCRAM-SHA-1-PLUS", "app", "one", "p=tls-unique,,", foreign), 535)
            self.assertEqual(scram(client, "SCRAM-SHA-1", "app", "one", "y,,"), 535)
            self.assertEqual(scram(client, "SCRAM-SHA-1", "app", "one", "n,,"), 235)
        with secure(self.mock.smtp, trusting(self.mock)) as client:
            client.ask("EHLO client.example.org", 250)
            self.assertEqual(scram(client, "SCRAM-SHA-1-PLUS", "app", "one", "p=tls-unique,,", b"x" * 12), 535)
        self.assertEqual([one["because"] for one in self.mock.attempts()],
                         ["channel binding does not match",
                          "the client says the server offers no channel binding, but it was offered: downgrade",
                          "password matches", "this connection has no channel binding tls-unique"])

    def test_a_client_that_could_bind_is_let_in_where_no_binding_is_offered(self):
        mock = self.start("--user", "app:one", "--mechanisms", "SCRAM-SHA-256,PLAIN")
        with secure(mock.smtp, trusting(mock)) as client:
            client.ask("EHLO client.example.org", 250)
            self.assertEqual(scram(client, "SCRAM-SHA-256", "app", "one", "y,,"), 235)

    def test_the_binding_of_a_session_is_shown_nowhere(self):
        with secure(self.mock.smtp, tls_1_2(self.mock)) as client:
            client.ask("EHLO client.example.org", 250)
            unique = client.socket.get_channel_binding("tls-unique")
            self.assertEqual(scram(client, "SCRAM-SHA-1-PLUS", "app", "one", "p=tls-unique,,", unique), 235)
            client.ask("QUIT", 221)
        message = b"p=tls-unique,," + unique
        hidden = (base64.b64encode(message), unique.hex().encode(), b64("c=" + base64.b64encode(message).decode())[:24].encode())
        for path in ("/v1/auth-attempts", "/v1/events", "/v1/sessions", "/v1/export"):
            shown = self.mock.request("GET", path).body
            for secret in hidden:
                self.assertNotIn(secret, shown, path)
        attempt = self.mock.attempts()[0]
        self.assertEqual(list(attempt["exchange"][2]["line"]), ["sha256", "length"])
        self.assertEqual(attempt["exchange"][2]["decoded"]["channel_binding"]["length"], len(base64.b64encode(message)))

    def test_naming_it_without_a_password_is_refused_at_start(self):
        done = run("--smtp-port", "0", "--mechanisms", "PLAIN,SCRAM-SHA-1", "--check-config")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("--mechanisms: SCRAM-SHA-1 would let nobody in", done.stderr)
        self.assertIn("give --user or --default-password", done.stderr)
        for option in (("--user", "app:one"), ("--default-password", "one")):
            done = run("--mechanisms", "PLAIN,SCRAM-SHA-1", *option, "--check-config")
            self.assertEqual(done.returncode, 0, json.dumps(done.stderr))
