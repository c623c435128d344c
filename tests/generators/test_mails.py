"""Every generator sends every mail it can, and each is decoded right."""
import shutil
import unittest

import generators
import mails
import tables
from check import check
from mock import WORK, mock_test


class generators_test(mock_test):
    options = ("--tls-ca-out", str(WORK / "ca.pem"))

    def sends(self, name):
        cannot = {mail for generator, mail in tables.CANNOT if generator == name}
        files, own = WORK / "files", WORK / name.replace(" ", "-")
        for folder in (files, own):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        mails.write_files(files)
        sent = [one for title, one in mails.ALL.items() if title not in cannot]
        generators.send(name, [mails.told(one, files) for one in sent], self.mock.smtp, WORK / "ca.pem", own)
        self.assertEqual(len(self.mock.messages()), len(sent))
        for one in sent:
            with self.subTest(generator=name, mail=one["name"]):
                message = self.mock.message(to=one["name"] + "@example.test")
                (own / (one["name"] + ".eml")).write_bytes(self.mock.raw(message))
                held = check(self, self.mock, one, message, tables.HABITS.get((name, one["name"]), set()))
                held.all()
                self.assertEqual(held.tree(), tables.TREES[name, one["name"]])
                codes = sorted({each["code"] for each in message["diagnostics"]})
                self.assertEqual(codes, sorted(tables.JUSTIFIED.get((name, one["name"]), {})))


def test_of(name):
    return lambda self: self.sends(name)


for each in (*generators.LIBRARIES, *generators.PROGRAMS):
    setattr(generators_test, "test_" + each.lower().replace(" ", "_").replace("-", "_"), test_of(each))


class tables_test(unittest.TestCase):
    def test_the_tables_speak_of_generators_and_mails_that_there_are(self):
        known = {(name, mail) for name in (*generators.LIBRARIES, *generators.PROGRAMS) for mail in mails.ALL}
        self.assertLessEqual(set(tables.CANNOT), known)
        self.assertEqual(set(tables.TREES), known - set(tables.CANNOT))
        self.assertLessEqual(set(tables.JUSTIFIED), set(tables.TREES))

    def test_a_library_does_it_all_and_each_program_something(self):
        for name in generators.LIBRARIES:
            self.assertFalse([one for one in tables.CANNOT if one[0] == name], name)
        for name in generators.PROGRAMS:
            self.assertTrue([one for one in tables.TREES if one[0] == name], name)
