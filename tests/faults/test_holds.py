"""A breakpoint in a client's conversation: the test looks around while the client waits."""
from errand import SENDER
from recipes import PATIENCE, recipe_test
from sending import BOB, curl, in_background, smtplib_send


class stalled_data(recipe_test):
    recipe = "stall-data"

    def held(self, one, client, *arguments):
        """The client, which waits, and the hold it waits in."""
        work = in_background(client, one, *arguments)
        (hold,) = one.get("/v1/holds", wait=PATIENCE)["holds"]
        self.assertTrue(work.busy)
        self.assertEqual((hold["rule"], hold["hit"], hold["stage"], hold["session"]), ("stall-data", 1, "data", "s1"))
        self.assertEqual((hold["from"], hold["to"]), (SENDER, [BOB]))
        return work, hold

    def looked_at(self, one):
        """What a test sees meanwhile."""
        self.assertEqual(one.messages(count="0", settle="0s"), [])
        (session,) = one.sessions()
        self.assertEqual((session["state"], session["ended_by"]), ("open", None))

    def released(self, one):
        work, hold = self.held(one, curl)
        self.looked_at(one)
        self.assertTrue(work.busy)
        self.call(one, "POST", f"/v1/holds/{hold['id']}/release", {}, (200, 204))
        self.assertEqual(work.result(), (0, ""))
        self.assertEqual(one.get("/v1/holds")["holds"], [])
        self.assertEqual(one.message(wait="0s")["to"], [BOB])

    def released_otherwise(self, one):
        work, hold = self.held(one, curl)
        self.call(one, "POST", f"/v1/holds/{hold['id']}/release", {"reply": "451 4.3.0 Not today"}, (200, 204))
        status, output = work.result()
        self.assertEqual(status, 55, output)  # "failed sending network data"
        self.assertIn("DATA failed: 451", output)
        self.assertEqual(one.messages(), [])

    def test_curl_waits_until_it_is_released(self):
        self.twice(self.released)

    def test_released_with_another_reply_it_hears_that(self):
        self.twice(self.released_otherwise)

    def test_a_client_that_gives_up_leaves_the_list(self):
        one = self.start_with_rule()
        work = in_background(smtplib_impatient, one)
        one.get("/v1/holds", wait=PATIENCE)
        with self.assertRaises(OSError):
            work.result()
        self.all_closed(one, 1)
        self.assertEqual(one.get("/v1/holds")["holds"], [])


def smtplib_impatient(one):
    return smtplib_send(one, patience=2)
