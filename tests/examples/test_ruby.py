"""examples/ruby: Minitest and the mail gem, both Debian's."""
from example import example_test, two_runs


class ruby(two_runs, example_test):
    folder = "ruby"
    command = ("ruby", "signup_test.rb")
    passed = r"5 runs, \d+ assertions, 0 failures, 0 errors, 0 skips"
