"""Sources that can be read as one: of one folder, compiled alike, and no name of one's own in two of them."""
import json
import os
import re
from collections import defaultdict

from tree import without_comments

OWN = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.M | re.S)
NAME = re.compile(r"(?<![\w:.<])([A-Za-z_]\w*)(?=\s*(?:[({=\[;]|:(?!:)|$))")
# Words, and what many call the same thing.
SHARED = {"const", "final", "json", "noexcept", "override"}


def commands(build, root):
    """Source, relative to the root -> how it is compiled, without its own name and its output's."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    found = {os.path.relpath(os.path.join(e["directory"], e["file"]), root): e["command"] for e in entries}
    return {path: re.sub(r" -o \S+ -c \S+$", "", command) for path, command in found.items()
            if path.startswith(("mocksmtp/", "api/"))}


def own_names(text):
    """What a source defines for itself alone. It need not be exact: what meets by surprise is taken apart again."""
    lines = [line for part in OWN.findall(text) for line in part.split("\n") if re.match(r"[A-Za-z_]", line)]
    return {name for line in lines for name in NAME.findall(without_comments(line))} - SHARED


def groups(tree, all_commands):
    """Lists of sources, the longest first."""
    alike = defaultdict(list)
    for path, command in sorted(all_commands.items()):
        names = own_names(tree.sources[path].text)
        bins = alike[os.path.dirname(path), command]
        for names_there, paths in bins:
            if not names & names_there:
                names_there |= names
                paths.append(path)
                break
        else:
            bins.append((names, [path]))
    return sorted((paths for bins in alike.values() for _, paths in bins), key=lambda paths: (-len(paths), paths))
