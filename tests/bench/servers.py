"""The servers under load, each pinned to one core: the program, smtp-sink, and openssl's s_server for handshakes."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

WORK = pathlib.Path(os.environ["WORK"])
MOCKSMTP, UNPACKED = os.environ["MOCKSMTP"], os.environ["UNPACKED"]
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
PATIENCE = 120  # seconds, for what should take milliseconds


def on_core(core, command):
    return ["taskset", "-c", str(core), *command]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def postfix_environment():
    return os.environ | {"LD_LIBRARY_PATH": UNPACKED + "/usr/lib/postfix"}


def sink_command(port):
    # It refuses to run as root, and by default holds 256 sessions.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    return [UNPACKED + "/usr/sbin/smtp-sink", *user, "-m", "20000", f"127.0.0.1:{port}", "4096"]


class server:
    """A running server; `port` takes SMTP, or whatever it speaks."""

    def __init__(self, name, command, port, environment=None):
        self.name, self.port = name, port
        self.log = open(WORK / f"{name}.log", "ab")
        self.process = subprocess.Popen(on_core(SERVER_CORE, command), stdin=subprocess.PIPE, stdout=self.log,
                                        stderr=self.log, env=environment)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{name} does not start; see {self.log.name}")
            time.sleep(0.01)

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    @property
    def pid(self):
        return self.process.pid

    def memory(self, what="VmRSS"):
        """Resident memory in KiB."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith(what + ":")).split()[1])

    def cpu(self):
        return sum(int(path.read_text().split()[0]) for path in pathlib.Path(f"/proc/{self.pid}/task").glob("*/schedstat")) / 1e9

    def begin(self):
        pass

    def check(self, acknowledged):
        """After a run: is what was acknowledged there?"""

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise RuntimeError(f"{self.name} does not end")
        finally:
            self.log.close()
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class sink(server):
    def __init__(self):
        port = free_port()
        super().__init__("smtp-sink", sink_command(port), port, postfix_environment())


class bare(server):
    """Answers without doing anything, in the least system calls: nothing that does something is faster."""

    def __init__(self):
        port = free_port()
        super().__init__("bare", [os.environ["BUILD"] + "/tests/bench/bench_bare", str(port)], port)


class tls_reference(server):
    """Reads nothing and writes nothing: it waits for input that never comes."""

    def __init__(self, certificate):
        port = free_port()
        super().__init__("s_server", ["openssl", "s_server", "-quiet", "-accept", f"127.0.0.1:{port}", "-cert", certificate,
                                      "-key", certificate], port)

    def answers(self):
        # A connection without a handshake would keep it from the next one for a while.
        time.sleep(0.3)
        return self.process.poll() is None


class mock(server):
    def __init__(self, *options):
        port_file = WORK / "ports.json"
        port_file.unlink(missing_ok=True)
        self.port_file = port_file
        super().__init__("mocksmtp", [MOCKSMTP, "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0",
                                      "--port-file", str(port_file), "--max-store-bytes", "0", *options], 0,
                         {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")})
        ready = json.loads(port_file.read_text())
        by_tls = {one["tls"]: one["port"] for one in ready["smtp"]}
        self.port, self.tls_port, self.http = by_tls["starttls"], by_tls["implicit"], ready["http"]["port"]
        self.api = http.client.HTTPConnection("127.0.0.1", self.http, timeout=120)

    def answers(self):
        return self.port_file.exists()

    def octets(self, method, path):
        """The body as it came; reading its JSON is not the server's time."""
        self.api.request(method, path)
        answer = self.api.getresponse()
        body = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {body[:500]!r}")
        return body

    def request(self, method, path):
        body = self.octets(method, path)
        return json.loads(body) if body else None

    def begin(self):
        self.request("POST", "/v1/reset")

    def check(self, acknowledged):
        kept = self.request("GET", "/v1/state")["messages"]
        if kept != acknowledged:
            raise AssertionError(f"{acknowledged} messages were acknowledged, the API has {kept}")
