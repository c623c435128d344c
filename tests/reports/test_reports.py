"""Every word of the report on each mistake, as it stands in expected/."""
import json
import os
import re
import unittest

from mistakes import MISTAKES
from mock import Mock

EXPECTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected")


def without_times(text):
    return re.sub(r"\d+\.\d s\b", "N s", text)


def report_on(mistake):
    """What a test author sees: the mistake in words, the reason phrase, the report."""
    mock = Mock(*mistake.options)
    mock.left_open = []
    try:
        method, target, body = mistake(mock)
        headers = {"Content-Type": "application/json"} if body else {}
        body = json.dumps(body) if body else None
        problem = mock.call(method, target, body=body, headers=headers)
        told = mock.call(method, target, body=body, headers={**headers, "Accept": "text/plain"})
    finally:
        for each in mock.left_open:
            each.close()
        mock.stop()
    assert (problem.status, told.status) == (417, 417), problem.text
    assert problem.json["detail"] == problem.reason, problem.text
    # Between the two there is a failed expectation in the journal.
    return f"# {mistake.words}\n417 {problem.reason}\n\n{without_times(problem.json['report'])}", told


class Reports(unittest.TestCase):
    maxDiff = None

    def test_there_is_a_report_for_each_mistake_and_no_other(self):
        self.assertEqual(sorted(os.listdir(EXPECTED)), sorted(name + ".txt" for name in MISTAKES))


def add_test(name, mistake):
    def test(self):
        found, told = report_on(mistake)
        self.assertEqual(told.type, "text/plain")
        self.assertTrue(told.text.startswith("expected "))
        with open(os.path.join(EXPECTED, name + ".txt"), encoding="utf-8") as file:
            self.assertEqual(found, file.read())
    setattr(Reports, "test_" + name, test)


for each_name, each_mistake in MISTAKES.items():
    add_test(each_name, each_mistake)


if __name__ == "__main__":
    unittest.main()
