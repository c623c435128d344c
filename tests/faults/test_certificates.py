"""TLS gone wrong on purpose: who refuses it, with what words."""
from clients import curl, jakarta_mail, msmtp
from errand import IMPLICIT, STARTTLS
from recipes import recipe_test, seen
from sending import errand_of, openssl

# How each is run, and its exit status: curl's 60 is "peer certificate cannot be authenticated", msmtp's 69 EX_UNAVAILABLE.
CLIENTS = {"curl": (curl, 60), "msmtp": (msmtp, 69), "Jakarta Mail": (jakarta_mail, 1)}
# What each says of it, openssl's number, and the alerts that the server hears of all four. msmtp looks at the certificate
# when the handshake is over, curl and Jakarta Mail do so with the name: they just leave.
WORDS = {
    "expired": {"curl": "certificate has expired", "msmtp": "uses expired certificate",
                "Jakarta Mail": "validity check failed", "openssl": 10,
                "alerts": ["certificate_expired", None, "certificate_unknown", "certificate_expired"]},
    "not-yet-valid": {"curl": "certificate is not yet valid", "msmtp": "uses not yet valid certificate",
                      "Jakarta Mail": "validity check failed", "openssl": 9,
                      "alerts": ["bad_certificate", None, "certificate_unknown", "bad_certificate"]},
    "wrong-host": {"curl": "no alternative certificate subject name matches target host name 'localhost'",
                   "msmtp": "The name in the certificate does not match the expected",
                   "Jakarta Mail": "Can't verify identity of server: localhost", "openssl": 62,
                   "alerts": [None, None, None, "bad_certificate"]},
    "untrusted": {"curl": "self-signed certificate in certificate chain", "msmtp": "The certificate issuer is unknown",
                  "Jakarta Mail": "unable to find valid certification path", "openssl": 19,
                  "alerts": ["unknown_ca", None, "certificate_unknown", "unknown_ca"]},
}


class bad_certificate:
    """What has to hold of each; `recipe` is set by the class."""

    def refuse(self, one):
        words = WORDS[self.recipe]
        for name, (client, status) in CLIENTS.items():
            got, output = client(errand_of(one, STARTTLS))
            self.assertEqual(got, status, f"{name}: {output}")
            self.assertIn(words[name], output, name)
        got, output = openssl(one)
        self.assertEqual(got, 1, output)
        self.assertIn(f"verify error:num={words['openssl']}:", output)
        self.assert_nothing_sent(one, self.all_closed(one, 4))

    def assert_nothing_sent(self, one, sessions):
        self.assertEqual((one.messages(), one.attempts()), ([], []))
        alerts = [(session["tls_failed"] or {}).get("alert") for session in sessions]
        self.assertEqual(alerts, WORDS[self.recipe]["alerts"])
        self.assertEqual([session["rules"] for session in sessions],
                         [[{"rule": self.recipe, "hit": hit}] for hit in (1, 2, 3, 4)])
        self.assert_hits(one, 4)

    def test_every_client_refuses_it(self):
        self.twice(self.refuse)

    def test_the_readme_has_its_number(self):
        self.assertIn(f"`num={WORDS[self.recipe]['openssl']}`", seen(self.recipe))

    def test_it_is_shown_where_tls_comes_first_too(self):
        one = self.start_with_rule()
        status, output = curl(errand_of(one, IMPLICIT))
        self.assertEqual(status, 60, output)
        self.assertIn(WORDS[self.recipe]["curl"], output)


class expired(bad_certificate, recipe_test):
    recipe = "expired"


class not_yet_valid(bad_certificate, recipe_test):
    recipe = "not-yet-valid"


class wrong_host(bad_certificate, recipe_test):
    recipe = "wrong-host"


class untrusted(bad_certificate, recipe_test):
    recipe = "untrusted"


class without_a_rule(recipe_test):
    def test_everybody_takes_the_certificate(self):
        one = self.start()
        for name, (client, _) in CLIENTS.items():
            self.assertEqual(client(errand_of(one, STARTTLS))[0], 0, name)
        status, output = openssl(one)
        self.assertEqual(status, 0, output)
        self.assertIn("Verify return code: 0 (ok)", output)
        self.assertEqual(len(one.messages()), 3)


class no_starttls(recipe_test):
    recipe = "no-starttls"

    def refuse(self, one):
        for client, status, words in ((curl, 64, "STARTTLS"), (msmtp, 69, "the server does not support TLS"),
                                      (jakarta_mail, 1, "host does not support STARTTLS")):
            got, output = client(errand_of(one, STARTTLS))
            self.assertEqual(got, status, output)
            self.assertIn(words, output)
        self.all_closed(one, 3)
        self.assertEqual((one.messages(), one.attempts()), ([], []))
        self.assert_hits(one, 3)

    def test_clients_that_insist_on_tls_leave(self):
        self.twice(self.refuse)

    def test_openssl_misses_it_and_asks_in_vain(self):
        """Not twice: it takes the 454 for a 220, and its random ClientHello is then taken for commands."""
        one = self.start_with_rule()
        _, output = openssl(one)
        self.assertIn("Didn't find STARTTLS in server response, trying anyway", output)
        self.assertNotIn("BEGIN CERTIFICATE", output)
        self.assert_hits(one, 2)
