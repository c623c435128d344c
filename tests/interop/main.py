"""Runs the named test modules, prints how many tests there were, and fails on every failure and every skip."""
import resource
import sys
import unittest


def main():
    # Thousands of sockets are this process's; the server raises its own limit or is given it by inheritance.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:])
    result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout).run(suite)
    print(f"count: {result.testsRun}")
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    return 0 if result.wasSuccessful() and not result.skipped and result.testsRun else 1


sys.exit(main())
