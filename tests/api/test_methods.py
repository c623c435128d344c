"""Every path of the contract: its methods and no others, HEAD as GET, and a word about what is possible."""
import unittest

import contract
from mock import MockTest

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def paths():
    """Each path with its examples filled in, and the methods it has."""
    for path, item in contract.DOCUMENT["paths"].items():
        described = {method.upper() for method in item} - {"PARAMETERS"}
        for each in item.get("parameters", []) + [one for method in described for one in item[method.lower()].get("parameters", [])]:
            parameter = contract.resolve(each)
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", parameter["example"])
        yield path, described | ({"HEAD"} if "GET" in described else set())


class TestMethods(MockTest):
    def test_options_and_405_name_what_the_contract_has(self):
        for path, described in paths():
            with self.subTest(path):
                told = self.mock.call("OPTIONS", path)
                self.assertEqual((told.status, told.body), (204, b""))
                self.assertEqual(set(told.headers["Allow"].split(", ")), described | {"OPTIONS"})
                for method in (*METHODS, "TRACE"):
                    if method in described:
                        continue
                    refused = self.mock.call(method, path, check=method in METHODS)
                    self.assertEqual((refused.status, refused.headers["Allow"]), (405, told.headers["Allow"]), method)
                    if method != "HEAD":
                        self.assertIn(method, refused.json["detail"])

    def test_a_method_that_nobody_knows_is_501(self):
        for method in ("BREW", "get", "MKCOL"):
            refused = self.mock.call(method, "/v1/messages", check=False)
            self.assertEqual(refused.status, 501, method)
            self.assertIn(method, refused.json["detail"])

    def test_head_answers_as_get_does_without_the_body(self):
        self.mock.send()
        for path, described in paths():
            if "GET" not in described:
                continue
            with self.subTest(path):
                query = "?wait=0s" if path.startswith("/v1/message") and "/m" not in path[11:] else ""
                head, got = (self.mock.call(method, path + query) for method in ("HEAD", "GET"))
                self.assertEqual(head.body, b"")
                self.assertEqual((head.status, head.type), (got.status, got.type))
                names = {"Mock-Cursor", "X-Content-Type-Options", "Cache-Control", "Content-Security-Policy", "ETag"}
                for name in names & set(got.headers):
                    if not (name == "Mock-Cursor" and got.status == 417):  # each failure is an event
                        self.assertEqual(head.headers[name], got.headers[name])
                if "Content-Length" in head.headers and got.status == 200:
                    self.assertEqual(int(head.headers["Content-Length"]), len(got.body))

    def test_options_asks_for_nothing_cross_origin(self):
        asked = {"Origin": "http://evil.example.com", "Access-Control-Request-Method": "POST"}
        answer = self.mock.call("OPTIONS", "/v1/reset", headers=asked, check=False)
        self.assertFalse([name for name in answer.headers if name.lower().startswith("access-control")])


if __name__ == "__main__":
    unittest.main()
