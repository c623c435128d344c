"""Every cell of the matrix, really run: the client logs in with the mechanism on the connection, and its mail arrives."""
import cells
from running import jobs_test
from sending import NAME, job, options_of


class every_cell(jobs_test):
    """What cells.txt says is what happens."""

    lines = {job(one.client, one.mechanism, one.how, letter, options=options): one
             for one in cells.filled() for options in [options_of(one.client, one.mechanism, one.how)] for letter in one.on}
    jobs = list(lines)

    def check(self, one, seen):
        self.assertEqual(seen.status, 0, seen.output)
        (attempt,) = seen.attempts
        self.assertEqual((attempt["mechanism"], attempt["outcome"], attempt["reply"]["code"]), (one.mechanism, "accepted", 235),
                         attempt)
        self.assertIs(attempt["initial_response"], self.lines[one].initial_response)
        anonymous = one.mechanism == "ANONYMOUS"
        self.assertEqual((attempt["user"], attempt["verified"]), ("anonymous", None) if anonymous else (NAME, True), attempt)
        self.assert_connection(one, attempt)
        self.assert_delivered(one, seen, attempt)

    @classmethod
    def tearDownClass(cls):
        print(cells.markdown(), flush=True)


every_cell.make_tests()
