"""What the tests call: the shop, and the mock that took its mail."""
import json
import os
import urllib.parse
import urllib.request


def customer(address):
    with urllib.request.urlopen(os.environ["SHOP"] + "/customers", data=address.encode()) as answer:
        return answer.status


def expect(path, **fields):
    """An expectation that does not hold is an HTTPError whose text says what was expected and what happened instead."""
    query = urllib.parse.urlencode({name.replace("__", "."): value for name, value in fields.items()})
    with urllib.request.urlopen(f"{os.environ['MOCK']}{path}?{query}") as answer:
        return json.load(answer)
