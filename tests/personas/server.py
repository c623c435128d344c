"""The program under test: one process for each profile of a persona, started when it is first asked for."""
import json
import os
import subprocess

from profiles import options


class server:
    def __init__(self, name):
        self.name, self.running = name, {}

    def port_of(self, profile):
        """The port where the server listens in this configuration."""
        if profile not in self.running:
            self.running[profile] = self.start(profile, profile == "smtps")
        return self.running[profile][1]

    def start(self, profile, implicit):
        ports = ["--smtp-port", "off" if implicit else "0", "--smtps-port", "0" if implicit else "off"]
        process = subprocess.Popen([os.environ["MOCKSMTP"], *ports, "--http-port", "off", "--log-level", "off",
                                    *options(self.name, profile)], stdout=subprocess.PIPE, text=True)
        ready = process.stdout.readline()
        if not ready:
            raise SystemExit(f"{self.name} {profile}: the program did not start")
        return process, json.loads(ready)["smtp"][0]["port"]

    def stop(self):
        for process, _ in self.running.values():
            process.terminate()
            process.wait()
            process.stdout.close()
