"""examples/python: pytest."""
import os

from example import SUPPORT, example_test, kept, registry, two_runs

TOOLS = kept("python")


class python(two_runs, example_test):
    folder = "python"
    command = ("pytest",)
    environment = {"PATH": f"{TOOLS}/bin:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    passed = r"5 passed"

    def fetch(self, place):
        registry(SUPPORT / "venv", "requirements.txt", TOOLS, cwd=place)
