"""A source tree as data: its files, their code without comments, and who includes whom."""
import hashlib
import os
import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'', re.S)
SOURCE_FOLDERS = ("mocksmtp", "api", "examples", "tests")


def without_comments(text):
    """The text with comments blanked, line numbers kept."""
    return TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0].startswith(("//", "/*")) else m[0], text)


def without_strings(code):
    """Code without comments, its string literals blanked too."""
    return TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), code)


def strings_of(code):
    """(position, literal) of every string in code without comments."""
    return [(m.start(), m[0]) for m in TOKEN.finditer(code) if m[0].startswith(('"', "R"))]


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Source:
    def __init__(self, root, path):
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8") as file:
            self.text = file.read()
        self.code = without_comments(self.text)
        # (line, quoted or angled, name)
        self.includes = [(line_of(self.code, m.start()), m[1] == '"', m[2]) for m in INCLUDE.finditer(self.code)]


class Tree:
    def __init__(self, root):
        self.root = root
        self.sources = {}
        for top in SOURCE_FOLDERS:
            for folder, folders, names in os.walk(os.path.join(root, top)):
                folders[:] = sorted(f for f in folders if f not in ("node_modules", "__pycache__"))
                for name in sorted(names):
                    if name.endswith((".hpp", ".cpp", ".h")):
                        path = os.path.relpath(os.path.join(folder, name), root)
                        self.sources[path] = Source(root, path)
        for source in self.sources.values():
            source.includes = [(line, quoted, self.neighbour(source, name) if quoted else name)
                               for line, quoted, name in source.includes]

    def neighbour(self, source, name):
        """Tests and examples may name what stands beside them: there is no floor to show, and examples are copied."""
        beside = os.path.join(os.path.dirname(source.path), name)
        return beside if source.path.startswith(("tests/", "examples/")) and beside in self.sources else name

    def closure(self, paths):
        """These sources and every source of ours they include, however far."""
        found, todo = set(), list(paths)
        while todo:
            at = todo.pop()
            if at in found or at not in self.sources:
                continue
            found.add(at)
            todo += [name for _, quoted, name in self.sources[at].includes if quoted]
        return sorted(found)

    def fingerprint(self, paths, *more):
        """A digest over all a compiler would read of ours, to skip what was checked before."""
        digest = hashlib.sha256("\0".join((*more, *paths)).encode())
        for name in self.closure(paths):
            digest.update(name.encode() + b"\0" + self.sources[name].text.encode() + b"\0")
        return digest.hexdigest()
