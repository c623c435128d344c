"""Starts an engine, gives it a base image, runs the named test modules, and stops the engine whatever happened."""
import signal
import sys
import unittest

import base_image
from engine import engine


def main():
    # Who tells us to stop interrupts us: unittest passes that on, and the engine is stopped first.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with engine() as running:
        base_image.make(running)
        suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:])
        result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout).run(suite)
    print(f"count: {result.testsRun}")
    return 0 if result.wasSuccessful() and not result.skipped and result.testsRun else 1


sys.exit(main())
