"""clang-tidy over every source of mocksmtp and api, in parallel. What was clean and has not changed since, nor anything
of ours it includes, is not looked at again.

Most of its time goes into the headers of others, so it looks at several sources at a time, those that the build compiles
together. It reads them as one text, for the analyzer follows calls only from the file it was given; how far it follows
them is the argument, `shallow` or `deep`.
"""
import bisect
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/architecture"))
from tree import INCLUDE, Tree  # noqa: E402 - the path is set above

BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
CACHE = os.path.join(BUILD, "test-cache/tidy")
TIDY = "clang-tidy-16"
OURS = "(mocksmtp|api|tests)/.*[.][ch]pp$"


def look(name, paths, flags, mode="shallow"):
    """What clang-tidy and the compiler say of these sources and of all headers of ours they include, or nothing."""
    os.makedirs(CACHE, exist_ok=True)
    text, starts = "", []  # of each source, the line before its first
    for path in paths:
        starts.append(text.count("\n"))
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text += file.read()
    into = os.path.join(CACHE, name + ".cpp")
    with open(into, "w", encoding="utf-8") as file:
        file.write(text)
    done = subprocess.run([TIDY, "--quiet", f"--config-file={ROOT}/.clang-tidy", "--header-filter=" + OURS, into,
                           "--", *flags, "-Wno-unknown-warning-option",
                           "-Xclang", "-analyzer-config", "-Xclang", "mode=" + mode], cwd=ROOT, capture_output=True, text=True)
    os.remove(into)

    def place(found):
        line = int(found[1])
        which = bisect.bisect_left(starts, line) - 1
        return f"{paths[which]}:{line - starts[which]}"

    said = re.sub(re.escape(into) + r":(\d+)", place, done.stdout or done.stderr)
    return "" if done.returncode == 0 else said


def units():
    """(name, the sources, how they are compiled), the long ones first."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    made = []
    for entry in entries:
        path = os.path.join(entry["directory"], entry["file"])
        sources = [os.path.relpath(path, ROOT)]
        if os.path.dirname(path) == os.path.join(BUILD, "mocksmtp-united"):
            with open(path, encoding="utf-8") as file:
                sources = [found[2] for found in INCLUDE.finditer(file.read())]
        if sources[0].startswith(("mocksmtp/", "api/")):
            flags = shlex.split(re.sub(r" -o \S+ -c \S+$", "", entry["command"]))[1:]
            made.append((sources[0].replace("/", "_"), sources, flags))
    return sorted(made, key=lambda unit: -len(unit[1]))


def main(mode):
    os.makedirs(CACHE, exist_ok=True)
    with open(os.path.join(ROOT, ".clang-tidy"), encoding="utf-8") as file:
        rules = file.read()
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    tree, jobs = Tree(ROOT), units()
    stamps = [os.path.join(CACHE, tree.fingerprint(sources, mode, OURS, rules, version, *(flag.replace(BUILD, "") for flag in flags)))
              for _, sources, flags in jobs]
    todo = [(job, stamp) for job, stamp in zip(jobs, stamps) if not os.path.exists(stamp)]
    failed = 0
    with ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for (_, stamp), said in zip(todo, pool.map(lambda one: look(*one[0], mode), todo)):
            if said:
                failed += 1
                print(said.rstrip(), flush=True)
            else:
                open(stamp, "w").close()
    count = sum(len(sources) for _, sources, _ in jobs)
    print(f"{count} sources; {len(todo)} looks, {len(jobs) - len(todo)} not needed, {failed} with complaints")
    print(f"count: {count}")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
