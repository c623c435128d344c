"""examples/shell: bash and curl."""
from example import example_test, two_runs


class shell(two_runs, example_test):
    folder = "shell"
    command = ("bash", "signup_test.sh")
    passed = r"1\.\.5\n(ok \d - [a-z ]+\n){5}"
