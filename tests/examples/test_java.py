"""examples/java: JUnit and Maven."""
import hashlib

from example import example_test, kept, registry, two_runs


class java(two_runs, example_test):
    folder = "java"
    command = ("mvn", "--batch-mode", "test")
    passed = r"Tests run: 5, Failures: 0, Errors: 0, Skipped: 0\n"

    @property
    def environment(self):
        # Programs that run for seconds: what the second compiler of the JVM would gain, it costs.
        return {"MAVEN_OPTS": f"-Dmaven.repo.local={kept('maven')} -XX:TieredStopAtLevel=1"}

    def fetch(self, place):
        """Maven knows what it needs only once tests have been asked for: here for those of a group that has none."""
        done = kept("maven-fetched") / hashlib.sha256((place / "pom.xml").read_bytes()).hexdigest()
        if not done.exists():
            registry(*self.command, "--no-transfer-progress", "-Dgroups=none", cwd=place, environment=self.environment)
            done.touch()
