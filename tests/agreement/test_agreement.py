"""What we say of well-formed mail is what Python's email and GMime say of it, or differences.txt knows who is right."""
import collections
import re

import compose
import corpora
import facts
import gmime
import ours
import python_email
import tables
from mock import mock_test
from talk import talk

LIBRARIES = {"python": python_email, "gmime": gmime}


def stuffed(message):
    return re.sub(rb"(?m)^\.", b"..", message)


class agreement(mock_test):
    def feed(self, messages):
        """All of them, in order, in one session."""
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            for octets in messages.values():
                client.send_mail(stuffed(octets), greet=False, quit=False)
            client.ask("QUIT", 221)

    def well_formed(self, messages):
        """Our own are, and of the others those that nobody finds fault with."""
        known, broken = tables.malformed(), []
        for name, octets in messages.items():
            foreign = "/" in name and not name.startswith("fixtures/")
            defects = python_email.defects(octets) if foreign else []
            self.assertFalse(defects and name in known, f"{name}: malformed.txt need not name it: {defects}")
            if defects or name in known:
                broken.append(name)
        self.assertLessEqual(known, set(messages), "malformed.txt names messages that are not there")
        print(f"{len(broken)} of {len(messages)} messages are not well-formed and left out")
        return {name: octets for name, octets in messages.items() if name not in broken}

    def test_libraries_agree_or_the_difference_is_explained(self):
        messages = self.well_formed(corpora.messages())
        self.feed(messages)
        explanations, agreed, unexplained = tables.explanations(), collections.Counter(), []
        for number, (name, octets) in enumerate(messages.items(), 1):
            self.assertEqual(self.mock.request("GET", f"/v1/messages/m{number}/raw").body, octets, name)
            said = ours.facts(self.mock, number)
            for library, reader in LIBRARIES.items():
                theirs = reader.facts(octets)
                for field in facts.FIELDS:
                    if facts.same(said[field], theirs[field]):
                        agreed[field, library] += 1
                    elif not [one for one in explanations if one.explains(name, field, library)]:
                        unexplained.append(f"{name} | {field} | {library}\n    ours:   {said[field]!r}\n    theirs: {theirs[field]!r}")
        self.show(agreed, len(messages))
        if unexplained:
            self.fail("\n".join(["differences.txt does not explain:", *unexplained]))
        for one in explanations:
            self.assertFalse(one.unused(), f"differences.txt:{one.number}: not needed")

    def test_nothing_is_wrong_with_composed_mail(self):
        """But that some of it has octets in its header that only SMTPUTF8 would allow."""
        messages = compose.composed(corpora.COMPOSED)
        self.feed(messages)
        for number, name in enumerate(messages, 1):
            found = self.mock.get(f"/v1/messages/m{number}")["diagnostics"]
            wrong = [one for one in found if one["severity"] == "error" and one["code"] != "header_not_ascii"]
            self.assertEqual(wrong, [], name)

    def show(self, agreed, total):
        print(f"{'agreement of ' + str(total):<20}" + "".join(f"{library:>10}" for library in LIBRARIES))
        for field in facts.FIELDS:
            print(f"{field:<20}" + "".join(f"{agreed[field, library]:>10}" for library in LIBRARIES))
