"""Which options stand for each configuration that was recorded."""
import json
import os
import pathlib

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


def refuse(step, field, wanted, preset):
    return ["--rule", json.dumps({"on": step, "match": {field: wanted}, "reply": {"preset": preset}})]


# smtpd_helo_restrictions and the like: what asks a name server is asked of the name itself here.
RESTRICTIONS = [
    *refuse("helo", "helo", {"regex": r"^[^.\[]*$"}, "helo_not_qualified"),
    *refuse("helo", "helo", {"suffix": ".invalid"}, "helo_unresolved"),
    *refuse("helo", "helo", {"regex": r"[^\w.:\[\]-]"}, "helo_name_invalid"),
    *refuse("mail", "from", {"regex": "^[^@]+$"}, "sender_not_qualified"),
    *refuse("mail", "from", {"suffix": ".invalid"}, "sender_domain_unknown"),
    *refuse("rcpt", "to", {"regex": "^[^@]+$"}, "recipient_not_qualified"),
]

POSTFIX_KEYWORDS = ["PIPELINING", "SIZE {size}", "VRFY", "ETRN", "STARTTLS", "AUTH", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN",
                    "SMTPUTF8", "CHUNKING"]

HELO_REQUIRED = {"need_greeting": ["MAIL", "ETRN"]}

# What a configuration changes of its server's persona (a file for --persona-file).
CHANGED = {
    # reject_unauth_pipelining, smtpd_helo_required, strict_rfc821_envelopes
    ("postfix", "restrict"): {
        "early_input": "not_behind_data",
        "sequence": HELO_REQUIRED,
        "reads": {"sender": {"refused": [{"trait": "bare"}, {"trait": "unclosed"}, {"trait": "unreadable"}]}},
    },
    # disable_vrfy_command, smtpd_helo_required, smtpd_forbid_bare_newline
    ("postfix", "strict"): {
        "keywords": [word for word in POSTFIX_KEYWORDS if word != "VRFY"],
        "fixed": [{"line": "VRFY*", "said": "502 5.5.1 VRFY command is disabled"},
                  {"line": "ETRN *", "when": "before_greeting", "said": "503 Error: send HELO/EHLO first"}],
        "sequence": HELO_REQUIRED,
        "data": {"any_line_end": False},
    },
    # broken_sasl_auth_clients, smtpd_relay_restrictions = ... defer_unauth_destination, smtpd_discard_ehlo_keywords
    ("postfix", "rich"): {
        "keywords": [each for word in POSTFIX_KEYWORDS if word != "CHUNKING"
                     for each in (("AUTH", "AUTH=") if word == "AUTH" else (word,))],
        "replies": {"relay_denied": "454 4.7.1 <{address}>: Relay access denied"},
    },
    # PrivacyOptions: goaway
    ("sendmail", "strict"): {
        "fixed": [{"line": "VRFY*", "said": "252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery (or try finger)"},
                  {"line": "EXPN*", "said": "502 5.7.0 Sorry, we do not allow this operation"},
                  {"line": "VERB*", "said": "502 5.7.0 Verbose unavailable"}],
    },
    ("exim", "rich"): {
        "keywords": ["SIZE {size}", "8BITMIME", "DSN", "ETRN", "VRFY", "EXPN", "PIPELINING", "PIPECONNECT", "AUTH",
                     "CHUNKING", "STARTTLS", "PRDR", "SMTPUTF8", "HELP"],
        "judges_vrfy": True,
        "reads": {"mail_parameters": {"known": [{"name": name, "repeatable": True} for name in
                                                ("SIZE", "BODY", "AUTH", "RET", "ENVID", "SMTPUTF8")]}},
    },
}

# persona, then for each profile the options besides the common ones; "smtps" is a listener with implicit TLS.
PROFILES = {
    "postfix": {
        "": ["--max-message-size", "10240000", *users("test", "test@example.test"), "--mechanisms", CYRUS],
        "tlsreq": ["--mechanisms", UNDER_TLS],
        "strict": [*STRICT, "--max-connections", "2"],
        "rich": ["--mechanisms", NO_CLEARTEXT],
        "submission": ["--require-tls", "--mechanisms", UNDER_TLS],
        "smtps": [],
        "restrict": RESTRICTIONS,
        "postscreen": ["--persona", "postfix-postscreen", "--mechanisms", "none"],
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
    "postfix-dovecot": {"": ["--max-message-size", "10240000"]},
    "sendmail": {
        "": ["--max-message-size", "20000000", *users("test", "test@example.test"), "--mechanisms",
             "LOGIN,PLAIN,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-1,SCRAM-SHA-256"],
        "tlsreq": ["--mechanisms", "LOGIN/tls,PLAIN/tls,CRAM-MD5,DIGEST-MD5,NTLM,SCRAM-SHA-1,SCRAM-SHA-256"],
        "strict": [*STRICT, *advertise(remove=["EXPN", "VERB"])],
        "noauth": ["--mechanisms", "none", "--max-message-size", "0"],
        "rich": [],
        "submission": ["--require-auth", *advertise(remove=["ETRN"])],
        "smtps": advertise(remove=["ETRN"]),
    },
    "opensmtpd": {
        "": ["--max-message-size", "36700160", "--mechanisms", "PLAIN/tls,LOGIN/tls"],
        "noauth": ["--mechanisms", "none", *advertise(remove=["STARTTLS"])],
        "submission": ["--require-tls", "--require-auth"],
        "smtps": [],
    },
    "opensmtpd-6.8": {"": ["--max-message-size", "36700160", "--mechanisms", "PLAIN/tls,LOGIN/tls"]},
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


def changed_persona(server, profile):
    """The options for a persona of our own, which differs from the server's in a few members."""
    name = f"{server}-{profile}"
    path = pathlib.Path(os.environ["WORK"]) / f"{name}.json"
    path.write_text(json.dumps({"name": name, "like": server, **CHANGED[server, profile]}))
    return [["--persona-file", str(path)], ["--persona", name]]


def options(server, profile):
    """The options for this profile; what it says again replaces what all profiles of the server say."""
    own = grouped(PROFILES[server].get(profile, []))
    if (server, profile) in CHANGED:
        own += changed_persona(server, profile)
    again = {group[0] for group in own} - {"--user", "--rule"}
    usual = [group for group in [["--persona", server], *grouped(PROFILES[server][""])] if group[0] not in again]
    single = {group[0]: group for group in own if group[0] not in ("--user", "--rule")}
    several = [group for group in own if group[0] in ("--user", "--rule")]
    if not any(group[0] == "--user" for group in [*usual, *own]):
        usual += grouped(users("test"))
    mailboxes = [["--mailbox", name] for name in MAILBOXES]
    all_groups = [COMMON, *mailboxes, *usual, *single.values(), *several]
    return [word for group in all_groups for word in group]
