"""Runs of the load clients on their core, and what they saw."""
import json
import os
import subprocess
import time

from servers import LOAD_CORE, UNPACKED, on_core, postfix_environment

BENCH_LOAD = os.environ["BENCH_LOAD"]


def bench_load(command, *, rest=(), environment=None, **options):
    words = [word for name, value in options.items() for word in ("--" + name, str(value))]
    done = subprocess.run(on_core(LOAD_CORE, [BENCH_LOAD, command, *words, *rest]), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=600, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"bench_load {command} {' '.join(words)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def send(to, messages, **how):
    """Messages from our own client, all checked to be in the API; seconds and CPU of its run."""
    to.begin()
    seen = bench_load("send", port=to.port, process=to.pid, messages=messages, **how)
    to.check(seen["acknowledged"])
    return seen


def smtp_source(to, messages, sessions, size):
    """The same from smtp-source, on connections it keeps."""
    to.begin()
    cpu, start = to.cpu(), time.monotonic()
    subprocess.run(on_core(LOAD_CORE, [UNPACKED + "/usr/sbin/smtp-source", "-d", "-s", str(sessions), "-m", str(messages),
                                       "-l", str(size), f"127.0.0.1:{to.port}"]),
                   check=True, stdin=subprocess.DEVNULL, env=postfix_environment(), timeout=600)
    seen = {"acknowledged": messages, "seconds": time.monotonic() - start, "server_cpu": to.cpu() - cpu}
    to.check(messages)
    return seen


class idle_connections:
    """So many, greeted and silent, while this lives; `served` afterwards says how many still got a reply."""

    def __init__(self, to, count):
        self.count, self.served = count, None
        self.process = subprocess.Popen(
            on_core(LOAD_CORE, [BENCH_LOAD, "hold", "--port", str(to.port), "--sessions", str(count)]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        held = self.process.stdout.readline()
        if not held or json.loads(held)["held"] != self.count:
            raise RuntimeError(f"{self.count} connections are not held: {held!r}")
        return self

    def __exit__(self, *_):
        rest, _ = self.process.communicate(timeout=60)
        self.served = json.loads(rest)["served"] if rest else 0
