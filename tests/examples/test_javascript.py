"""examples/javascript: TypeScript with Vitest and nodemailer."""
import os
import shutil
import subprocess

from example import example_test, kept, registry, two_runs

LIBRARIES = kept("javascript")


class javascript(two_runs, example_test):
    folder = "javascript"
    command = ("npx", "vitest", "run")
    environment = {"NO_COLOR": "1", "npm_config_cache": str(LIBRARIES / "cache"), "npm_config_update_notifier": "false"}
    passed = r"Tests +5 passed \(5\)"

    def fetch(self, place):
        wanted, there = place / "package-lock.json", LIBRARIES / "package-lock.json"
        if not there.exists() or there.read_bytes() != wanted.read_bytes():
            there.unlink(missing_ok=True)
            unpacked = LIBRARIES / "unpacked"
            shutil.rmtree(unpacked, ignore_errors=True)
            unpacked.mkdir()
            for file in (place / "package.json", wanted):
                shutil.copy(file, unpacked)
            registry("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts",
                     cwd=unpacked, environment=self.environment)
            shutil.copy(wanted, there)
        (place / "node_modules").symlink_to(LIBRARIES / "unpacked/node_modules")

    def test_its_types_hold(self):
        """Vitest only strips them."""
        done = subprocess.run(["npx", "tsc"], cwd=self.copy(), env=os.environ | self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
