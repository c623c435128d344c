"""examples/php: PHPUnit and PHPMailer, both Debian's."""
from example import example_test, two_runs


class php(two_runs, example_test):
    folder = "php"
    command = ("phpunit",)
    passed = r"OK \(5 tests, "
