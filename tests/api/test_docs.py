"""The page for readers: all of the contract, and nothing from elsewhere."""
import re
import unittest

import contract
from mock import MockTest
from test_report import Page


class TestDocs(MockTest):
    def setUp(self):
        super().setUp()
        answer = self.mock.get("/docs")
        self.assertEqual((answer.status, answer.type), (200, "text/html"))
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.page, self.source = Page(answer.text), answer.text

    def test_it_loads_nothing(self):
        self.assertEqual(self.page.loads, [])
        self.assertEqual({"script", "link", "img", "iframe", "object"} & set(self.page.tags), set())
        self.assertNotRegex(self.source, r"@import|url\(")

    def test_it_has_every_call_with_its_parameters_and_every_schema(self):
        for path, item in contract.DOCUMENT["paths"].items():
            for method in set(item) - {"parameters"}:
                self.assertRegex(self.page.text, re.escape(method.upper()) + r"\s+" + re.escape(path) + r"\s")
                for parameter in map(contract.resolve, item[method].get("parameters", [])):
                    self.assertIn(parameter["name"], self.page.text)
        for name in contract.DOCUMENT["components"]["schemas"]:
            self.assertIn("schema-" + name, self.page.ids)

    def test_every_link_leads_somewhere(self):
        for target in self.page.targets:
            if target.startswith("#"):
                self.assertIn(target[1:], self.page.ids)
            else:
                self.assertEqual(self.mock.get(target).status, 200, target)

    def test_it_says_who_knows_which_field(self):
        self.assertIn("headers.*", self.page.text)
        self.assertRegex(self.source, r"<td><code>tls_version</code></td><td>[^<]*</td><td>messages, [^<]*sessions")
        self.assertNotIn("<!-- fields -->", self.source)


if __name__ == "__main__":
    unittest.main()
