"""How each client is told to send one mail. A client is a function from an `errand` to its exit status and output."""
import asyncio
import json
import os
import pathlib
import smtplib
import ssl

from errand import IMPLICIT, PATIENCE, PLAIN, SENDER, STARTTLS, helper, run

HERE = pathlib.Path(__file__).parent
BUILT = pathlib.Path(os.environ["BUILD"]) / "matrix"  # the helpers that have to be compiled


def swaks(one):
    return run(one, "swaks", "--server", f"{one.host}:{one.port}", *one.by_tls([], ["-tls"], ["-tlsc"]), "--tls-verify",
               "--tls-ca-path", one.authority, "--ehlo", "client.example.org", "--from", SENDER, "--to", one.recipient,
               "--auth", *([one.how] if one.how else []), "--auth-user", one.user, "--auth-password", one.password,
               "--data", "@" + one.message)


def gsasl(one):
    """It only logs in: it has no mail to send."""
    return run(one, "gsasl", "--smtp", "--connect", f"{one.host}:{one.port}", "--quiet",
               *one.by_tls(["--no-starttls"], ["--starttls"], None), "--x509-ca-file=" + one.authority,
               *(["--x509-cert-file=" + one.file("client.pem"), "--x509-key-file=" + one.file("client.key")]
                 if one.has_certificate else []),
               *(["--mechanism=" + one.how.split()[0], *one.how.split()[1:]] if one.how else []),
               *([] if one.mechanism == "EXTERNAL" else ["--authentication-id=" + one.user]),
               *(["--anonymous-token=" + one.user] if one.mechanism == "ANONYMOUS" else []),
               *(["--authorization-id=" + one.user] if one.mechanism == "GSSAPI" else []),
               "--password=" + one.password, "--hostname=localhost", "--service=smtp", "--realm=mock.test")


def curl(one, *more):
    if one.has_token:
        who = ["--user", one.user, "--oauth2-bearer", one.password]
    elif one.mechanism == "GSSAPI":
        who = ["--user", ":"]
    elif one.mechanism == "EXTERNAL":
        who = ["--user", one.user + ":", "--cert", one.file("client.pem"), "--key", one.file("client.key")]
    else:
        who = ["--user", f"{one.user}:{one.password}"]
    return run(one, "curl", "-sS", *more, f"{one.by_tls('smtp', 'smtp', 'smtps')}://{one.host}:{one.port}/client.example.org",
               *one.by_tls([], ["--ssl-reqd"], []), "--cacert", one.authority, "--mail-from", SENDER, "--mail-rcpt", one.recipient,
               *who, *(["--login-options", one.how] if one.how else []), "--upload-file", one.message)


def curl_sasl_ir(one):
    return curl(one, "--sasl-ir")


def msmtp(one):
    with open(one.message, "rb") as message:
        return run(one, "msmtp", f"--host={one.host}", f"--port={one.port}",
                   *one.by_tls(["--tls=off"], ["--tls=on", "--tls-starttls=on"], ["--tls=on", "--tls-starttls=off"]),
                   *([] if one.tls == PLAIN else ["--tls-trust-file=" + one.authority]),
                   *(["--tls-cert-file=" + one.file("client.pem"), "--tls-key-file=" + one.file("client.key")]
                     if one.has_certificate else []),
                   "--domain=client.example.org", "--auth=" + (one.how or "on"), "--user=" + one.user,
                   f"--passwordeval=echo '{one.password}'", "--from=" + SENDER, "--", one.recipient, stdin=message)


def mutt_settings(one):
    tls = one.by_tls("set ssl_starttls=no\nset ssl_force_tls=no\n", "set ssl_starttls=yes\nset ssl_force_tls=yes\n", "")
    secret = (f'set smtp_oauth_refresh_command="echo {one.password}"' if one.has_token else f"set smtp_pass={one.password}")
    chosen = f'set smtp_authenticators="{one.how}"\n' if one.how else ""
    both = one.file("both.pem")
    return (f"set smtp_url={one.by_tls('smtp', 'smtp', 'smtps')}://{one.user}@{one.host}:{one.port}/\n{secret}\n{chosen}{tls}"
            f"set ssl_ca_certificates_file={one.authority}\nset certificate_file={one.authority}\n"
            + (f"set ssl_client_cert={both}\n" if one.has_certificate else "") +
            f"set from={SENDER}\nset use_from=yes\nset envelope_from_address={SENDER}\nset use_envelope_from=yes\n"
            "set hostname=client.example.org\nset copy=no\nset record=\"\"\nset sendmail=\"\"\n")


def mutt(one, program="mutt"):
    settings = one.write("rc", mutt_settings(one))
    body = one.write("body", "hello\n.dot line\n")
    with open(body, "rb") as text:
        return run(one, program, "-n", "-F", settings, "-s", one.subject, "--", one.recipient, stdin=text, env={"TERM": "dumb"})


def neomutt(one):
    return mutt(one, "neomutt")


def s_nail(one):
    login = f"{one.user}@" if one.mechanism in ("EXTERNAL", "GSSAPI") else f"{one.user}:{one.password}@"
    url = f"{one.by_tls('smtp', 'smtp', 'smtps')}://{login}{one.host}:{one.port}"
    settings = ["v15-compat", "mta=" + url, *(["smtp-auth=" + one.how] if one.how else []), "tls-ca-no-defaults",
                "tls-ca-file=" + one.authority, "tls-verify=strict", "hostname=client.example.org",
                "from=" + SENDER, *one.by_tls([], ["smtp-use-starttls"], []),
                *([f"tls-config-pairs=Certificate={one.file('client.pem')},PrivateKey={one.file('client.key')}"]
                  if one.has_certificate else [])]
    body = one.write("body", "hello\n.dot line\n")
    with open(body, "rb") as text:
        return run(one, "s-nail", "-n", *("-S" + setting for setting in settings), "-s", one.subject, one.recipient, stdin=text)


def git_send_email(one):
    settings = ["user.name=Sender", "user.email=" + SENDER, "sendemail.confirm=never"]
    options = {"server": one.host, "server-port": one.port, "domain": "client.example.org", "user": one.user,
               "pass": one.password, "encryption": one.by_tls("none", "tls", "ssl"), "ssl-cert-path": one.authority}
    with open(one.message, encoding="ascii", newline="") as file:
        message = one.write("patch", file.read().replace("\r\n", "\n"))
    return run(one, "git", *(part for setting in settings for part in ("-c", setting)), "send-email",
               *(f"--smtp-{name}={value}" for name, value in options.items()),
               *(["--smtp-auth=" + one.how] if one.how else []), "--from=" + SENDER, "--to=" + one.recipient,
               "--no-validate", "--quiet", "--suppress-cc=all", message,
               env={"PATH": "/usr/bin:/bin"}, cwd=one.folder)


def context_of(one):
    context = ssl.create_default_context(cafile=one.authority)
    if one.has_certificate:
        context.load_cert_chain(one.file("client.pem"), one.file("client.key"))
    return context


def single_message(one):
    """What a program hands to smtplib for a mechanism that smtplib has no function for."""
    return {"XOAUTH2": f"user={one.user}\x01auth=Bearer {one.password}\x01\x01",
            "OAUTHBEARER": f"n,a={one.user},\x01host={one.host}\x01port={one.port}\x01auth=Bearer {one.password}\x01\x01",
            "ANONYMOUS": one.user, "EXTERNAL": ""}[one.mechanism]


def python_smtplib(one):
    how = {"host": one.host, "port": one.port, "local_hostname": "client.example.org", "timeout": PATIENCE}
    try:
        with smtplib.SMTP_SSL(context=context_of(one), **how) if one.tls == IMPLICIT else smtplib.SMTP(**how) as connection:
            if one.tls == STARTTLS:
                connection.starttls(context=context_of(one))
            connection.ehlo()
            connection.user, connection.password = one.user, one.password
            if not one.how:
                connection.login(one.user, one.password)
            elif one.how == "auth(function)":
                connection.auth(one.mechanism, lambda challenge=None: single_message(one) if challenge is None else "")
            else:
                connection.auth(one.mechanism, getattr(connection, one.how))
            with open(one.message, "rb") as message:
                return len(connection.sendmail(SENDER, [one.recipient], message.read())), "recipients were refused"
    except smtplib.SMTPException as failure:
        return 1, str(failure)


def aiosmtplib(one):
    import aiosmtplib as library  # Debian's, of the system's Python

    async def send():
        connection = library.SMTP(one.host, one.port, local_hostname="client.example.org", use_tls=one.tls == IMPLICIT,
                                  start_tls=False, tls_context=context_of(one), timeout=PATIENCE)
        await connection.connect()
        if one.tls == STARTTLS:
            await connection.starttls(tls_context=context_of(one))
        await connection.ehlo()
        await (getattr(connection, one.how)(one.user, one.password) if one.how else connection.login(one.user, one.password))
        with open(one.message, "rb") as message:
            await connection.sendmail(SENDER, [one.recipient], message.read())
        await connection.quit()

    try:
        asyncio.run(send())
        return 0, ""
    except library.SMTPException as failure:
        return 1, str(failure)


def perl_net_smtp(one):
    return helper(one, "/usr/bin/perl", HERE / "helpers/send.pl")


def ruby_net_smtp(one):
    return helper(one, "ruby", HERE / "helpers/send.rb")


def phpmailer(one):
    return helper(one, "php", HERE / "helpers/send.php")


def jakarta_mail(one):
    jars = ":".join(f"/usr/share/java/{name}.jar" for name in ("jakarta-mail", "jakarta-activation"))
    return helper(one, "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", f"{jars}:{BUILT}/java", "Send")


def go_net_smtp(one):
    return helper(one, BUILT / "go-send", "net/smtp")


def go_mail(one):
    return helper(one, BUILT / "go-send", "go-mail")


def rust_lettre(one):
    return helper(one, BUILT / "rust/debug/mocksmtp-matrix")


def nodemailer(one):
    # Given a name, it takes the first address that the resolver has, and tries no other.
    how = {"host": "127.0.0.1", "port": one.port, "secure": one.tls == IMPLICIT, "ignoreTLS": one.tls == PLAIN,
           "requireTLS": one.tls == STARTTLS, "tls": {"ca": pathlib.Path(one.authority).read_text(), "servername": one.host},
           "name": "client.example.org", "auth": {"user": one.user, "pass": one.password}}
    if one.how == "OAuth2":
        how["auth"] = {"type": "OAuth2", "user": one.user, "accessToken": one.password}
    elif one.how:
        how["authMethod"] = one.how
    mail = {"from": SENDER, "to": one.recipient, "subject": one.subject, "text": "hello\n.dot line\n"}
    return run(one, "node", HERE.parent / "interop/nodemailer_send.js", json.dumps({"transport": how, "mail": mail}),
               env={"NODE_PATH": os.environ["KEPT"] + "/npm/node_modules"})


BY_NAME = {
    "swaks": swaks, "gsasl": gsasl, "curl": curl, "curl --sasl-ir": curl_sasl_ir, "msmtp": msmtp, "mutt": mutt,
    "neomutt": neomutt, "s-nail": s_nail, "git send-email": git_send_email, "Python smtplib": python_smtplib,
    "Python aiosmtplib": aiosmtplib, "Perl Net::SMTP": perl_net_smtp, "Ruby Net::SMTP": ruby_net_smtp,
    "PHPMailer": phpmailer, "Jakarta Mail": jakarta_mail, "Go net/smtp": go_net_smtp, "Go go-mail": go_mail,
    "Rust lettre": rust_lettre, "nodemailer": nodemailer,
}
