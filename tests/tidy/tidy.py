"""clang-tidy over every source of mocksmtp and api, in parallel. What was clean and has not changed since, nor anything
of ours it includes, is not looked at again.

Most of its time goes into the headers of others, which it reads again for every source. So it looks twice: with the
static analyzer, which is quick, at each source by itself, for it follows calls as far as it can see them; and with all
other checks, which look at one place at a time, at whole groups of sources included into one.
"""
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/architecture"))
from groups import commands, groups  # noqa: E402 - the path is set above
from tree import Tree  # noqa: E402

BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
CACHE = os.path.join(BUILD, "test-cache/tidy")
TIDY = "clang-tidy-16"
# Besides the analyzer's, the one check that is about includes.
ALONE = "clang-analyzer-*,bugprone-suspicious-include"
OURS = "(mocksmtp|api|tests)/.*[.][ch]pp$"


def tidy(checks, source, flags):
    """What clang-tidy says of this file, or nothing."""
    done = subprocess.run([TIDY, "--quiet", f"--config-file={ROOT}/.clang-tidy", "--checks=" + checks,
                           "--header-filter=" + OURS, source, "--", *flags, "-Wno-unknown-warning-option"],
                          cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr if not done.stdout else ''}"


def alone(paths, flags):
    """One source with the analyzer, and with the compiler's own warnings, which are errors by its flags."""
    return tidy("-*," + ALONE, *paths, flags)


def together(paths, flags):
    """A group with all other checks; one that does not compile as a whole is cut in two."""
    os.makedirs(CACHE, exist_ok=True)
    # The name is the same for the same sources: two groups at work never share a file.
    into = os.path.join(CACHE, paths[0].replace("/", "_") + f"_{len(paths)}.cpp")
    with open(into, "w", encoding="utf-8") as file:
        file.writelines(f'#include "{path}"\n' for path in paths)
    others = ",".join("-" + check for check in ALONE.split(","))
    said = tidy(others, into, [flag for flag in flags if not flag.startswith("-W")])
    os.remove(into)
    if len(paths) > 1 and "[clang-diagnostic-error]" in said:
        half = len(paths) // 2
        return together(paths[:half], flags) + together(paths[half:], flags)
    return said


def main():
    os.makedirs(CACHE, exist_ok=True)
    with open(os.path.join(ROOT, ".clang-tidy"), encoding="utf-8") as file:
        rules = file.read()
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    tree, all_commands = Tree(ROOT), commands(BUILD, ROOT)
    # (how to look, at what): the long ones first
    jobs = [(together, paths) for paths in groups(tree, all_commands)] + [(alone, [path]) for path in sorted(all_commands)]
    known = [(how.__name__, ALONE, OURS, rules, version, all_commands[paths[0]].replace(BUILD, "")) for how, paths in jobs]
    stamps = [os.path.join(CACHE, tree.fingerprint(paths, *more)) for (_, paths), more in zip(jobs, known)]
    todo = [(how, paths, stamp) for (how, paths), stamp in zip(jobs, stamps) if not os.path.exists(stamp)]
    flags_of = lambda paths: shlex.split(all_commands[paths[0]])[1:]
    failed = 0
    with ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for (_, _, stamp), said in zip(todo, pool.map(lambda one: one[0](one[1], flags_of(one[1])), todo)):
            if said:
                failed += 1
                print(said.rstrip(), flush=True)
            else:
                open(stamp, "w").close()
    print(f"{len(all_commands)} sources; {len(todo)} looks, {len(jobs) - len(todo)} not needed, {failed} with complaints")
    print(f"count: {len(all_commands)}")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
