"""The images for arm64, compiled here and run by QEMU: everything the images for this machine are tried for."""
import shutil
import time

import test_full
import test_image
from container import SAFE, build
from engine import PATIENCE, engine

IMAGE, FULL = "mocksmtp-arm64", "mocksmtp-arm64-full"
QEMU = shutil.which("qemu-aarch64-static")
# The engine starts QEMU, and QEMU the program: the kernel need not know how.
BY_QEMU = ("--platform", "linux/arm64", "--volume", f"{QEMU}:/qemu:ro", "--entrypoint", "/qemu")
PROGRAM = ("/qemu", "/usr/bin/mocksmtp")


def setUpModule():
    start = time.monotonic()
    for image, target in ((IMAGE, "small"), (FULL, "full")):
        build(image, "--platform", "linux/arm64", "--target", target, how=engine.running.buildkit, log=f"build-{image}.log")
    print(f"built the images in {time.monotonic() - start:.0f} s", flush=True)
    test_full.start_kdc()


class for_arm64:
    name, architecture = IMAGE, "arm64"
    options, arguments = BY_QEMU, PROGRAM[1:]


class the_image(for_arm64, test_image.the_image):
    pass


class the_full_image(for_arm64, test_full.the_full_image):
    name = FULL
    at_most = 22e6


class by_qemu:
    """The engine's own health checks would have to start the program itself."""

    options = (*SAFE, *BY_QEMU, "--no-healthcheck")
    program = PROGRAM

    def healthy(self, container):
        start = time.monotonic()
        while self.asked(container) != 0:
            self.assertLess(time.monotonic() - start, PATIENCE)
        return time.monotonic() - start


class a_container(by_qemu, test_image.a_container):
    image = IMAGE


class with_a_keytab(by_qemu, test_full.with_a_keytab):
    image = FULL
