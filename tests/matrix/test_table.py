"""The table itself: nothing is missing from it, and the README shows it as it is."""
import pathlib
import re
import unittest

import cells
from clients import BY_NAME
from mock import mock
from sending import POSTFIX
from talk import talk

README = pathlib.Path(__file__).parents[2] / "README.md"


def offered(*options):
    """What a running server with these options offers in TLS."""
    one = mock(*options)
    try:
        with talk(one.smtps, tls=True) as client:
            lines = client.ask("EHLO client.example.org", 250)
        return next((line.split()[1:] for line in lines if line[4:].startswith("AUTH")), [])
    finally:
        one.stop()
        one.errors.close()
        one.folder.cleanup()


class table(unittest.TestCase):
    def test_every_client_has_a_line_for_every_mechanism_and_a_reason_where_there_is_nothing_to_run(self):
        found = cells.read()
        for client in cells.clients():
            for mechanism in cells.MECHANISMS:
                self.assertIn((client, mechanism), found)
        for one in found.values():
            if one.empty:
                self.assertTrue(one.remark, one)

    def test_a_connection_is_left_out_only_for_a_reason(self):
        for one in cells.filled():
            self.assertLessEqual(set(one.on), set(cells.CONNECTIONS), one)
            for letter in set(cells.CONNECTIONS) - set(one.on):
                self.assertRegex(one.remark, rf"(^|; ){letter}: ", one)

    def test_every_client_of_the_table_can_be_run_and_every_other_is_empty_altogether(self):
        runnable = {*BY_NAME, POSTFIX}
        self.assertEqual({one.client for one in cells.filled()}, runnable)

    def test_every_mechanism_of_the_server_is_a_column(self):
        self.assertLessEqual(set(offered("--user", "test:secret")), set(cells.MECHANISMS))
        # All at once: an unknown one would end the program.
        self.assertEqual(sorted(offered("--user", "test:secret", "--mechanisms", ",".join(cells.MECHANISMS))),
                         sorted(cells.MECHANISMS))

    def test_the_cells_of_the_clients_that_were_recorded_are_there(self):
        """What tests/matrix/recorded.txt says was seen to work against real servers."""
        recorded = pathlib.Path(__file__).parent / "recorded.txt"
        found = cells.read()
        for line in recorded.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                client, mechanisms = line.split("|")
                for mechanism in mechanisms.split():
                    self.assertFalse(found[client.strip(), mechanism].empty, line)

    def test_the_readme_shows_it(self):
        shown = re.search(r"<!-- tests/matrix/table -->\n(.*?)<!-- end -->", README.read_text(encoding="utf-8"), re.S)
        self.assertEqual(shown[1], cells.markdown(), "tests/matrix/table writes it")
