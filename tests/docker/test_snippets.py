"""The files that users copy: docker/kubernetes.yaml, github-actions.yaml and gitlab-ci.yaml. Each is held against the schema
of its service, and played on our engine by the steps that the service's own runner takes."""
import http.client
import json
import pathlib
import shlex
import time
import unittest

import test_image
import yaml
from base_image import SUPPORT
from container import NETWORK, SAFE, container_test, inspect
from engine import KEPT, PATIENCE, WORK, engine

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parents[1] / "docker"
VENV = KEPT / "schemas"
MINE = "registry.example.test/you/mocksmtp"  # where a user would have pushed the image to
# In the place of the image that GitLab's job names.
JOB = "FROM debian:12\nRUN apt-get update -q && apt-get install -y -q --no-install-recommends curl\n"
# What a cluster tells every container of a namespace in which a Service is named mocksmtp.
SERVICE_LINKS = {
    "MOCKSMTP_SERVICE_HOST": "10.0.0.1", "MOCKSMTP_SERVICE_PORT": "8025", "MOCKSMTP_SERVICE_PORT_API": "8025",
    "MOCKSMTP_PORT": "tcp://10.0.0.1:8025", "MOCKSMTP_PORT_8025_TCP": "tcp://10.0.0.1:8025",
    "MOCKSMTP_PORT_8025_TCP_PROTO": "tcp", "MOCKSMTP_PORT_8025_TCP_PORT": "8025",
    "MOCKSMTP_PORT_8025_TCP_ADDR": "10.0.0.1"}


def setUpModule():
    test_image.setUpModule()
    engine.running.docker("tag", test_image.IMAGE, MINE)
    engine.running.run(SUPPORT / "venv", HERE / "requirements.txt", VENV)


def read(name):
    return yaml.safe_load((FILES / name).read_text(encoding="utf-8"))


def variables(of):
    return [word for name, value in of.items() for word in ("--env", f"{name}={value}")]


class the_schemas(unittest.TestCase):
    def check(self, *command, name, wrong):
        """The file is right, and one with a wrong word in it is not."""
        engine.running.run(VENV / "bin" / command[0], *command[1:], FILES / name)
        word, other = wrong
        text = (FILES / name).read_text(encoding="utf-8")
        self.assertIn(word, text)
        (WORK / name).write_text(text.replace(word, other), encoding="utf-8")
        refused = engine.running.run(VENV / "bin" / command[0], *command[1:], WORK / name, check=False)
        self.assertEqual(refused.returncode, 1, refused.stdout + refused.stderr)

    def test_kubernetes_from_the_first_version_with_sidecars_to_the_newest(self):
        for version in ("1.29", "1.37"):
            self.check("kubernetes-validate", "--strict", "-k", version, name="kubernetes.yaml",
                       wrong=("restartPolicy: Always", "restartPolice: Always"))

    def test_github_actions(self):
        self.check("check-jsonschema", "--builtin-schema", "vendor.github-workflows", name="github-actions.yaml",
                   wrong=("ports:", "prots:"))

    def test_gitlab_ci(self):
        self.check("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", name="gitlab-ci.yaml", wrong=("alias:", "aliases:"))


class runner_test(container_test):
    def wonders_about_nothing(self, mock):
        """None of the variables that others bring along is warned of."""
        self.assertNotIn("MOCKSMTP_", engine.running.docker("logs", mock).stderr)

    def has_one_session(self, mock):
        """What waited for it is not in its record."""
        self.assertEqual(len(json.loads(self.get(mock, "/v1/sessions"))["sessions"]), 1)


class kubernetes(runner_test):
    """The containers of a pod share one network; probes come from outside, to the pod's address."""

    def setUp(self):
        engine.running.docker("build", "--network", "host", *engine.running.proxies(), "--tag", "shop", FILES / "example",
                              log="build-shop.log")
        self.pod = read("kubernetes.yaml")["spec"]["template"]["spec"]

    def created(self, container, *network):
        safe = container["securityContext"]
        self.assertEqual((safe["allowPrivilegeEscalation"], safe["readOnlyRootFilesystem"], safe["capabilities"]["drop"]),
                         (False, True, ["ALL"]))
        self.assertTrue(self.pod["securityContext"]["runAsNonRoot"])
        self.assertRegex(inspect(container["image"])["Config"]["User"], "^[1-9]")
        given = SERVICE_LINKS | {one["name"]: one["value"] for one in container["env"]}
        limit = container.get("resources", {}).get("limits", {}).get("memory", "1Gi")
        name = engine.running.docker(
            "run", "--detach", *SAFE, *network, "--memory", limit.removesuffix("i").lower(), *variables(given),
            container["image"], *container.get("command", [])).stdout.strip()
        self.addCleanup(engine.running.docker, "rm", "--force", name)
        return name

    def probe(self, container, which):
        ask = container[which]["httpGet"]
        port = next((one["containerPort"] for one in container.get("ports", []) if one["name"] == ask["port"]), ask["port"])
        connection = http.client.HTTPConnection(self.address(self.pod_of), port, timeout=1)
        try:
            connection.request("GET", ask["path"], headers={"User-Agent": "kube-probe/1.37", "Accept": "*/*"})
            return 200 <= connection.getresponse().status < 400
        except OSError:
            return False
        finally:
            connection.close()

    def test_the_pod_comes_up_and_its_test_passes(self):
        network = ("--network", NETWORK)
        for container in self.pod["initContainers"]:
            self.assertEqual(container["restartPolicy"], "Always")
            name = self.created(container, *network)
            if network[1] == NETWORK:
                self.pod_of, network = name, ("--network", f"container:{name}")
            start = time.monotonic()
            while not self.probe(container, "startupProbe"):
                self.assertLess(time.monotonic() - start, PATIENCE)
                time.sleep(0.1)
            for other in ("readinessProbe", "livenessProbe"):
                self.assertTrue(other not in container or self.probe(container, other), other)
        (tests,) = self.pod["containers"]
        name = self.created(tests, *network)
        status = engine.running.docker("wait", name).stdout.strip()
        said = engine.running.docker("logs", name).stderr
        self.assertEqual(status, "0", said)
        self.assertRegex(said, r"Ran [1-9]\d* tests")
        self.wonders_about_nothing(self.pod_of)


class github_actions(runner_test):
    """As the runner's ContainerOperationProvider does it."""

    def test_the_service_is_waited_for_and_the_steps_pass(self):
        (job,) = read("github-actions.yaml")["jobs"].values()
        ((alias, service),) = job["services"].items()
        self.assertEqual(service["image"], "${{ vars.MOCK_IMAGE }}")
        # Any port of this machine instead of those, which may be taken.
        ports = [word for port in service["ports"] for word in ("-p", str(port).split(":")[1])]
        name = engine.running.docker(
            "create", "--label", "github", "--network", NETWORK, "--network-alias", alias, *ports,
            *shlex.split(service["options"]), *variables(service["env"]), "-e", "GITHUB_ACTIONS=true", "-e", "CI=true",
            MINE).stdout.strip()
        self.addCleanup(engine.running.docker, "rm", "--force", name)
        engine.running.docker("start", name)
        start, pause = time.monotonic(), 2
        while (health := engine.running.docker(
                "inspect", "--format={{if .Config.Healthcheck}}{{print .State.Health.Status}}{{end}}", name).stdout.strip()) == "starting":
            time.sleep(pause)
            pause *= 2
        self.assertEqual(health, "healthy")
        print(f"waited {time.monotonic() - start:.1f} s", end=" ", flush=True)

        published = inspect(name)["NetworkSettings"]["Ports"]

        def played(step, *change):
            script = step["run"].replace(*change) if change else step["run"]
            for port in ("1025", "8025"):
                script = script.replace(f"localhost:{port}", f"localhost:{published[f'{port}/tcp'][0]['HostPort']}")
            (folder / "step.sh").write_text(script)
            return engine.running.run("bash", "-e", folder / "step.sh", cwd=folder, check=False)

        folder = WORK / "github"
        folder.mkdir(exist_ok=True)
        test, report = (step for step in job["steps"] if "run" in step)
        self.assertEqual(played(test).returncode, 0)
        self.has_one_session(name)
        refused = played(test, "must.subject=Welcome", "must.subject=Goodbye")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("expected exactly 1 message", refused.stdout)
        self.assertEqual(played(report).returncode, 0)
        self.assertIn("Goodbye", (folder / job["steps"][-1]["with"]["path"]).read_text(encoding="utf-8"))
        self.wonders_about_nothing(name)


class gitlab_ci(runner_test):
    """As the runner's docker executor does it, with a network for each build."""

    def test_the_service_is_waited_for_and_the_script_passes(self):
        (job,) = read("gitlab-ci.yaml").values()
        (service,) = job["services"]
        self.assertEqual(service["name"], "$MOCK_IMAGE")
        engine.running.run("docker", "build", "--network", "host", *engine.running.proxies(), "--tag", "job", "-", input=JOB, stdin=None)
        # All of the job's variables, and over them the service's own.
        given = {"CI": "true", "GITLAB_CI": "true", "MOCK_IMAGE": MINE} | job["variables"]
        name = engine.running.docker("run", "--detach", "--network", NETWORK, "--network-alias", service["alias"],
                                     *variables(given | service["variables"]), MINE).stdout.strip()
        self.addCleanup(engine.running.docker, "rm", "--force", name)
        # A helper beside it connects to this port, or to all that the image names.
        port = service["variables"]["HEALTHCHECK_TCP_PORT"]
        self.assertIn(f"{port}/tcp", inspect(MINE)["Config"]["ExposedPorts"])
        wait = f"until (: < /dev/tcp/{name[:12]}/{port}) 2> /dev/null; do sleep 0.1; done"
        network = ("--network", NETWORK)
        engine.running.docker("run", "--rm", *network, "job", "timeout", "30", "bash", "-c", wait)

        def played(lines):
            script = "\n".join(["set -eo pipefail", *lines])
            return engine.running.docker("run", "--rm", *network, *variables(given), "job", "bash", "-c", script, check=False)

        done = played(job["script"])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.has_one_session(name)
        refused = played(line.replace("must.subject=Welcome", "must.subject=Goodbye") for line in job["script"])
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("expected exactly 1 message", refused.stdout)
        self.assertIn("Goodbye", played([*job["after_script"], f"cat {job['artifacts']['paths'][0]}"]).stdout)
        self.wonders_about_nothing(name)
