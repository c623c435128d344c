"""examples/python: pytest."""
import os

from example import example_test, kept, registry, two_runs

TOOLS = kept("python")


class python(two_runs, example_test):
    folder = "python"
    command = ("pytest",)
    environment = {"PATH": f"{TOOLS}/bin:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    passed = r"5 passed"

    def fetch(self, place):
        wanted, there = place / "requirements.txt", TOOLS / "requirements.txt"
        if there.exists() and there.read_text() == wanted.read_text():
            return
        registry("/usr/bin/python3", "-m", "venv", "--clear", TOOLS, cwd=place)
        registry(TOOLS / "bin/pip", "install", "-q", "--no-cache-dir", "--disable-pip-version-check", "-r", wanted,
                 cwd=place)
        there.write_text(wanted.read_text())
