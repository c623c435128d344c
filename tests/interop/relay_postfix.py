"""Debian's Postfix 3.7, unpacked: master, qmgr and smtp(8), which talks to the server under test, and no listener of its own."""
import os
import re
import time

import relay_root
from mock import PATIENCE

MAIN = """\
compatibility_level = 3.6
mail_owner = postfix
setgid_group = postdrop
default_privs = nobody
queue_directory = /var/spool/postfix
data_directory = /var/lib/postfix
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
shlib_directory = /usr/lib/postfix
import_environment = LD_LIBRARY_PATH=/usr/lib/postfix
maillog_file = /var/log/postfix.log
maillog_file_prefixes = /var
myhostname = client.example.org
mydestination =
alias_maps =
inet_interfaces = loopback-only
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtp_host_lookup = native
local_transport = error:none
smtp_sasl_auth_enable = yes
smtp_sasl_security_options = noanonymous
smtp_tls_mandatory_ciphers = medium
smtp_connection_cache_on_demand = yes
"""
MASTER = (
    "cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n"
    + "".join(f"{name} unix - - n - 0 bounce\n" for name in ("bounce", "defer", "trace"))
    + "".join(f"{name} unix - - n - - smtp\n" for name in ("smtp", "relay"))
    + "".join(f"{name} unix - - n - - error\n" for name in ("error", "retry"))
    + "pickup unix n - n 1 1 pickup\nproxymap unix - - n - - proxymap\ntlsmgr unix - - n 1000? 1 tlsmgr\n"
    "scache unix - - n - 1 scache\nflush unix n - n 1000? 0 flush\npostlog unix-dgram n - n - 1 postlogd\n"
    "verify unix - - n - 1 verify\nlocal unix - n n - - local\n")
LOG = "var/log/postfix.log"


def queue(folder, owner, mode):
    path = relay_root.ROOT / "var/spool/postfix" / folder
    relay_root.as_root("rm", "-rf", path)
    relay_root.as_root("mkdir", "-p", path)
    relay_root.as_root("chown", owner, path)
    relay_root.as_root("chmod", mode, path)


def make_queues():
    """Empty ones, in the root directory, which is made if it is not there."""
    relay_root.make()
    for folder in ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"):
        queue(folder, "201:0", "700")
    queue("maildrop", "201:203", "730")
    queue("public", "201:203", "710")
    queue("pid", "0:0", "755")


def start(main, master="", seconds=3600):
    """With these settings and services besides the usual; it ends by itself after so many seconds, should nobody stop it."""
    relay_root.write("etc/postfix/main.cf", MAIN + main)
    relay_root.write("etc/postfix/master.cf", MASTER + master)
    relay_root.as_root("rm", "-f", relay_root.ROOT / LOG)
    started = relay_root.run("/usr/lib/postfix/sbin/master", "-c", "/etc/postfix", "-w", "-e", seconds, timeout=PATIENCE)
    if started.returncode:
        raise RuntimeError(started.stderr + relay_root.log_of(LOG))


def stop():
    pid = relay_root.as_root("cat", relay_root.ROOT / "var/spool/postfix/pid/master.pid").stdout.strip()
    relay_root.as_root("kill", pid)
    deadline = time.monotonic() + PATIENCE
    while os.path.exists("/proc/" + pid) and time.monotonic() < deadline:
        time.sleep(0.02)


def submit(body, sender, *to):
    """Takes it into the queue."""
    done = relay_root.run("/usr/sbin/sendmail", "-C", "/etc/postfix", "-f", sender, *to, input=body.decode(), timeout=PATIENCE)
    if done.returncode:
        raise RuntimeError(done.stderr)


def wait_for_log(pattern, times=1):
    """What it logs, as often as wanted, waited for."""
    deadline = time.monotonic() + PATIENCE
    while len(found := re.findall(pattern, relay_root.log_of(LOG))) < times:
        if time.monotonic() > deadline:
            raise AssertionError(f"never logged: {pattern}\n{relay_root.log_of(LOG)}")
        time.sleep(0.05)
    return found
