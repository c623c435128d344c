"""The rules of the house; each yields complaints as lines "path:line: what is wrong"."""
import fnmatch
import os
import re

from standard import standard
from tree import line_of, strings_of, without_strings

# Codes of RFC 5321 and its extensions, and of what servers in the field say.
REPLY_CODES = {211, 214, 220, 221, 235, 250, 251, 252, 334, 354, 421, 432, 450, 451, 452, 454, 455, 458, 459, 500, 501,
               502, 503, 504, 521, 523, 524, 525, 530, 534, 535, 538, 541, 550, 551, 552, 553, 554, 555, 556}
# These have a meaning of their own in HTTP.
HTTP_CODES = {421, 451, 500, 501, 502, 503, 504}
# A number as round as this is mostly a limit; in a string it is still a code.
ROUND = {500}
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")


def includes(tree, floors):
    """Downward only, never sideways, root-relative, and every library on its floor."""
    for source in tree.sources.values():
        folder = floors.folder_of(source.path)
        if folder is None:
            yield f"{source.path}:1: this folder is no floor of floors.txt"
            continue
        for line, quoted, name in source.includes:
            at = f"{source.path}:{line}:"
            if quoted:
                yield from one_of_ours(tree, floors, at, folder, name)
            else:
                yield from one_of_a_library(floors, at, folder, name)


def one_of_ours(tree, floors, at, folder, name):
    if name not in tree.sources:
        yield f'{at} "{name}" is no path from the root'
        return
    if name.endswith(".cpp"):
        yield f'{at} "{name}" is a source, and compiled by itself'
    target = floors.folder_of(name)
    if target is None or target == folder:
        return
    here, there = floors.floors[folder], floors.floors[target]
    if there > here:
        yield f'{at} "{name}" is upward, from floor {here} to {there}'
    elif there == here:
        yield f'{at} "{name}" is sideways, {folder} and {target} are strangers'


def one_of_a_library(floors, at, folder, name):
    if name.startswith(("mocksmtp/", "api/")):
        yield f"{at} <{name}> is ours and stands in quotes"
        return
    library = floors.library_of(name)
    if library is None:
        yield f"{at} <{name}> belongs to no library of floors.txt"
    elif library and not floors.libraries[folder] & {library, "all"}:
        yield f"{at} <{name}> is {library}, which has no place in {folder}"


def cycles(tree, _):
    """Files that include each other, in however many steps."""
    state = {}

    def visit(path, trail):
        state[path] = "open"
        for _, quoted, name in tree.sources[path].includes:
            if not quoted or name not in tree.sources:
                continue
            if state.get(name) == "open":
                yield f"{path}:1: cycle: " + " -> ".join(trail[trail.index(name):] + [name])
            elif name not in state:
                yield from visit(name, trail + [name])
        state[path] = "done"

    for path in tree.sources:
        if path not in state:
            yield from visit(path, [path])


def hidden_inputs(tree, floors):
    """Time, chance and surroundings only where floors.txt says why."""
    for source in ours(tree):
        code = without_strings(source.code)
        for name, pattern in floors.hidden.items():
            for match in pattern.finditer(code):
                excuse = next((e for e in floors.exceptions if e[0] == name and within(source.path, e[1])), None)
                if excuse is None:
                    yield f"{source.path}:{line_of(code, match.start())}: {match[0].strip()} is a hidden input ({name})"


def replies(tree, floors):
    """Reply codes stand in the reply book and the personas, nowhere else."""
    for source in ours(tree):
        if any(within(source.path, place) for place in floors.replies):
            continue
        codes = REPLY_CODES - HTTP_CODES if source.path.startswith("api/") else REPLY_CODES
        numbers = [(m.start(), m[0]) for m in re.finditer(r"(?<![\w.'])[2-5]\d\d(?![\w.'])", without_strings(source.code))
                   if int(m[0]) not in ROUND]
        spoken = [(at, m[0]) for at, text in strings_of(source.code) for m in re.finditer(r"(?<=\")[2-5]\d\d(?=[ \-\"])", text)]
        for at, number in numbers + spoken:
            if int(number) in codes:
                yield f"{source.path}:{line_of(source.code, at)}: reply code {number} outside the reply book"


def files(tree, _):
    """Names, the header's first line, #pragma once, and a source's own header first."""
    for path, source in tree.sources.items():
        if not NAME.fullmatch(os.path.basename(path)) or path.endswith(".h"):
            yield f"{path}:1: names are snake_case.hpp or snake_case.cpp"
        if path.endswith(".hpp"):
            if not re.match(r"// \S", source.text):
                yield f"{path}:1: the first line of a header says what the room is for"
            if not re.search(r"^#pragma once$", source.text, re.M):
                yield f"{path}:1: #pragma once is missing"
        own = path[:-4] + ".hpp"
        if path.endswith(".cpp") and own in tree.sources and source.includes and source.includes[0][2] != own:
            yield f"{path}:{source.includes[0][0]}: its own header comes first"


def top_level(tree, floors):
    """Nothing at the top but what floors.txt names, dotfiles, and what git ignores."""
    ignored = []
    if os.path.exists(os.path.join(tree.root, ".gitignore")):
        with open(os.path.join(tree.root, ".gitignore"), encoding="utf-8") as file:
            ignored = [line.strip().strip("/") for line in file if line.strip()]
    for name in sorted(os.listdir(tree.root)):
        if name not in floors.top_level and not name.startswith(".") and \
                not any(fnmatch.fnmatch(name, pattern) for pattern in ignored):
            yield f"{name}:1: has no place at the top level"


def ours(tree):
    return [s for path, s in tree.sources.items() if path.startswith(("mocksmtp/", "api/"))]


def within(path, prefix):
    """A folder holds its files; a name without its ending stands for the header and the source."""
    return path == prefix or path.startswith((prefix + "/", prefix + "."))


ALL = (includes, standard, cycles, hidden_inputs, replies, files, top_level)
