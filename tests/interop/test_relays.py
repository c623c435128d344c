"""Relaying servers as clients: Exim with BDAT in one burst and a half-close, Postfix's smtp(8) with its pipelining."""
import re
import socket

import relay_postfix
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
    """Debian's Postfix as it relays what it was handed."""

    options = ("--user", "test:secret")

    @classmethod
    def setUpClass(cls):
        relay_postfix.make_queues()

    def run_server(self, tls_level):
        self.addCleanup(relay_postfix.stop)
        relay_postfix.start(f"""\
relayhost = [127.0.0.1]:{self.mock.smtp}
smtp_sasl_password_maps = inline:{{{{[127.0.0.1]:{self.mock.smtp}=test:secret}}}}
smtp_tls_security_level = {tls_level}
""")

    def delivered(self, messages):
        for _ in range(messages):
            relay_postfix.submit(BODY, "app@example.org", "bob@example.test", "carol@example.test")
        lines = relay_postfix.wait_for_log(r"status=.*", 2 * messages)
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
