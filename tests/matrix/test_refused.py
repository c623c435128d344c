"""What must not get in: a wrong password and an unknown user, by every client with every mechanism."""
import cells
from running import jobs_test
from sending import job, options_of

# No password to get wrong: test_raw has what can go wrong there.
WITHOUT_PASSWORD = ("EXTERNAL", "ANONYMOUS", "GSSAPI")
# Told by a 334 what is wrong with their token, these clients go without the last word.
HANG_UP = {"XOAUTH2": ("curl", "curl --sasl-ir", "neomutt", "s-nail", "Jakarta Mail", "Rust lettre"), "OAUTHBEARER": ("neomutt",)}


class refused_test(jobs_test):
    because = ()  # one of these

    def check(self, one, seen):
        self.assertNotEqual(seen.status, 0, "the client believes all went well")
        self.assertTrue(seen.attempts, seen.output)
        outcome = "aborted" if one.client in HANG_UP.get(one.mechanism, ()) else "refused"
        for attempt in seen.attempts:
            self.assertEqual(attempt["mechanism"], one.mechanism)
            self.assertIs(attempt["verified"], False, attempt)
            self.assertEqual(attempt["outcome"], outcome, attempt)
            self.assertIn(attempt["because"], self.because, attempt)
            self.assertEqual(attempt["user"], one.user)
        self.assertEqual(seen.messages, [])

    @staticmethod
    def make_jobs(which, **login):
        return [job(one.client, one.mechanism, one.how, one.on[which], options=options_of(one.client, one.mechanism, one.how), **login)
                for one in cells.filled() if one.mechanism not in WITHOUT_PASSWORD]


class wrong_password(refused_test):
    because = ("wrong password", "wrong token")
    jobs = refused_test.make_jobs(0, password="wrong")


class unknown_user(refused_test):
    because = ("no such user",)
    jobs = refused_test.make_jobs(-1, user="stranger")


wrong_password.make_tests()
unknown_user.make_tests()
