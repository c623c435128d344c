"""Checks the tree against floors.txt: prints every complaint, and how many things were checked.

With --from-nothing every header is compiled without other libraries' headers read before."""
import os
import sys

import floors
import headers
import rules
import tree


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(here))
    house = tree.Tree(root)
    plan = floors.read(os.path.join(here, "floors.txt"))
    complaints = [line for rule in rules.ALL for line in rule(house, plan)]
    alone, count = headers.check(house, os.path.join(os.environ.get("BUILD", root + "/build"), "test-cache/headers"),
                                 int(os.environ.get("JOBS", "2")), precompiled="--from-nothing" not in sys.argv)
    print(*complaints, *alone, sep="\n")
    print(f"count: {sum(len(s.includes) for s in house.sources.values()) + count}")
    return 1 if complaints or alone else 0


sys.exit(main())
