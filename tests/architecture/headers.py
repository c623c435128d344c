"""Compiles every header by itself, and twice, so that each includes what it needs of ours.

The headers of libraries whose names standard.py knows are read once for all: that each includes what it needs of those
is found there.
`tests/run alone` compiles without that."""
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from standard import NAMES, OTHERS

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-x", "c++", "-I.", "-DBOOST_ASIO_SEPARATE_COMPILATION",
         "-DBOOST_ASIO_NO_DEPRECATED", "-DBOOST_ASIO_DISABLE_BOOST_COROUTINE", "-DBOOST_BEAST_SEPARATE_COMPILATION",
         "-DJSON_DIAGNOSTICS=1"]


def read_once(tree, folder, compiler):
    """Options that give every compilation the headers of other libraries, precompiled in `folder`."""
    names = sorted({name for path, source in tree.sources.items() if path.endswith(".hpp")
                    for _, quoted, name in source.includes
                    if not quoted and (name in NAMES or name.startswith(tuple(OTHERS)))})
    path, made = os.path.join(folder, "libraries.hpp"), os.path.join(folder, "libraries.pch")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"#include <{name}>\n" for name in names)
    flags = ["c++-header" if flag == "c++" else flag for flag in FLAGS if flag != "-fsyntax-only"]
    # What their templates need is made here too; otherwise every compilation would make it anew.
    subprocess.run([compiler, *flags, "-fpch-instantiate-templates", path, "-o", made], cwd=tree.root, check=True)
    return ["-include-pch", made]


def compile_alone(tree, header, compiler, more):
    """What the compiler says, or nothing."""
    done = subprocess.run([compiler, *FLAGS, *more, "-"], input=f'#include "{header}"\n#include "{header}"\n', text=True,
                          cwd=tree.root, capture_output=True)
    return "" if done.returncode == 0 else f"{header}:1: does not compile alone\n{done.stderr}"


def check(tree, cache, jobs, compiler="clang++-16", precompiled=True):
    """Complaints; what passed before, unchanged, is not compiled again."""
    os.makedirs(cache, exist_ok=True)
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout
    todo = {}
    headers = [p for p in tree.sources if p.endswith(".hpp")]
    for header in headers:
        stamp = os.path.join(cache, tree.fingerprint([header], version, str(precompiled), *FLAGS))
        if not os.path.exists(stamp):
            todo[header] = stamp
    complaints = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        more = read_once(tree, folder, compiler) if todo and precompiled else []
        for header, said in zip(todo, pool.map(lambda h: compile_alone(tree, h, compiler, more), todo)):
            if said:
                complaints.append(said)
            else:
                open(todo[header], "w").close()
    return complaints, len(headers)
