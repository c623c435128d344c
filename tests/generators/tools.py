"""How programs are called for one mail: the command, and what it reads from its standard input."""
import email.utils

TYPES = "application/pdf pdf\napplication/octet-stream dat\nimage/png png\n"
SMTP = "127.0.0.1"


def mailbox(one):
    """As a person would write it: quoted if it has to be, and not encoded."""
    if not one["name"]:
        return one["address"]
    quoted = one["name"].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{one["address"]}>'


def mailboxes(many):
    return ", ".join(mailbox(one) for one in many)


def fields(mail):
    """Whatever else stands in the header."""
    more = dict(mail["headers"])
    if mail["in_reply_to"]:
        more |= {"In-Reply-To": mail["in_reply_to"], "References": " ".join(mail["references"])}
    if mail["unsubscribe"]:
        more |= {"List-Unsubscribe": "<{url}>, <mailto:{mailto}>".format(**mail["unsubscribe"]),
                 "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return more


def header(mail):
    people = {"From": mailbox(mail["from"]), "To": mailboxes(mail["to"])}
    if mail["cc"]:
        people["Cc"] = mailboxes(mail["cc"])
    if mail["reply_to"]:
        people["Reply-To"] = mailboxes(mail["reply_to"])
    return people | {"Subject": mail["subject"]} | fields(mail)


def recipients(mail):
    return [one["address"] for one in mail["to"] + mail["cc"]]


def written(mail, folder):
    """Its alternatives as types and files."""
    for name, kind in (("text", "text/plain"), ("html", "text/html"), ("calendar", "text/calendar; method=REQUEST")):
        if mail[name]:
            (folder / name).write_text(mail[name])
            yield kind + "; charset=utf-8", folder / name


def mutt(mail, port, folder):
    """A draft, its header as a person writes it; HTML comes of the filter that makes it of the text."""
    (folder / ".mime.types").write_text(TYPES)
    draft = folder / "draft"
    draft.write_text("".join(f"{name}: {value}\n" for name, value in header(mail).items()) + "\n" + (mail["text"] or ""))
    settings = (f"set smtp_url=smtp://{SMTP}:{port}/\nset ssl_starttls=no\nset ssl_force_tls=no\nset hostname=client.example.org\n"
                "set use_envelope_from=yes\nset use_from=yes\nset charset=utf-8\nset assumed_charset=utf-8\nset copy=no\n"
                f'set realname=""\nset from={mail["from"]["address"]}\nset envelope_from_address={mail["from"]["address"]}\n')
    if mail["html"]:
        (folder / "html").write_text("text/html\n\n" + mail["html"])
        settings += f'set send_multipart_alternative=yes\nset send_multipart_alternative_filter="cat {folder}/html"\n'
    (folder / "muttrc").write_text(settings)
    files = [word for one in mail["attachments"] for word in ("-a", one["path"])]
    return ["mutt", "-n", "-F", folder / "muttrc", "-H", draft, *files], None


def s_nail(mail, port, folder):
    (folder / ".mime.types").write_text(TYPES)
    settings = ["v15-compat", f"mta=smtp://{SMTP}:{port}", "smtp-auth=none", "hostname=client.example.org", "ttycharset=utf-8",
                "sendcharsets=utf-8", "from=" + mailbox(mail["from"]), "mimetypes-load-control=u,s=" + str(folder / ".mime.types")]
    if mail["reply_to"]:
        settings.append("reply-to=" + mailboxes(mail["reply_to"]))
    head = "".join(f"{name}: {value}\n" for name, value in header(mail).items()
                   if name in ("To", "Cc", "Subject", "In-Reply-To", "References"))
    return (["s-nail", "-:/", *("-S" + one for one in settings), *(word for name, value in mail["headers"].items()
            for word in ("-C", f"{name}: {value}")), *(word for one in mail["attachments"] for word in ("-a", one["path"])), "-t"],
            head + "\n" + (mail["text"] or ""))


def mailutils(mail, port, folder):
    """A template on its standard input; its header is sent as it is given."""
    files = [("text/html; charset=utf-8", "quoted-printable", None, folder / "html")] if mail["html"] else []
    files += [(one["type"], "base64", one["name"], one["path"]) for one in mail["attachments"]]
    (folder / "html").write_text(mail["html"] or "")
    attached = []
    for kind, encoding, name, path in files:
        attached += ["--content-type=" + kind, "--encoding=" + encoding, *(["--content-filename=" + name] if name else []), "-A", path]
    return (["mail.mailutils", "--no-config", "--norc", "-E", f"set sendmail=smtp://{SMTP}:{port}", "--mime", "--no-skip-empty-attachments",
             *(["--alternative"] if mail["html"] else []), *attached,
             # The last type and encoding are those of the text.
             "--content-type=text/plain; charset=utf-8", "--encoding=quoted-printable", "-r", mail["from"]["address"], "-t"],
            "".join(f"{name}: {value}\n" for name, value in header(mail).items()) + "\n" + (mail["text"] or ""))


def swaks(mail, port, folder):
    """Its header and file names are sent as they are given: bytes, not encoded."""
    words = ["swaks", "--server", f"{SMTP}:{port}", "--ehlo", "client.example.org", "--from", mail["from"]["address"],
             "--to", ",".join(recipients(mail)), "--hide-all"]
    for name, value in header(mail).items():
        words += ["--header", f"{name}: {value}"]
    for kind, path in written(mail, folder):
        words += ["--attach-type", kind, "--attach-body", f"@{path}"]
    for one in mail["attachments"]:
        words += ["--attach-type", one["type"], "--attach-name", one["name"], "--attach", "@" + one["path"]]
    return words, None


def curl(mail, port, folder):
    """A form as mail; its header and file names are sent as they are given."""
    words = ["curl", "-sS", f"smtp://{SMTP}:{port}/client.example.org", "--mail-from", mail["from"]["address"]]
    for one in recipients(mail):
        words += ["--mail-rcpt", one]
    more = {"Date": email.utils.formatdate(), "Message-ID": email.utils.make_msgid(domain="example.test")}
    for name, value in (header(mail) | more).items():
        words += ["-H", f"{name}: {value}"]
    texts = [f"=<{path};type={kind};encoder=quoted-printable" for kind, path in written(mail, folder)]
    pictures = [f'=@"{one["path"]}";type={one["type"]};filename="{one["name"]}";encoder=base64;headers="Content-ID: <{one["content_id"]}>"'
                for one in mail["inline"]]
    if pictures:
        texts[-1:] = ["=(;type=multipart/related", texts[-1], *pictures, "=)"]
    if len(texts) > 1 and mail["text"]:
        texts = ["=(;type=multipart/alternative", *texts, "=)"]
    files = [f'=@"{one["path"]}";type={one["type"]};filename="{one["name"]}";encoder=base64' for one in mail["attachments"]]
    for form in texts + files:
        words += ["-F", form]
    return words, None
