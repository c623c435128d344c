"""A container engine of our own: other engines of the machine, and its network, are left as they are."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import zlib

KEPT = pathlib.Path(os.environ["BUILD"]) / "docker"
WORK = pathlib.Path(os.environ["WORK"])
PATIENCE = 180  # seconds: a deadline for what should take one or two, on a busy machine
# The containers' networks: unusual ones, so that an engine that is there already has others, and build
# folders mostly have different ones, so that the engines of two checkouts can run side by side.
NUMBER = 200 + zlib.crc32(str(KEPT).encode()) % 50
ADDRESSES = f"10.{NUMBER}.0.0/16"
# The network of containers that ask for none: an engine's own is docker0, and that may be another's.
BRIDGE = f"mocksmtp{NUMBER}"


class engine:
    """dockerd with its containerd; on leaving, both have ended and nothing of them is mounted or filtered any more."""

    running = None  # the one the tests talk to

    def __enter__(self):
        # Sockets have short names, so this folder is not in the build folder.
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="mocksmtp-engine-"))
        self.log = open(WORK / "engine.log", "w")
        self.environment = os.environ | {
            "DOCKER_HOST": f"unix://{self.place}/socket", "DOCKER_CONFIG": str(self.place / "config"),
            # The engine's older builder, which every client can ask for; see buildkit().
            "DOCKER_BUILDKIT": "0", "COMPOSE_DOCKER_CLI_BUILD": "0"}
        for name in ("DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"):
            self.environment.pop(name, None)
        (self.place / "settings.json").write_text("{}")
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        engine.running = self
        return self

    def start(self):
        self.bridge("add", BRIDGE, "type", "bridge")
        subprocess.run(["ip", "address", "replace", f"10.{NUMBER}.255.1/24", "dev", BRIDGE], check=True)
        subprocess.run(["ip", "link", "set", BRIDGE, "up"], check=True)
        self.process = subprocess.Popen(
            # It ends with us, however we end.
            ["setpriv", "--pdeathsig", "TERM", "dockerd", "--config-file", self.place / "settings.json",
             "--host", self.environment["DOCKER_HOST"], "--pidfile", self.place / "pid",
             "--exec-root", self.place / "exec", "--data-root", KEPT / "data",
             "--bridge", BRIDGE, "--iptables=false", "--ip-forward=false", "--shutdown-timeout", "3",
             "--default-address-pool", f"base={ADDRESSES},size=24"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        # Another engine's firewall may drop what goes from bridge to bridge member.
        self.filter("-I")
        deadline = time.monotonic() + PATIENCE
        while self.docker("version", check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.log.flush()
                raise RuntimeError("the engine does not start:\n" + pathlib.Path(self.log.name).read_text()[-3000:])
            time.sleep(0.2)

    def bridge(self, *how):
        # One that was left behind is as good.
        subprocess.run(["ip", "link", *how], capture_output=True)

    def filter(self, how):
        rule = ["FORWARD", "-s", ADDRESSES, "-d", ADDRESSES, "-j", "ACCEPT"]
        subprocess.run(["iptables", how, *rule], capture_output=True)

    def __exit__(self, *_):
        if hasattr(self, "process"):
            # A test that was interrupted left these, and a bridge outlives its engine.
            left = self.docker("ps", "--all", "--quiet", check=False).stdout.split()
            self.docker("rm", "--force", *left, check=False)
            self.docker("network", "prune", "--force", check=False)
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.filter("-D")
        self.bridge("delete", BRIDGE)
        for line in reversed(pathlib.Path("/proc/mounts").read_text().splitlines()):
            point = line.split()[1]
            if pathlib.Path(point).is_relative_to(self.place):
                subprocess.run(["umount", point])
        shutil.rmtree(self.place)
        self.log.close()

    def run(self, *command, check=True, log=None, **how):
        """A command that talks to this engine; what it prints is in the result, or in the file `log`."""
        how = {"env": self.environment, "stdin": subprocess.DEVNULL, "text": True} | how
        if log:
            with open(WORK / log, "w") as into:
                done = subprocess.run(command, stdout=into, stderr=subprocess.STDOUT, **how)
            done.stdout = (WORK / log).read_text()
        else:
            done = subprocess.run(command, capture_output=True, **how)
        if check and done.returncode != 0:
            said = f"{done.stdout[-3000:]}{done.stderr or ''}"
            raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{said}")
        return done

    def docker(self, *arguments, **how):
        return self.run("docker", *map(str, arguments), **how)

    def buildkit(self, *arguments, **how):
        """The engine's newer builder. A client after Debian 12's own needs a plugin for it, which Debian 12 has not."""
        environment = self.environment | {"DOCKER_BUILDKIT": "1", "BUILDKIT_PROGRESS": "plain"}
        plugin = self.docker("buildx", "version", check=False).returncode == 0
        return self.run("docker" if plugin else "/usr/bin/docker", *map(str, arguments), env=environment, **how)

    def compose(self, *arguments, **how):
        """The plugin where there is one, else the program of its own that Debian 12 has."""
        plugin = self.docker("compose", "version", check=False).returncode == 0
        return self.run(*(["docker", "compose"] if plugin else ["docker-compose"]), *arguments, **how)

    def proxies(self):
        """--build-arg for what stands between this machine and its package mirror; no layer keeps them."""
        names = ("http_proxy", "https_proxy", "no_proxy")
        known = {name: value for name in names if (value := os.environ.get(name) or os.environ.get(name.upper()))}
        told = subprocess.run(["apt-config", "dump", "Acquire::http::Proxy"], capture_output=True, text=True).stdout
        if found := re.match(r'Acquire::http::Proxy "(.+)";', told):
            known.setdefault("http_proxy", found[1])
        return [word for name, value in known.items() for word in ("--build-arg", f"{name}={value}")]
