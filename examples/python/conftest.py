"""Fixtures to copy: each test has a scope of its own on one running mocksmtp, so that they may run at a time."""
import json
import os
import re
import secrets
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

API = os.environ.get("MOCK_URL", "http://localhost:8025") + "/v1"


class Scope:
    """What is sent to any address at NAME.scope.test, and nothing else. There is nothing to declare."""

    def __init__(self, test):
        self.name = "-".join(re.findall("[a-z0-9]+", test.lower()))[:50] + "-" + secrets.token_hex(4)

    def address(self, local_part):
        return f"{local_part}@{self.name}.scope.test"

    def add_rule(self, name, **rule):
        """Scripts a failure: add_rule("greylist", on="rcpt", times=1, reply="451 4.7.1 Try again later")"""
        self.call("PUT", f"/rules/{name}", rule)

    def expect(self, path="/message", **conditions):
        """The one mail that meets them, waited for: expect(to=bob, must__subject="Welcome"), with __ for a dot.

        A part of it is a str: expect("/message/code", to=bob)
        """
        __tracebackhide__ = True
        query = {"format": "text"} | {name.replace("__", "."): value for name, value in conditions.items()}
        return self.call("GET", f"{path}?{urlencode(query)}")

    def call(self, method, path="", body=None):
        """What the mock answers, from JSON if it is that. Where an expectation does not hold, its report is the failure."""
        __tracebackhide__ = True
        data = json.dumps(body).encode() if body else None
        request = Request(f"{API}/scopes/{self.name}{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            answer = urlopen(request)
        except HTTPError as failure:
            answer = failure
        with answer:
            text = answer.read().decode()
        if answer.status >= 400:
            raise AssertionError(text)
        return json.loads(text) if answer.headers["Content-Type"] == "application/json" else text


@pytest.fixture
def new_scope(request):
    """For a test that needs several. What a failed test leaves stays on the server, as evidence."""
    scopes, failed_before = [], request.session.testsfailed

    def make():
        scopes.append(Scope(request.node.name))
        return scopes[-1]

    yield make
    if request.session.testsfailed == failed_before:
        for scope in scopes:
            scope.call("DELETE")


@pytest.fixture
def scope(new_scope):
    return new_scope()


@pytest.fixture(scope="session")
def authority():
    """The certificate to trust, as PEM."""
    with urlopen(f"{API}/tls/ca.pem") as answer:
        return answer.read().decode()
