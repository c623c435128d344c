"""The README's lines for Testcontainers, as they stand there, each in the least program around them."""
import pathlib
import re
import shutil
import sys
import textwrap
import time
import typing
import unittest

import test_image
from base_image import AGAIN, SUPPORT
from engine import KEPT, engine

sys.path.append(str(SUPPORT))
from readme import BLOCKS as ALL_BLOCKS  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "testcontainers"
HELD = KEPT / "testcontainers"
BLOCKS = {language: lines for language, lines in ALL_BLOCKS if re.search("(Generic|Docker)Container", lines)}

VENV = HELD / "python/venv"


class language(typing.NamedTuple):
    folder: str
    frame: str
    fetch: list  # what it needs from its registry; run once
    run: list


LANGUAGES = {
    "python": language("python", "frame.py",
                       [SUPPORT / "venv", "requirements.txt", VENV],
                       [VENV / "bin/python", "frame.py"]),
    "javascript": language("node", "frame.mjs",
                           ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                           ["node", "frame.mjs"]),
    "java": language("java", "Frame.java",
                     ["mvn", "--batch-mode", "--quiet", f"-Dmaven.repo.local={HELD}/maven", "-DoutputDirectory=jars",
                      "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"],
                     ["java", "-cp", "jars/*", "Frame.java"]),
    "go": language("go", "frame_test.go", ["go", "test", "-c", "-o", "/dev/null"], ["go", "test", "-count=1"]),
}


def setUpModule():
    test_image.setUpModule()


class testcontainers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.environment = engine.running.environment | {
            # Its clean-up comes from a registry; ours is that the engine ends.
            "TESTCONTAINERS_RYUK_DISABLED": "true",
            # The ports are published on this machine, whether or not that is a container itself.
            "TESTCONTAINERS_HOST_OVERRIDE": "localhost",
            # The compiler that is here, and all that it keeps in one folder.
            "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false", "CGO_ENABLED": "0",
            "GOCACHE": str(HELD / "go-cache"), "GOMODCACHE": str(HELD / "go-modules")}

    def prepared(self, name):
        """A folder with the README's lines in their frame, and with what they need from their language's registry."""
        this = LANGUAGES[name]
        folder, source = HELD / this.folder, HERE / this.folder
        manifests = [one for one in sorted(source.iterdir()) if one.name != this.frame]
        wanted, stamp = "".join(one.read_text(encoding="utf-8") for one in manifests), folder / "fetched"
        kept = stamp.exists() and stamp.read_text(encoding="utf-8") == wanted
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for one in manifests:
                shutil.copy(one, folder)
        framed, replaced = re.subn(r"^([ \t]*)(?:#|//) README$", lambda at: textwrap.indent(BLOCKS[name], at[1]),
                                   (source / this.frame).read_text(encoding="utf-8"), flags=re.M)
        self.assertEqual(replaced, 1)
        (folder / this.frame).write_text(framed, encoding="utf-8")
        if not kept:
            start = time.monotonic()
            engine.running.run(AGAIN, *this.fetch, cwd=folder, env=self.environment, log=f"fetch-{this.folder}.log")
            print(f"{name} fetched in {time.monotonic() - start:.0f} s", end=" ", flush=True)
            stamp.write_text(wanted, encoding="utf-8")
        return folder

    def played(self, name, subject):
        folder = self.prepared(name)
        start = time.monotonic()
        done = engine.running.run(*LANGUAGES[name].run, cwd=folder, env=self.environment | {"SUBJECT": subject}, check=False)
        print(f"{name} {time.monotonic() - start:.1f} s", end=" ", flush=True)
        left = engine.running.docker("ps", "--all", "--quiet").stdout.split()  # by those that failed
        engine.running.docker("rm", "--force", *left, check=False)
        return done

    def test_there_is_a_block_for_each_language(self):
        self.assertEqual(set(BLOCKS), set(LANGUAGES))

    def test_the_lines_pass_when_the_mail_is_right(self):
        for name in LANGUAGES:
            with self.subTest(name):
                done = self.played(name, "Welcome")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_lines_fail_and_say_why_when_it_is_not(self):
        for name in LANGUAGES:
            with self.subTest(name):
                done = self.played(name, "Goodbye")
                self.assertNotEqual(done.returncode, 0)
                self.assertRegex(done.stdout + done.stderr, r"subject\b.*differs|expected exactly 1 message")
