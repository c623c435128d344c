"""clang-tidy over every source of mocksmtp and api, in parallel; a file that was clean and has not changed since,
nor anything of ours it includes, is not looked at again."""
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/architecture"))
from tree import Tree  # noqa: E402 - the path is set above

BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
TIDY = "clang-tidy-16"


def commands():
    """Source, relative to the root -> how it is compiled."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    found = {os.path.relpath(os.path.join(e["directory"], e["file"]), ROOT): e["command"] for e in entries}
    return {path: command for path, command in found.items() if path.startswith(("mocksmtp/", "api/"))}


def tidy(path):
    done = subprocess.run([TIDY, "--quiet", "-p", BUILD, "--extra-arg=-Wno-unknown-warning-option", path], cwd=ROOT,
                          capture_output=True, text=True)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr if not done.stdout else ''}"


def main():
    cache = os.path.join(BUILD, "test-cache/tidy")
    os.makedirs(cache, exist_ok=True)
    with open(os.path.join(ROOT, ".clang-tidy"), encoding="utf-8") as file:
        rules = file.read()
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    tree, all_commands = Tree(ROOT), commands()
    stamps = {path: os.path.join(cache, tree.fingerprint(path, rules, version, command.replace(BUILD, "")))
              for path, command in all_commands.items()}
    todo = sorted(path for path, stamp in stamps.items() if not os.path.exists(stamp))
    failed = 0
    with ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for path, said in zip(todo, pool.map(tidy, todo)):
            if said:
                failed += 1
                print(said.rstrip(), flush=True)
            else:
                open(stamps[path], "w").close()
    print(f"{len(todo)} looked at, {len(stamps) - len(todo)} unchanged, {failed} with complaints")
    print(f"count: {len(stamps)}")
    return 1 if failed or not stamps else 0


sys.exit(main())
