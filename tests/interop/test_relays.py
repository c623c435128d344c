"""Relaying servers as clients: Exim with BDAT in one burst and a half-close, Postfix's smtp(8) with its pipelining."""
import os
import re
import socket
import time

import relay_root
from mock import PATIENCE, mock_test, recipients
from talk import talk

tearDownModule = relay_root.remove

BODY = b"Subject: through a relay\nFrom: app@example.org\nTo: bob@example.test\n\nhello\n.dot line\n"


class exim(mock_test):
    """Debian's Exim 4.96, unpacked, delivering at once."""

    options = ("--user", "test:secret")

    @classmethod
    def setUpClass(cls):
        relay_root.make()

    def configure(self, tls, authenticator):
        relay_root.write("etc/exim.conf", f"""\
primary_hostname = client.example.org
log_selector = +smtp_protocol_error +smtp_confirmation
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim_%slog
acl_not_smtp = ok
tls_advertise_hosts =
begin acl
ok:
  accept
begin routers
r:
  driver = manualroute
  route_list = * 127.0.0.1 byname
  transport = t
  self = send
begin transports
t:
  driver = smtp
  port = {self.mock.smtp}
  hosts_require_auth = *
  {"hosts_require_tls" if tls else "hosts_avoid_tls"} = *
  tls_verify_certificates =
  hosts_try_chunking = *
begin authenticators
{authenticator}
""")

    def deliver(self, tls=False, authenticator="plain:\n  public_name = PLAIN\n  driver = plaintext\n  client_send = ^test^secret"):
        self.configure(tls, authenticator)
        log = relay_root.ROOT / "var/log/exim_mainlog"
        relay_root.as_root("rm", "-f", log)
        done = relay_root.run("/usr/sbin/exim4", "-C", "/etc/exim.conf", "-odi", "-f", "app@example.org",
                              "bob@example.test", "carol@example.test", input=BODY.decode(), timeout=PATIENCE)
        self.log = relay_root.log_of("var/log/exim_mainlog")
        self.assertEqual(done.returncode, 0, done.stderr + self.log)
        # Every reply came: it names the recipients delivered with the server's own last word, and keeps nothing.
        for one in ("bob", "carol"):
            self.assertRegex(self.log, rf'[-=]> {one}@example\.test .*C="250[^"]*queued as m1', self.log)
        self.assertRegex(self.log, r"Completed\n", self.log)
        self.assertNotIn("==", self.log)
        mail = self.mock.message(wait="5s")
        self.assertEqual(mail["from"], "app@example.org")
        self.assertEqual(mail["to"], ["bob@example.test", "carol@example.test"])
        self.assertEqual(mail["subject"], "through a relay")
        self.assertTrue(self.mock.raw(mail).endswith(b"\r\n\r\nhello\r\n.dot line\r\n"))
        return mail

    def test_a_burst_with_bdat_and_a_half_close_gets_every_reply(self):
        mail = self.deliver()
        transaction = self.mock.get("/v1/transactions/" + mail["transaction"])
        self.assertEqual((transaction["data"]["via"], transaction["outcome"]), ("bdat", "accepted"))
        self.assertEqual((mail["auth"]["mechanism"], mail["auth"]["user"]), ("PLAIN", "test"))
        self.assertIn("K", re.findall(r"bob@\S+ (.*)", self.log)[0].split(), "it did not send it with CHUNKING")
        (session,) = self.mock.sessions()
        self.assertEqual(session["ended_by"], "quit")

    def test_the_same_in_tls_with_cram_md5(self):
        mail = self.deliver(tls=True, authenticator=(
            "cram:\n  public_name = CRAM-MD5\n  driver = cram_md5\n  client_name = test\n  client_secret = secret"))
        self.assertEqual((mail["auth"]["mechanism"], mail["auth"]["user"]), ("CRAM-MD5", "test"))
        self.assertEqual((mail["tls"]["mode"], mail["protocol"]), ("starttls", "ESMTPSA"))
        (attempt,) = self.mock.attempts()
        self.assertIs(attempt["verified"], True)

    def test_its_burst_octet_for_octet_over_a_half_closed_connection(self):
        """What Exim writes in one segment, then FIN; here all of it is certain to be one read."""
        with talk(self.mock.smtp) as client:
            client.ask("EHLO client.example.org", 250)
            client.ask("AUTH PLAIN AHRlc3QAc2VjcmV0", 235)
            message = BODY.replace(b"\n", b"\r\n")
            client.send(b"MAIL FROM:<app@example.org> SIZE=1370\r\nRCPT TO:<bob@example.test>\r\n"
                        b"BDAT %d LAST\r\n%sQUIT\r\n" % (len(message), message))
            client.socket.shutdown(socket.SHUT_WR)
            self.assertEqual(client.codes_until_closed(), [250, 250, 250, 221])
        mail = self.mock.message(wait="0s")
        self.assertEqual(self.mock.raw(mail), message)
        self.assertEqual(mail["envelope"]["from"]["params"], [{"name": "SIZE", "value": "1370"}])


class postfix(mock_test):
    """Debian's Postfix 3.7, unpacked: master, qmgr and smtp(8), which talks to us, and no listener of its own."""

    options = ("--user", "test:secret")

    @classmethod
    def setUpClass(cls):
        relay_root.make()
        for folder in ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private",
                       "saved", "trace"):
            cls.queue(folder, "201:0", "700")
        cls.queue("maildrop", "201:203", "730")
        cls.queue("public", "201:203", "710")
        cls.queue("pid", "0:0", "755")

    @staticmethod
    def queue(folder, owner, mode):
        path = relay_root.ROOT / "var/spool/postfix" / folder
        relay_root.as_root("rm", "-rf", path)
        relay_root.as_root("mkdir", "-p", path)
        relay_root.as_root("chown", owner, path)
        relay_root.as_root("chmod", mode, path)

    def run_server(self, tls_level):
        relay_root.write("etc/postfix/main.cf", f"""\
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
relayhost = [127.0.0.1]:{self.mock.smtp}
local_transport = error:none
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = inline:{{{{[127.0.0.1]:{self.mock.smtp}=test:secret}}}}
smtp_sasl_security_options = noanonymous
smtp_tls_security_level = {tls_level}
smtp_tls_mandatory_ciphers = medium
smtp_connection_cache_on_demand = yes
""")
        inner = "cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n"
        inner += "".join(f"{name} unix - - n - 0 bounce\n" for name in ("bounce", "defer", "trace"))
        inner += "".join(f"{name} unix - - n - - smtp\n" for name in ("smtp", "relay"))
        inner += "".join(f"{name} unix - - n - - error\n" for name in ("error", "retry"))
        inner += ("pickup unix n - n 1 1 pickup\nproxymap unix - - n - - proxymap\ntlsmgr unix - - n 1000? 1 tlsmgr\n"
                  "scache unix - - n - 1 scache\nflush unix n - n 1000? 0 flush\npostlog unix-dgram n - n - 1 postlogd\n"
                  "verify unix - - n - 1 verify\nlocal unix - n n - - local\n")
        relay_root.write("etc/postfix/master.cf", inner)
        log = relay_root.ROOT / "var/log/postfix.log"
        relay_root.as_root("rm", "-f", log)
        # It ends by itself after two minutes, should this test not reach its end.
        started = relay_root.run("/usr/lib/postfix/sbin/master", "-c", "/etc/postfix", "-w", "-e", "120",
                                 timeout=PATIENCE)
        self.addCleanup(self.stop_server)
        self.assertEqual(started.returncode, 0, started.stderr + relay_root.log_of("var/log/postfix.log"))

    def stop_server(self):
        pid = relay_root.as_root("cat", relay_root.ROOT / "var/spool/postfix/pid/master.pid").stdout.strip()
        relay_root.as_root("kill", pid)
        deadline = time.monotonic() + PATIENCE
        while os.path.exists("/proc/" + pid) and time.monotonic() < deadline:
            time.sleep(0.02)

    def submit(self, *to):
        done = relay_root.run("/usr/sbin/sendmail", "-C", "/etc/postfix", "-f", "app@example.org", *to,
                              input=BODY.decode(), timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)

    def wait_for_log(self, pattern, times):
        """What it logs for each recipient, once it has logged so many."""
        deadline = time.monotonic() + PATIENCE
        while len(found := re.findall(pattern, relay_root.log_of("var/log/postfix.log"))) < times:
            self.assertLess(time.monotonic(), deadline, relay_root.log_of("var/log/postfix.log"))
            time.sleep(0.05)
        return found

    def delivered(self, messages):
        for _ in range(messages):
            self.submit("bob@example.test", "carol@example.test")
        lines = self.wait_for_log(r"status=.*", 2 * messages)
        for line in lines:
            self.assertRegex(line, r"^status=sent \(250 2\.0\.0 Ok: queued as m\d+\)$")
        mails = self.mock.messages(count=str(messages), wait="10s")
        for mail in mails:
            self.assertEqual((mail["from"], mail["to"]), ("app@example.org", ["bob@example.test", "carol@example.test"]))
            self.assertEqual(mail["subject"], "through a relay")
            self.assertTrue(self.mock.raw(mail).endswith(b"\r\n\r\nhello\r\n.dot line\r\n"))
            self.assertEqual(mail["auth"]["user"], "test")
            names = [one["name"] for one in mail["envelope"]["to"][0]["params"]]
            self.assertIn("ORCPT", names)
        return mails

    def test_its_pipelining_gets_every_reply(self):
        self.run_server("none")
        mails = self.delivered(5)
        self.assertEqual(len(mails), 5)
        self.assertEqual({mail["protocol"] for mail in mails}, {"ESMTPA"})

    def test_the_same_in_tls(self):
        self.run_server("encrypt")
        (mail,) = self.delivered(1)
        self.assertEqual((mail["protocol"], mail["tls"]["mode"]), ("ESMTPSA", "starttls"))

    def test_smtp_source_sends_through_eight_sessions(self):
        """Postfix's own load client: 200 messages, the exit status is 0 only if every reply was right."""
        done = relay_root.run("/usr/sbin/smtp-source", "-s", "8", "-m", "200", "-l", "2000", "-r", "3", "-f",
                              "app@example.org", "-t", "bob@example.test", f"127.0.0.1:{self.mock.smtp}",
                              timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.mock.state()["messages"], 200)
        self.assertEqual(len(recipients(self.mock.messages(limit="1")[0])), 3)
