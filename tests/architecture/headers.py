"""Compiles every header by itself, and twice, so that each includes what it needs."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-x", "c++", "-I.", "-DBOOST_ASIO_SEPARATE_COMPILATION",
         "-DBOOST_ASIO_NO_DEPRECATED", "-DBOOST_ASIO_DISABLE_BOOST_COROUTINE", "-DBOOST_BEAST_SEPARATE_COMPILATION",
         "-DJSON_DIAGNOSTICS=1"]


def compile_alone(tree, header, compiler):
    """What the compiler says, or nothing."""
    done = subprocess.run([compiler, *FLAGS, "-"], input=f'#include "{header}"\n#include "{header}"\n', text=True,
                          cwd=tree.root, capture_output=True)
    return "" if done.returncode == 0 else f"{header}:1: does not compile alone\n{done.stderr}"


def check(tree, cache, jobs, compiler="g++"):
    """Complaints; what passed before, unchanged, is not compiled again."""
    os.makedirs(cache, exist_ok=True)
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout
    todo = {}
    headers = [p for p in tree.sources if p.endswith(".hpp")]
    for header in headers:
        stamp = os.path.join(cache, tree.fingerprint([header], version, *FLAGS))
        if not os.path.exists(stamp):
            todo[header] = stamp
    complaints = []
    with ThreadPoolExecutor(jobs) as pool:
        for header, said in zip(todo, pool.map(lambda h: compile_alone(tree, h, compiler), todo)):
            if said:
                complaints.append(said)
            else:
                open(todo[header], "w").close()
    return complaints, len(headers)
