"""Plants mistakes, and looks whether each is found: nobody would miss a check that sees nothing."""
import os
import pathlib
import sys

from tidy import look

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Werror"]
CLEAN = "namespace { int one() { return 1; } }\nint first() { return one(); }\n"
# check -> source
PLANTED = {
    "modernize-use-nullptr": "int* second() { return 0; }\n",
    "misc-unused-parameters": "namespace { int third(int unused) { return 2; } }\nint use_third() { return third(3); }\n",
    "misc-redundant-expression": "bool fourth(int a) { return a == a; }\n",
    "bugprone-reserved-identifier": '#include "mocksmtp/planted.hpp"\nint fifth() { return __planted(); }\n',
    "clang-analyzer-core.NullDereference": "int sixth(int a) { int* b = nullptr; return a > 0 ? *b : 0; }\n",
}
# The analyzer has nothing to say of what the compiler refuses.
REFUSED = {
    "clang-diagnostic-unused-function": "namespace { int seventh() { return 7; } }\n",
}


def main():
    # What is complained of is told from others' headers by this folder's name.
    root = pathlib.Path(os.environ["WORK"])
    folder = root / "mocksmtp"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "planted.hpp").write_text("#pragma once\ninline int __planted() { return 5; }\n", encoding="utf-8")
    flags = [*FLAGS, f"-I{root}"]

    def written(name, *texts):
        paths = [str(folder / f"{name}_{number}.cpp") for number in range(len(texts))]
        for path, text in zip(paths, texts):
            pathlib.Path(path).write_text(text, encoding="utf-8")
        return look(name, paths, flags)

    said = written("planted", CLEAN, *PLANTED.values())
    missed = [check for check in PLANTED if f"[{check}" not in said]
    refused = written("refused", CLEAN, *REFUSED.values())
    missed += [check for check in REFUSED if f"[{check}" not in refused]
    missed += ["its place"] if "planted_3.cpp:1:" not in said else []
    missed += ["the header"] if "planted.hpp:2" not in said else []
    missed += ["nothing to complain of"] if written("clean", CLEAN) else []
    print(*(f"not found where it was planted: {one}" for one in missed), sep="\n")
    return 1 if missed else 0


sys.exit(main())
