"""No option without a test of what it does."""
import pathlib
import re
import unittest

from world import run

HERE = pathlib.Path(__file__).parent
# tests/program starts it for these: they end the program, or say where it writes.
PROGRAM = (HERE.parent / "program" / "run").read_text()
# --security-layers needs a client that has agreed to one, and so a ticket.
KERBEROS = (HERE.parent / "interop" / "test_kerberos.py").read_text()


class every_option(unittest.TestCase):
    def test_every_option_of_the_help_is_used_by_a_test_on_the_real_program(self):
        options = set(re.findall(r"^  (--[a-z-]+)", run("--help").stdout, re.MULTILINE))
        self.assertGreater(len(options), 35)
        ours = "".join(one.read_text() for one in HERE.glob("test_*.py") if one.name != pathlib.Path(__file__).name)
        unused = {one for one in options if not re.search(re.escape(one) + r"(?![a-z-])", ours + PROGRAM + KERBEROS)}
        self.assertEqual(unused, set())


if __name__ == "__main__":
    unittest.main()
