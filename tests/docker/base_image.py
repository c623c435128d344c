"""The image debian:12, made from Debian's packages: there may be no registry, but there is this machine's mirror."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from engine import WORK

SUPPORT = pathlib.Path(__file__).resolve().parents[1] / "support"
AGAIN = SUPPORT / "again"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
STANDARD = [("http://deb.debian.org/debian/", "bookworm"), ("http://deb.debian.org/debian/", "bookworm-updates"),
            ("http://deb.debian.org/debian-security/", "bookworm-security")]


def sources():
    """Where this machine gets Debian 12 from, as (address, suite); else where everybody does."""
    targets = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"],
        capture_output=True, text=True).stdout
    rows = [line.split() for line in targets.splitlines()]
    # Others may have a suite of the same name; Debian's own mirrors are called so.
    found = [(row[0], row[1]) for row in rows if len(row) == 3 and row[2] == "main"
             and re.search(r"/debian(-security)?/?$", row[0]) and row[1] in {suite for _, suite in STANDARD}]
    return found if any(suite == "bookworm" for _, suite in found) else STANDARD


def make(engine):
    """Makes it unless the engine has it: about two minutes, once."""
    if engine.docker("image", "inspect", "debian:12", check=False).returncode == 0:
        return
    start = time.monotonic()
    places = sources()
    mirror = next(address for address, suite in places if suite == "bookworm")
    more = ["--include=ca-certificates"] if any(address.startswith("https:") for address, _ in places) else []
    root = pathlib.Path(tempfile.mkdtemp(prefix="debian-12-", dir=WORK))
    try:
        with open(WORK / "debootstrap.log", "w") as log:
            # What one try has fetched, the next one has.
            subprocess.run([AGAIN, "debootstrap", "--variant=minbase", *more, "bookworm", root, mirror],
                           stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=True)
        (root / "etc/apt/sources.list").write_text("".join(
            f"deb [signed-by={KEYRING}] {address} {suite} main\n" for address, suite in places))
        # As in the image of that name that others make: so that installing packages does not wait for the disk.
        (root / "etc/dpkg/dpkg.cfg.d/docker-apt-speedup").write_text("force-unsafe-io\n")
        for package in (root / "var/cache/apt/archives").glob("*.deb"):
            package.unlink()
        for index in (root / "var/lib/apt/lists").glob("*_*"):
            index.unlink()
        engine.run("bash", "-o", "pipefail", "-c", 'tar -C "$0" -c . | docker import - debian:12', root)
    finally:
        shutil.rmtree(root)
    print(f"made debian:12 in {time.monotonic() - start:.0f} s", flush=True)
