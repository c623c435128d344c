"""examples/rust: cargo test."""
import os
import pathlib

from example import example_test, registry, two_runs


class rust(two_runs, example_test):
    folder = "rust"
    command = ("cargo", "test")
    # Shared with tests/matrix, whose program is compiled of the same versions of the same crates.
    environment = {"CARGO_TARGET_DIR": str(pathlib.Path(os.environ["BUILD"]) / "matrix/rust")}
    passed = r"test result: ok\. 5 passed;"

    def fetch(self, place):
        registry("cargo", "fetch", "--locked", cwd=place)
