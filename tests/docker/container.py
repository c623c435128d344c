"""Images of docker/Dockerfile, and containers of them that a test can talk to."""
import http.client
import json
import os
import pathlib
import subprocess
import time
import unittest
import urllib.parse

import compiler_cache
from engine import PATIENCE, engine

ROOT = pathlib.Path(__file__).resolve().parents[2]
NETWORK = "mocksmtp-test"
# Debian's name for this machine's, which is Docker's too.
ARCHITECTURE = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True).stdout.strip()
SAFE = ("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")


def build(image, *options, how=None, log):
    # Everything for this machine is compiled once. What BuildKit is asked for, another machine's, is compiled by itself.
    if how is None:
        how, options = engine.running.docker, (*compiler_cache.served(), *options)
    if ARCHITECTURE != "amd64":
        options += "--build-arg", f"BUILDPLATFORM=linux/{ARCHITECTURE}"
    return how("build", "--network", "host", "--force-rm", *engine.running.proxies(), "--tag", image, *options,
               "--build-arg", f"JOBS={os.environ.get('JOBS', '')}", "--file", ROOT / "docker/Dockerfile", ROOT, log=log)


def inspect(what):
    return json.loads(engine.running.docker("inspect", what).stdout)[0]


def exported(image, into=None):
    """The image's files: a tar archive as bytes, or unpacked into a folder."""
    container = engine.running.docker("create", image).stdout.strip()
    try:
        if into is None:
            return engine.running.run("docker", "export", container, text=False).stdout
        return engine.running.run("bash", "-o", "pipefail", "-c", 'docker export "$0" | tar -C "$1" -x', container, into)
    finally:
        engine.running.docker("rm", container)


class container_test(unittest.TestCase):
    """A network that the machine can reach, and containers that are gone after the test."""

    image = "mocksmtp"
    program = ("/usr/bin/mocksmtp",)
    options = SAFE

    @classmethod
    def setUpClass(cls):
        engine.running.docker("network", "rm", NETWORK, check=False)
        engine.running.docker("network", "create", NETWORK)
        cls.addClassCleanup(engine.running.docker, "network", "rm", NETWORK)

    def start(self, *options):
        name = engine.running.docker("run", "--detach", "--network", NETWORK, *self.options, *options, self.image,
                                     *self.program[1:]).stdout.strip()
        self.addCleanup(engine.running.docker, "rm", "--force", name)
        return name

    def asked(self, container):
        """The exit status of a health check."""
        return engine.running.docker("exec", container, *self.program, "healthcheck", check=False, timeout=PATIENCE).returncode

    def healthy(self, container):
        """Waits for it; returns how many seconds after the start that was."""
        start = time.monotonic()
        while (health := inspect(container)["State"]["Health"])["Status"] != "healthy":
            self.assertLess(time.monotonic() - start, PATIENCE, health)
            time.sleep(0.05)
        return time.monotonic() - start

    def address(self, container):
        return inspect(container)["NetworkSettings"]["Networks"][NETWORK]["IPAddress"]

    def get(self, container, path, port=8025):
        connection = http.client.HTTPConnection(self.address(container), port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self.assertEqual(answer.status, 200, f"{path}: {answer.status} {answer.reason} {body[:500]}")
        return body

    def message(self, container, **query):
        return json.loads(self.get(container, "/v1/message?" + urllib.parse.urlencode(query)))
