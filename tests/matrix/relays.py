"""Exim and Postfix as clients: servers that pass a mail on, and log in to do so."""
import re
import uuid

import relay_postfix
import relay_root
from errand import IMPLICIT, PATIENCE, PLAIN, SENDER, STARTTLS

# How Exim's drivers are told who to be; `{user}` and `{password}` are filled in.
EXIM_DRIVERS = {
    "PLAIN": "driver = plaintext\n  client_send = ^{user}^{password}",
    "LOGIN": "driver = plaintext\n  client_send = : {user} : {password}",
    "CRAM-MD5": "driver = cram_md5\n  client_name = {user}\n  client_secret = {password}",
    "NTLM": "driver = spa\n  client_username = {user}\n  client_password = {password}",
}
EXIM = """\
primary_hostname = client.example.org
spool_directory = /var/spool/exim4
log_file_path = /var/log/{name}_%slog
acl_not_smtp = ok
tls_advertise_hosts =
begin acl
ok:
  accept
begin routers
r:
  driver = manualroute
  route_list = * {one.host} byname
  transport = t
  self = send
begin transports
t:
  driver = smtp
  port = {one.port}
  hosts_require_auth = *
  {tls}
  tls_verify_hosts = *
  tls_verify_certificates = /etc/{name}.pem
  tls_verify_cert_hostnames = *
begin authenticators
{authenticators}
"""


def exim(one):
    """One run with a configuration and a log of its own. It tries again later what was refused, so the log has to say."""
    name = "exim-" + uuid.uuid4().hex
    tls = {PLAIN: "hosts_avoid_tls = *", STARTTLS: "hosts_require_tls = *", IMPLICIT: "protocol = smtps"}[one.tls]
    chosen = EXIM_DRIVERS if not one.how else {one.mechanism: EXIM_DRIVERS[one.mechanism]}
    authenticators = "".join(
        f"{mechanism.lower().replace('-', '_')}:\n  public_name = {mechanism}\n  {driver.format(user=one.user, password=one.password)}\n"
        for mechanism, driver in chosen.items())
    relay_root.write(f"etc/{name}.conf", EXIM.format(name=name, one=one, tls=tls, authenticators=authenticators))
    with open(one.authority, encoding="ascii") as authority:
        relay_root.write(f"etc/{name}.pem", authority.read())
    with open(one.message, encoding="ascii", newline="") as message:
        text = message.read().replace("\r\n", "\n")
    done = relay_root.run("/usr/sbin/exim4", "-C", f"/etc/{name}.conf", "-odi", "-f", SENDER, one.recipient, input=text,
                          timeout=PATIENCE)
    log = relay_root.log_of(f"var/log/{name}_mainlog")
    return 0 if done.returncode == 0 and re.search(r" [-=]> .* Completed\n$", log, re.S) else 1, done.stderr + log


class postfix:
    """One Postfix for all cells: a transport for every way to send, chosen by the recipient's domain, told apart by its EHLO."""

    def __init__(self, message):
        self.message = message
        self.services = {}

    def add(self, name, server, tls, mechanism, user, password):
        """A way to send; `server` is a running mock."""
        port = server.smtps if tls == IMPLICIT else server.smtp
        settings = {
            "syslog_name": "postfix/" + name, "smtp_helo_name": name + ".example.org",
            "smtp_tls_security_level": "none" if tls == PLAIN else "secure", "smtp_tls_CAfile": f"/etc/{name}.pem",
            "smtp_tls_secure_cert_match": "hostname", "smtp_tls_wrappermode": "yes" if tls == IMPLICIT else "no",
            "smtp_sasl_password_maps": f"static:{user}:{password}", "smtp_sasl_mechanism_filter": mechanism}
        master = f"{name} unix - - n - - smtp\n" + "".join(f"  -o {{ {key} = {value} }}\n" for key, value in settings.items())
        self.services[name] = (f"{name}.test={name}:[localhost]:{port}", master, server)

    def start(self):
        relay_postfix.make_queues()
        for name, (_, _, server) in self.services.items():
            relay_root.write(f"etc/{name}.pem", server.request("GET", "/v1/tls/ca.pem").body.decode())
        routes = ", ".join("{" + route + "}" for route, _, _ in self.services.values())
        relay_postfix.start(f"transport_maps = inline:{{ {routes} }}\n", "".join(one for _, one, _ in self.services.values()))

    def send(self, name):
        """The exit status and what it logged about the one delivery."""
        recipient = f"bob@{name}.test"
        relay_postfix.submit(self.message.replace(b"\r\n", b"\n"), SENDER, recipient)
        (line,) = relay_postfix.wait_for_log(rf"to=<{re.escape(recipient)}>.*status=.*")
        return 0 if "status=sent" in line else 1, line
