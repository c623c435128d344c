"""Puts sources of one folder together, so that a compiler reads the headers that they share once: writes files that
include several of them, and prints what is to be compiled in their stead.

    united.py ROOT INTO NAME SOURCE...    sources relative to ROOT; the files are INTO/NAME_1.cpp and so on
"""
import os
import re
import sys

MOST = 12  # in one file: more would save little, and cost whoever changes one of them
OWN = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.M | re.S)
NAME = re.compile(r"(?<![\w:.<])([A-Za-z_]\w*)(?=\s*(?:[({=\[;]|:(?!:)|$))")
TYPE = re.compile(r"(?:class|struct|union|enum(?: class)?|using(?=\s\w+\s*=)) +(\w+)")
ALIAS = re.compile(r"namespace |using ")
COMMENT = re.compile(r"//[^\n]*")
ALONE = re.compile(r"^using enum ", re.M)  # its names would be names of all
# Words of the language.
SHARED = {"const", "final", "noexcept", "override", "private", "protected", "public", "return"}


def names_in(line):
    """What a line that begins a declaration declares, and maybe more."""
    if found := TYPE.match(line):
        return [found[1]]
    return [] if ALIAS.match(line) else NAME.findall(COMMENT.sub("", line))


def own_names(text):
    """What a source defines for itself alone, and a few names more: two sources that share one stay apart."""
    lines = [line for part in OWN.findall(text) for line in part.split("\n") if re.match(r"[A-Za-z_]", line)]
    return {name for line in lines for name in names_in(line)} - SHARED


def groups(root, sources):
    """Lists of sources. That of main.cpp begins with it: it says how its headers are meant."""
    together, alone = [], []
    for path in sorted(sources, key=lambda path: (os.path.basename(path) != "main.cpp", path)):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
        if ALONE.search(text):
            alone.append([path])
            continue
        names = own_names(text)
        for names_there, paths in together:
            if len(paths) < MOST and not names & names_there:
                names_there |= names
                paths.append(path)
                break
        else:
            together.append((names, [path]))
    return [paths for _, paths in together] + alone


def write(path, text):
    """Only what has changed, or it would be compiled again."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(root, into, name, *sources):
    os.makedirs(into, exist_ok=True)
    made = []
    for number, paths in enumerate(groups(root, sources), 1):
        if len(paths) == 1:
            made.append(os.path.join(root, paths[0]))
            continue
        made.append(os.path.join(into, f"{name}_{number}.cpp"))
        write(made[-1], "".join(f'#include "{path}"\n' for path in paths))
    print(";".join(made), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
