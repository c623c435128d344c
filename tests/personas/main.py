"""Scores every persona against the recording of its server; every difference left has its reason in reasons.txt."""
import collections
import concurrent.futures
import os
import pathlib
import sys

from play import player, score
from recording import read
from server import server

HERE = pathlib.Path(__file__).parent


def reasons():
    """(server, script) -> how many lines differ, and why."""
    known = {}
    for line in (HERE / "reasons.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, script, count, why = line.split(None, 3)
            known[name, script] = (int(count), why)
    return known


def play(name):
    under_test, result = server(name), score()
    try:
        one = player(under_test, result)
        for script in read(HERE / "recordings" / f"{name}.txt"):
            one.play(script)
    finally:
        under_test.stop()
    return name, result


def shown(text):
    return "(nothing)" if text is None else text if len(text) < 200 else text[:120] + f"...{len(text)}"


def report(name, result, known, everything):
    """Prints what differs and has no reason; how many such things there are."""
    differing = collections.defaultdict(list)
    for (script, sent), expected, said in result.differences:
        differing[script].append((sent, expected, said))
    wrong = 0
    for script, items in differing.items():
        count, why = known.pop((name, script), (0, ""))
        if count != len(items):
            wrong += 1
            print(f"{name} {script}: {len(items)} lines differ, reasons.txt explains {count}")
        if count == len(items) and not everything:
            print(f"{name} {script}: {len(items)} lines: {why}")
            continue
        for sent, expected, said in items:
            print(f"  {shown(repr(sent)[2:-1])}\n    recorded {shown(expected)}\n    ours     {shown(said)}")
    for (server_name, script), (count, _) in known.items():
        if server_name == name:
            wrong += 1
            print(f"{name} {script}: nothing differs, but reasons.txt explains {count}")
    return wrong


def main():
    everything = "--list" in sys.argv
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    names = named or sorted(path.stem for path in (HERE / "recordings").glob("*.txt"))
    known, wrong, checked, scores = reasons(), 0, 0, []
    with concurrent.futures.ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for name, result in pool.map(play, names):
            wrong += report(name, result, known, everything)
            checked += result.all
            scores.append(f"{name:20} {result.equal} / {result.all} ({100 * result.equal / result.all:.1f}%)")
    print(*scores, f"count: {checked}", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
