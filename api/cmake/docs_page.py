"""Makes a page to read from the OpenAPI document; it loads nothing: docs_page.py OPENAPI.yaml STYLE.css OUT.html.

Where the page says <!-- fields -->, the program puts the fields it knows."""
import html
import json
import re
import sys
import urllib.parse

import yaml

METHODS = ("get", "post", "put", "patch", "delete")


def marked(text):
    """A description's paragraphs, with its `code` and **bold**."""
    text = html.escape(text or "", quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return text


def paragraphs(text):
    return "".join(f"<p>{marked(each)}</p>\n" for each in (text or "").strip().split("\n\n") if each)


def code(value):
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"<code>{html.escape(shown)}</code>"


def link_to(reference):
    name = reference.rsplit("/", 1)[1]
    return f'<a href="#schema-{name}">{name}</a>'


def kind_of(schema):
    """A schema in a few words."""
    if "$ref" in schema:
        return link_to(schema["$ref"])
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return " | ".join(code(each) for each in schema["enum"])
    for key, between in (("anyOf", " or "), ("allOf", " and ")):
        if key in schema:
            return between.join(kind_of(each) for each in schema[key])
    kind = schema.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array" and "items" in schema:
        return "list of " + kind_of(schema["items"])
    return kind


def limits_of(schema):
    """What else a value has to be."""
    said = []
    for key, words in (("minimum", "at least"), ("exclusiveMinimum", "more than"), ("maximum", "at most"), ("default", "default"),
                       ("pattern", "matches")):
        if key in schema:
            said.append(f"{words} {code(schema[key])}")
    return f'<span class="dim">({", ".join(said)})</span>' if said else ""


def members(schema):
    """The rows of an object's table, and, one step in, of the objects in it."""
    rows = []
    for name, each in schema.get("properties", {}).items():
        needed = "" if name in schema.get("required", ()) else ' <span class="dim">optional</span>'
        about = " ".join(part for part in (marked(each.get("description")), limits_of(each)) if part)
        rows.append(f"<tr><td><code>{html.escape(name)}</code>{needed}</td><td>{kind_of(each)}</td><td>{about}{nested(each)}</td></tr>\n")
    return "".join(rows)


def nested(schema):
    inner = schema.get("items", schema) if "$ref" not in schema else {}
    if "$ref" in inner or "properties" not in inner:
        alternatives = [each for each in inner.get("anyOf", []) if "properties" in each]
        return "".join(f"<table>{members(each)}</table>" for each in alternatives)
    return f"<table>{members(inner)}</table>"


def outline(schema):
    if schema.get("properties"):
        return (kind_of({"allOf": schema["allOf"]}) + ", and" if "allOf" in schema else "") + nested(schema)
    return f"{kind_of(schema)} {limits_of(schema)}{nested(schema)}"


class Page:
    def __init__(self, document):
        self.document = document

    def resolve(self, item):
        while "$ref" in item:
            found = self.document
            for step in item["$ref"][2:].split("/"):
                found = found[step]
            item = found
        return item

    def parameters_of(self, item, operation):
        return [self.resolve(each) for each in item.get("parameters", []) + operation.get("parameters", [])]

    def command(self, method, path, parameters, body):
        """What somebody would type."""
        query = {}
        for each in parameters:
            example = each.get("example")
            if each["in"] == "path":
                path = path.replace("{" + each["name"] + "}", urllib.parse.quote(str(example or each["name"])))
            elif isinstance(example, dict):
                query.update(example)
        url = "http://localhost:8025" + path + ("?" + urllib.parse.urlencode(query, safe="@") if query else "")
        words = "curl " + (f"-X {method.upper()} " if method != "get" else "")
        if body:
            words += "--json '" + json.dumps(body, ensure_ascii=False) + "' "
        return f"<pre>{html.escape(words)}'{html.escape(url)}'</pre>\n"

    def operation(self, path, method, item):
        operation = item[method]
        parameters = self.parameters_of(item, operation)
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        made = (f'<article id="{anchor(method, path)}"><h3><b class="{method}">{method.upper()}</b> <code>{html.escape(path)}</code></h3>\n'
                f'<p class="about">{marked(operation.get("summary"))}</p>\n{paragraphs(operation.get("description"))}')
        made += self.command(method, path, parameters, body.get("example"))
        if parameters:
            rows = "".join(f'<tr><td><code>{html.escape(each["name"])}</code> <span class="dim">{each["in"]}</span></td>'
                           f'<td>{kind_of(each["schema"])}</td><td>{marked(each.get("description"))} {limits_of(each["schema"])}</td></tr>\n'
                           for each in parameters)
            made += f"<h4>Parameters</h4><table>{rows}</table>\n"
        if body:
            made += f'<h4>Body</h4>{outline(body["schema"])}\n'
        rows = ""
        for status, answer in operation["responses"].items():
            answer = self.resolve(answer)
            forms = "".join(f'<div><code>{html.escape(kind)}</code> {outline(content["schema"]) if status < "3" else kind_of(content["schema"])}</div>'
                            for kind, content in answer.get("content", {}).items())
            rows += f'<tr><td><b>{status}</b></td><td>{marked(answer["description"])}{forms}</td></tr>\n'
        return made + f"<h4>Answers</h4><table>{rows}</table></article>\n"

    def schema(self, name, schema):
        return f'<article id="schema-{name}"><h3>{name}</h3>\n{paragraphs(schema.get("description"))}{outline(schema)}</article>\n'

    def operations(self):
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield path, method, item

    def whole(self, style):
        info, schemas = self.document["info"], self.document["components"]["schemas"]
        calls = "".join(f'<li><a href="#{anchor(method, path)}"><b class="{method}">{method.upper()}</b> {html.escape(path)}</a></li>\n'
                        for path, method, _ in self.operations())
        return ("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>mocksmtp: the API</title>\n"
                f"<meta name=\"viewport\" content=\"width=device-width\"><style>\n{style}</style></head><body>\n"
                f"<nav><a href=\"#top\"><b>{html.escape(info['title'])}</b></a><ul>\n{calls}</ul>"
                "<a href=\"#fields\">fields</a> <a href=\"#schemas\">schemas</a></nav>\n<main id=\"top\">\n"
                f"<h1>{html.escape(info['summary'])}</h1>\n{paragraphs(info['description'])}"
                "<p>The same for programs: <a href=\"/openapi.yaml\">openapi.yaml</a>, <a href=\"/openapi.json\">openapi.json</a>.</p>\n"
                + "".join(self.operation(*each) for each in self.operations())
                + "<h2 id=\"fields\">Fields</h2>\n<p>Who knows a field can be asked for it; at the stages named, rules know it.</p>\n<!-- fields -->\n"
                + "<h2 id=\"schemas\">Schemas</h2>\n" + "".join(self.schema(*each) for each in schemas.items())
                + "</main></body></html>\n")


def anchor(method, path):
    return method + re.sub(r"[^A-Za-z0-9]+", "-", path).rstrip("-")


with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], encoding="utf-8") as css:
    page = Page(yaml.safe_load(source)).whole(css.read())
with open(sys.argv[3], "w", encoding="utf-8") as out:
    out.write(page)
