"""How long the program in the image takes until all its listeners answer. It is printed and not judged: a machine that is busy with
other things is no mistake of the image. By hand:  sudo BUILD=$PWD/build tests/docker/run start"""
import contextlib
import http.client
import json
import os
import signal
import socket
import statistics
import tempfile
import time
import unittest

import test_image
from container import SAFE, exported
from engine import PATIENCE, WORK, engine

RUNS = 41
FREE_PORTS = {f"MOCKSMTP_{name}_PORT": "0" for name in ("SMTP", "SMTPS", "HTTP")}


def setUpModule():
    test_image.setUpModule()


@contextlib.contextmanager
def before_all_others():
    """Where that is allowed: neither the program nor who measures waits for strangers."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    try:
        yield
    finally:
        with contextlib.suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def launch(root):
    """The program in the image's file system, as the image's user; the process and its output, which begins with the
    time of the exec."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(write, 1)
            os.dup2(os.open(os.devnull, os.O_RDWR), 2)
            os.chroot(root)
            os.chdir("/")
            os.setgroups([])
            os.setgid(65532)
            os.setuid(65532)
            os.write(1, f"{time.monotonic()}\n".encode())
            os.execve("/usr/bin/mocksmtp", ["mocksmtp"], FREE_PORTS)
        finally:
            os._exit(127)
    os.close(write)
    return child, os.fdopen(read)


def start_once(root):
    """Seconds from exec to the ready line; to a 220 on SMTP and a 200 of the API too; and the exit status."""
    child, output = launch(root)
    with output:
        begin = float(output.readline())
        ready = json.loads(output.readline())
        said = time.monotonic() - begin
        for one in ready["smtp"]:
            with socket.create_connection(("127.0.0.1", one["port"]), timeout=PATIENCE) as client:
                if one["tls"] != "implicit" and not client.recv(4).startswith(b"220"):
                    raise AssertionError("no greeting")
        api = http.client.HTTPConnection("127.0.0.1", ready["http"]["port"], timeout=PATIENCE)
        api.request("GET", "/readyz")
        if api.getresponse().status != 200:
            raise AssertionError("not ready")
        answered = time.monotonic() - begin
        api.close()
        os.kill(child, signal.SIGTERM)
    return said, answered, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class the_start(unittest.TestCase):
    def test_the_program_in_the_image(self):
        with tempfile.TemporaryDirectory(dir=WORK) as root:
            os.chmod(root, 0o755)  # as an engine makes it
            exported("mocksmtp", root)
            with before_all_others():
                runs = [start_once(root) for _ in range(RUNS)]
        self.assertEqual({status for *_, status in runs}, {0})
        for name, column in (("ready line", 0), ("every listener has answered", 1)):
            times = sorted(run[column] * 1000 for run in runs)
            print(f"exec to {name}: {statistics.median(times):.1f} ms ({times[0]:.1f} to {times[-1]:.1f})", end="; ")

    def test_a_container(self):
        times = []
        for _ in range(5):
            begin = time.monotonic()
            container = engine.running.docker("run", "--detach", "--network", "none", *SAFE, "mocksmtp").stdout.strip()
            # The engine's own part is nearly all of it.
            try:
                while engine.running.docker("logs", container).stdout.count("\n") < 1:
                    self.assertLess(time.monotonic() - begin, PATIENCE)
                times.append(time.monotonic() - begin)
            finally:
                engine.running.docker("rm", "--force", container)
        print(f"docker run to ready line: {statistics.median(times) * 1000:.0f} ms", end=" ")
