"""examples/go: the testing package."""
import os
import pathlib

from example import example_test, registry, two_runs

# Shared with tests/matrix, whose program has most of the same packages.
SHARED = pathlib.Path(os.environ["BUILD"]) / "matrix"


class go(two_runs, example_test):
    folder = "go"
    command = ("go", "test", "-count=1", "./...")
    # The compiler that is here, whatever newer one the module might wish for; and each test by name.
    environment = {"GOTOOLCHAIN": "local", "GOFLAGS": "-v -mod=readonly -modcacherw -buildvcs=false",
                   "GOCACHE": str(SHARED / "go-cache"), "GOMODCACHE": str(SHARED / "go-modules")}
    passed = r"(?s)(--- PASS: Test.*){5}\nok "

    def fetch(self, place):
        registry("go", "mod", "download", cwd=place, environment=self.environment | {"GOFLAGS": "-modcacherw"})
