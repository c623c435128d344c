"""Holds answers against api/openapi.yaml: path, method, status, type and body have to be described there."""
import functools
import json
import os
import re

import jsonschema
import yaml

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "api", "openapi.yaml")
with open(PATH, encoding="utf-8") as source:
    DOCUMENT = yaml.safe_load(source)

# Answers that any call can give, before or instead of the route's own.
EVERYWHERE = {403, 404, 405, 503}


def resolve(item):
    while "$ref" in item:
        found = DOCUMENT
        for step in item["$ref"][2:].split("/"):
            found = found[step]
        item = found
    return item


@functools.cache
def validator(schema):
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": DOCUMENT["components"],
            **json.loads(schema)}
    return jsonschema.Draft202012Validator(root)


def validate(value, schema):
    validator(json.dumps(schema)).validate(value)


def find(method, target):
    """The operation the contract describes for this call, or nothing."""
    path = re.sub("/+", "/", target.split("?")[0])
    # The whole API again for one scope.
    path = re.sub("^/v1/scopes/[^/]+/(?!scopes)(?=.)", "/v1/", path)
    if path != "/":
        path = path.rstrip("/")
    for template, item in DOCUMENT["paths"].items():
        pattern = re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path):
            return item.get("get" if method == "HEAD" else method.lower())
    return None


def check(method, target, answer):
    """Fails if the contract does not say so of an answer with `status`, `headers` and `body`."""
    answer_type = answer.headers.get_content_type()
    problem = {"$ref": "#/components/schemas/Problem"}
    operation = find(method, target)
    if method == "OPTIONS" and answer.status == 204:
        return
    described = operation and operation["responses"].get(str(answer.status))
    if not described:
        assert operation is None or answer.status in EVERYWHERE, f"{method} {target}: {answer.status} is not in the contract"
        assert answer_type == "application/problem+json", f"{method} {target}: {answer.status} as {answer_type}"
        if method != "HEAD":
            validate(json.loads(answer.body), problem)
        return
    content = resolve(described).get("content")
    if content is None:
        assert not answer.body, f"{method} {target}: {answer.status} has a body"
        return
    media = content.get(answer_type) or content.get("*/*")
    assert media is not None, f"{method} {target}: {answer_type} is not in the contract, {list(content)} are"
    if method == "HEAD":
        assert not answer.body
        return
    if answer_type in ("application/json", "application/problem+json"):
        validate(json.loads(answer.body), media["schema"])
    elif media["schema"].get("format") != "binary":
        validate(answer.body.decode(), media["schema"])
    if answer_type == "application/x-ndjson":
        for line in answer.body.decode().splitlines():
            validate(json.loads(line), {"$ref": "#/components/schemas/Event"})
