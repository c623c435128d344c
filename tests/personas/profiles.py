"""Which options stand for each configuration that was recorded."""
import json

COMMON = ["--hostname", "mx.example.test", "--peer-name", "127.0.0.2=client.example.org", "--local-domain", "example.test"]
MAILBOXES = [f"{name}@example.test" for name in ("test", "root", "postmaster", "list", "alias1")]


def users(*names):
    return [word for name in names for word in ("--user", name + ":secret")]


CYRUS = "PLAIN,LOGIN,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-1,SCRAM-SHA-224,SCRAM-SHA-256,SCRAM-SHA-384,SCRAM-SHA-512"
NO_CLEARTEXT = CYRUS.removeprefix("PLAIN,LOGIN,")
UNDER_TLS = CYRUS.replace(",", "/tls,") + "/tls"


def advertise(**change):
    return ["--rule", json.dumps({"on": "helo", "advertise": change})]


STRICT = ["--max-message-size", "100000", "--max-recipients", "5", "--idle-timeout", "1s"]

# persona, then for each profile the options besides the common ones; "smtps" is a listener with implicit TLS.
PROFILES = {
    "postfix": {
        "": ["--max-message-size", "10240000", *users("test", "test@example.test"), "--mechanisms", CYRUS],
        "tlsreq": ["--mechanisms", UNDER_TLS],
        "strict": [*STRICT, "--max-connections", "2", "--strict", "mail_before_ehlo", *advertise(remove=["VRFY"])],
        "rich": ["--mechanisms", NO_CLEARTEXT, *advertise(remove=["CHUNKING"])],
        "submission": ["--require-tls", "--mechanisms", UNDER_TLS],
        "smtps": [],
        "restrict": ["--mechanisms", UNDER_TLS],
        "postscreen": ["--mechanisms", UNDER_TLS],
    },
    "exim": {
        "": ["--mechanisms", "PLAIN,LOGIN,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-256,SCRAM-SHA-1", "--max-recipients", "150"],
        "tlsreq": ["--mechanisms", "PLAIN/tls,LOGIN/tls,CRAM-MD5/tls,DIGEST-MD5/tls,NTLM/tls,SCRAM-SHA-256/tls,"
                                   "SCRAM-SHA-1/tls"],
        "strict": ["--max-message-size", "102400", "--idle-timeout", "1s"],
        "rich": [],
        "submission": ["--mechanisms", "PLAIN/tls,LOGIN/tls,CRAM-MD5/tls,DIGEST-MD5/tls,NTLM/tls,SCRAM-SHA-256/tls,"
                                       "SCRAM-SHA-1/tls"],
        "smtps": [],
    },
    "sendmail": {
        "": ["--max-message-size", "20000000", *users("test", "test@example.test"), "--mechanisms",
             "LOGIN,PLAIN,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-1,SCRAM-SHA-256"],
        "tlsreq": ["--mechanisms", "LOGIN/tls,PLAIN/tls,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-1,SCRAM-SHA-256"],
        "strict": [*STRICT, *advertise(remove=["EXPN", "VERB"])],
        "noauth": ["--mechanisms", "none"],
        "rich": [],
        "submission": ["--require-auth", *advertise(remove=["ETRN"])],
        "smtps": [],
    },
    "opensmtpd": {
        "": ["--max-message-size", "36700160", "--mechanisms", "PLAIN/tls,LOGIN/tls"],
        "noauth": ["--mechanisms", "none", *advertise(remove=["STARTTLS"])],
        "submission": ["--require-tls", "--require-auth"],
        "smtps": [],
    },
    "courier": {"": ["--max-message-size", "10485760"]},
    "notqmail": {"": []},
    "chasquid": {"": users("test@example.test"), "submission": ["--require-auth"], "smtps": ["--require-auth"]},
    "dovecot-submission": {"": []},
    "haraka": {"": ["--max-message-size", "26214400"]},
    "qpsmtpd": {"": users("test@example.test")},
    "node-smtp-server": {"": ["--max-message-size", "10485760"]},
    "aiosmtpd": {"": ["--max-message-size", "33554432"]},
    "msmtpd": {"": []},
}


def grouped(words):
    """Options with their values: [["--user", "x"], ["--require-tls"]]."""
    made = []
    for word in words:
        if word.startswith("--"):
            made.append([])
        made[-1].append(word)
    return made


def options(server, profile):
    """The options for this profile; what it says again replaces what all profiles of the server say."""
    own = grouped(PROFILES[server].get(profile, []))
    again = {group[0] for group in own} - {"--user", "--rule"}
    usual = [group for group in grouped(PROFILES[server][""]) if group[0] not in again]
    single = {group[0]: group for group in own if group[0] not in ("--user", "--rule")}
    several = [group for group in own if group[0] in ("--user", "--rule")]
    if not any(group[0] == "--user" for group in [*usual, *own]):
        usual += grouped(users("test"))
    mailboxes = [["--mailbox", name] for name in MAILBOXES]
    all_groups = [COMMON, *mailboxes, ["--persona", server], *usual, *single.values(), *several]
    return [word for group in all_groups for word in group]
