"""Holds a message of the API against the mail that a generator was told to send."""
import base64
import hashlib
import quopri
import re

from mails import CONTENT_ID, EVENT, FILES

DECODERS = {"base64": base64.b64decode, "quoted-printable": quopri.decodestring}

# Some send it twice, as an alternative and as a file.
INVITATIONS = ("text/calendar", "application/ics")


def ended(text):
    """Whether the last line of a text is ended is the generator's choice."""
    return None if text is None else text.rstrip("\n")


def one_line(value):
    return re.sub(r"\s+", " ", value)


class check:
    """The checks of one mail. `test` is a TestCase, `habits` is what the generator is known to do in a way of its own."""

    def __init__(self, test, mock, mail, message, habits):
        self.test, self.mock, self.mail, self.message, self.habits = test, mock, mail, message, habits
        self.parts = mock.get(f"/v1/messages/{message['id']}/parts")["parts"]
        shown = message["html"] or ""
        found = re.search(r'"cid:([^"]*)"', shown)
        self.content_id = found.group(1) if found and "own_content_ids" in habits else CONTENT_ID

    def all(self):
        self.header()
        self.thread()
        self.people()
        self.bodies()
        self.links()
        self.attachments()
        self.places()
        if self.mail["calendar"]:
            self.invitation()

    def equal(self, got, expected, what):
        self.test.assertEqual(got, expected, what)

    def header(self):
        headers = self.message["headers"]
        subject = self.message["subject"]
        if "loses_spaces" in self.habits:
            self.test.assertNotEqual(subject, self.mail["subject"])
            self.equal(subject.replace(" ", ""), self.mail["subject"].replace(" ", ""), "subject without spaces")
        else:
            self.equal(subject, self.mail["subject"], "subject")
        self.equal(headers["subject"], [subject], "headers.subject")
        self.test.assertIsNotNone(self.message["date"])
        if "no_message_id" not in self.habits:
            self.test.assertRegex(self.message["message_id"], r"^<[^<>@\s]+@[^<>@\s]+>$")
        for name, value in self.mail["headers"].items():
            self.equal(headers[name.lower()], [value], name)
        if self.mail["headers"]:
            raw = next(one["raw"] for one in self.message["raw_headers"] if one["name"].lower() == "x-trace")
            self.equal("\n " in raw, "unfolded" not in self.habits, "a field this long ought to be folded")

    def thread(self):
        """What it answers, and how to leave the list; both as the fields have it, and as it is meant."""
        headers, mail = self.message["headers"], self.mail
        self.equal(self.message["in_reply_to"], [mail["in_reply_to"]] if mail["in_reply_to"] else [], "in_reply_to")
        self.equal(self.message["references"], mail["references"], "references")
        if mail["references"]:
            self.equal([one_line(one) for one in headers["references"]], [" ".join(mail["references"])], "References")
        leave = mail["unsubscribe"]
        if not leave:
            self.equal(self.message["list_unsubscribe"], None, "list_unsubscribe")
            return
        uris = [leave["url"], "mailto:" + leave["mailto"]]
        self.equal(self.message["list_unsubscribe"], {"uris": uris, "one_click": True}, "list_unsubscribe")
        self.equal([one_line(one) for one in headers["list-unsubscribe"]], [f"<{uris[0]}>, <{uris[1]}>"], "List-Unsubscribe")
        self.equal(headers["list-unsubscribe-post"], ["List-Unsubscribe=One-Click"], "List-Unsubscribe-Post")

    def people(self):
        for field in ("from", "to", "cc", "reply_to"):
            told = self.mail[field]
            self.equal(self.message["mailboxes"][field], [told] if field == "from" else told, field)
        self.equal(self.message["from"], self.mail["from"]["address"], "envelope from")
        self.equal(sorted(self.message["to"]), sorted(one["address"] for one in self.mail["to"] + self.mail["cc"]), "envelope to")
        self.equal(self.message["bcc"], [], "bcc")

    def bodies(self):
        html = self.mail["html"] and self.mail["html"].replace(CONTENT_ID, self.content_id)
        text = self.message["text"]
        if "doubled_line_ends" in self.habits:
            self.test.assertIn("\r\n", text)
            text = text.replace("\r\n", "\n")
        self.equal(ended(text), ended(self.mail["text"]), "text")
        self.equal(ended(self.message["html"]), ended(html), "html")

    def links(self):
        found = [(one["in"], one["url"], one["text"]) for one in self.message["links"]]
        expected = {}
        for url, text in re.findall(r'<a href="([^"]*)">([^<]*)</a>', self.mail["html"] or ""):
            expected[url.replace("&amp;", "&")] = ("html", text)
        for url in re.findall(r"https://\S+", self.mail["text"] or ""):
            expected.setdefault(url, ("text", url))
        self.equal(found, [(where, url, text) for url, (where, text) in expected.items()], "links")

    def attachments(self):
        """The same in the message, in the list of parts, and downloaded."""
        inline = [(name, self.content_id) for name in self.mail["inline"]]
        expected = inline + [(name, None) for name in self.mail["attachments"]]
        files = [one for one in self.message["attachments"] if one["content_type"] not in (*INVITATIONS, "text/html")]
        self.equal(len(files), len(expected), "attachments")
        for got, (name, content_id) in zip(files, expected):
            kind, content = FILES[name]
            if "doubled_dots" in self.habits and len(content) < 100:  # longer ones are in base64
                content = content.replace(b"\n.", b"\n..")
            inline = "inline" if content_id and "attached_pictures" not in self.habits else "attachment"
            facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            self.equal({key: got[key] for key in facts}, facts, name)
            self.equal(got["filename"], None if content_id and "nameless_pictures" in self.habits else name, "filename")
            if "own_types" not in self.habits:
                self.equal(got["content_type"], kind, name)
            self.equal(got["disposition"], inline, name)
            if content_id or "ids_for_all" not in self.habits:
                self.equal(got["content_id"], content_id, name)
            listed = next(one for one in self.parts if one["part"] == got["part"])
            self.equal(got.pop("inline"), inline == "inline", "inline " + name)  # of a part that is not told
            self.equal({key: listed[key] for key in got}, got, "parts and attachments agree")
            self.equal(self.mock.request("GET", got["url"]).body, content, "download of " + name)

    def invitation(self):
        invitations = [one for one in self.parts if one["content_type"] in INVITATIONS]
        self.equal(invitations[0]["content_type"], "text/calendar", "invitation")
        self.equal(invitations[0]["charset"].lower(), "utf-8", "charset")
        event = self.message["calendars"][0]["components"][0]
        self.equal(self.message["calendars"][0]["method"], "REQUEST", "method")
        self.equal({key: event[key] for key in EVENT}, EVENT, "event")
        for one in invitations:
            content = self.mock.request("GET", one["url"]).body.decode().replace("\r", "")
            self.equal(ended(content), ended(self.mail["calendar"]), "calendar")

    def places(self):
        """What Python decodes of the octets at its place is the content of each part."""
        raw = self.mock.raw(self.message)
        for one in self.parts:
            body = raw[one["body_offset"]:one["body_offset"] + one["body_size"]]
            self.test.assertIn(b"\n\r\n", raw[one["offset"]:one["body_offset"]][-3:] if one["headers"] else b"\n\r\n")
            if one["size"] is not None:
                content = DECODERS.get(one["transfer_encoding"], bytes)(body)
                self.equal((len(content), hashlib.sha256(content).hexdigest()), (one["size"], one["sha256"]), one["part"])

    def tree(self):
        """As in trees.txt: mixed(alternative(plain html) pdf)."""
        def show(one):
            inside = [show(each) for each in self.parts if each["parent"] == one["part"]]
            kind = one["content_type"]
            named = kind.split("/")[1] if kind.startswith(("multipart/", "text/")) else kind
            return named + (f"({' '.join(inside)})" if inside else "")

        return next(show(one) for one in self.parts if one["parent"] is None)
