"""Plants mistakes, and looks whether either way of looking finds its own: nobody would miss a check that sees nothing."""
import os
import pathlib
import sys

from tidy import alone, together

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wshadow", "-Werror"]
CLEAN = "namespace { int one() { return 1; } }\nint first() { return one(); }\n"
# check -> source; the names that two of them share make a group that does not compile as a whole
TOGETHER = {
    "modernize-use-nullptr": "int* second() { return 0; }\n",
    "misc-unused-parameters": "namespace { int one(int unused) { return 2; } }\nint third() { return one(3); }\n",
    "misc-redundant-expression": "bool fourth(int a) { return a == a; }\n",
    "bugprone-reserved-identifier": '#include "mocksmtp/planted.hpp"\nint fifth() { return __planted(); }\n',
}
ALONE = {
    "clang-analyzer-core.NullDereference": "int sixth(int a) { int* b = nullptr; return a > 0 ? *b : 0; }\n",
    "clang-diagnostic-unused-function": "namespace { int seventh() { return 7; } }\n",
}


def written(folder, texts):
    paths = [str(folder / f"planted_{number}.cpp") for number in range(len(texts))]
    for path, text in zip(paths, texts):
        pathlib.Path(path).write_text(text, encoding="utf-8")
    return paths


def main():
    # What is complained of is told from others' headers by this folder's name.
    root = pathlib.Path(os.environ["WORK"])
    folder = root / "mocksmtp"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "planted.hpp").write_text("#pragma once\ninline int __planted() { return 5; }\n", encoding="utf-8")
    flags = [*FLAGS, f"-I{root}"]
    said = together(written(folder, [CLEAN, *TOGETHER.values()]), flags)
    missed = [check for check in TOGETHER if f"[{check}" not in said]
    missed += ["the header"] if "planted.hpp:2" not in said else []
    for check, text in ALONE.items():
        missed += [check] if f"[{check}" not in alone(written(folder, [text]), flags) else []
    clean = written(folder, [CLEAN])
    missed += ["nothing to complain of"] if together(clean, flags) or alone(clean, flags) else []
    print(*(f"not found where it was planted: {one}" for one in missed), sep="\n")
    return 1 if missed else 0


sys.exit(main())
