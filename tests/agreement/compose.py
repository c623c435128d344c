"""Well-formed mail put together by chance, but the same in every run: trees, charsets, encodings, header forms."""
import base64
import quopri
import random
import re
import urllib.parse

SAMPLES = {
    "us-ascii": "Plain words, a dot:\n.\nand From the start.\nFrom here on\n",
    "utf-8": "Grüße 🎉 日本語 العربية\n",
    "iso-8859-1": "Café, Übergröße, señor\n",
    "iso-8859-15": "10 € für Œuvre\n",
    "windows-1252": "“Quoted” – 10 € …\n",
    "iso-2022-jp": "ご注文の確認です。お願いします。\n",
    "shift_jis": "表示ソース能力\n",
    "euc-jp": "日本語の本文\n",
    "gb18030": "中文邮件内容\n",
    "gb2312": "简体中文\n",
    "big5": "許功蓋繁體中文\n",
    "euc-kr": "한국어 본문\n",
    "koi8-r": "Привет, мир\n",
    "windows-1251": "Здравствуйте, Ёжик\n",
    "iso-8859-8": "שלום עולם\n",
    "iso-8859-6": "مرحبا\n",
    "tis-620": "สวัสดี\n",
}
NAMES = ["Bob", "Smith, Bob", "Bob \"B\" Smith", "back\\slash", "Zoë Grüße", "山田太郎", "Ana María", "Ёжик", "a.b (c)"]
WORDS = ["order", "Grüße", "確認", "🎉", "مرحبا", "a=b?c_d", "Привет", "100%", "über", "x" * 30]
LONG = "Übersicht über sämtliche Rechnungsbeträge und Gutschriften des Jahres – geprüft und bestätigt.pdf"


def encoded_word(text, how, charset="utf-8"):
    octets = text.encode(charset)
    if how == "b":
        return f"=?{charset}?B?{base64.b64encode(octets).decode()}?="
    quoted = "".join(chr(octet) if chr(octet).isascii() and chr(octet).isalnum() else f"={octet:02X}" for octet in octets)
    return f"=?{charset}?q?{quoted}?="


class composer:
    """One message; `chance` decides, and is seeded with its number."""

    def __init__(self, number):
        self.chance = random.Random(number)
        self.number = number
        self.boundaries = 0

    def one_of(self, choices):
        return self.chance.choice(choices)

    def fold(self):
        return self.one_of(["\r\n ", "\r\n\t", " "])

    def words(self):
        """Unstructured text: encoded words of a few characters each, and plain ones."""
        found = []
        for word in self.chance.sample(WORDS, self.chance.randint(1, 6)):
            plain = word.isascii() and self.chance.random() < 0.8
            found.append(word if plain else encoded_word(word, self.one_of("bq")))
        return self.fold().join(found) if found[0].startswith("=?") else " ".join(found[:1]) + "".join(self.fold() + one for one in found[1:])

    def phrase(self, name):
        if not name.isascii():
            cut = self.chance.randrange(len(name)) if self.chance.random() < 0.3 else 0
            if self.chance.random() < 0.1:
                return '"' + name + '"'  # RFC 6532
            return self.fold().join(encoded_word(one, self.one_of("bq")) for one in (name[:cut], name[cut:]) if one)
        if name.replace(" ", "").isalnum():
            return name
        return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def mailbox(self):
        local = self.one_of(["bob", "bob.smith", "bob+tag", "o'brien", "x_y-z", "user%host", '"quoted local"'])
        address = f"{local}@{self.one_of(['example.test', 'mail.example.test', '[192.0.2.1]', 'EXAMPLE.test'])}"
        if self.chance.random() < 0.3:
            return self.one_of([address, f"<{address}>"])
        return f"{self.phrase(self.one_of(NAMES))}{self.fold()}<{address}>"

    def mailboxes(self):
        many = [self.mailbox() for _ in range(self.chance.randint(1, 4))]
        if self.chance.random() < 0.25:
            inside = ", ".join(self.mailbox() for _ in range(self.chance.randint(0, 2)))
            many.insert(self.chance.randrange(len(many) + 1), f"{self.one_of(['Team', self.phrase('Smith, all'), 'undisclosed'])}: {inside};")
        return ("," + self.fold()).join(many)

    def date(self):
        day = self.one_of(["Mon, 30 Nov 2026", "30 Nov 2026", "Tue, 01 Dec 2026", "Tue,  1 Dec 2026"])
        zone = self.one_of(["+0000", "-0000", "+0530", "-1130", "+0900 (JST)", "GMT", "EST (a \\) comment (inside))"])
        return f"{day} 0{self.chance.randrange(10)}:59:{self.one_of(['00', '59'])} {zone}"

    def head(self):
        found = [f"From: {self.mailbox()}", f"To: {self.mailboxes()}", f"Date: {self.date()}",
                 f"Message-ID:{self.one_of([' ', self.fold()])}<{self.number}.{self.chance.randrange(10**9)}@example.test>",
                 f"Subject: {self.words()}", "MIME-Version: 1.0"]
        if self.chance.random() < 0.5:
            found.append(f"Cc: {self.mailboxes()}")
        self.chance.shuffle(found)
        return "".join(line + "\r\n" for line in found)

    def file_name(self):
        """A parameter, as RFC 2045 and RFC 2231 have it."""
        kind = self.chance.randrange(5)
        if kind == 0:
            return "filename=plain.bin"
        if kind == 1:
            return 'filename="with \\"quotes\\"; and = more.bin"'
        if kind == 2:
            return "filename*=utf-8'de'" + urllib.parse.quote("Übersicht 🎉.bin")
        if kind == 3:
            return "filename*=iso-8859-1''" + urllib.parse.quote("Café.bin", encoding="iso-8859-1")
        quoted = urllib.parse.quote(LONG, safe="")
        octets = re.findall("%..|.", quoted)  # none may be cut; characters may
        pieces = ["".join(octets[at:at + 20]) for at in range(0, len(octets), 20)]
        return ";\r\n ".join(f"filename*{at}*={'utf-8' + chr(39) * 2 if at == 0 else ''}{piece}" for at, piece in enumerate(pieces))

    def encoded(self, content, encodings):
        how = self.one_of(encodings)
        field = f"Content-Transfer-Encoding: {self.one_of([how, how.upper()])}\r\n" if how != "none" else ""
        if how == "base64":
            return field, base64.encodebytes(content).replace(b"\n", b"\r\n")
        if how == "quoted-printable":
            return field, quopri.encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        return field, content

    def text(self, subtype):
        charset = self.one_of(list(SAMPLES))
        content = (SAMPLES[charset] * self.chance.randint(1, 3)).replace("\n", "\r\n").encode(charset)
        field, content = self.encoded(content, ["none", "7bit", "quoted-printable", "base64"] if content.isascii() else
                                      ["8bit", "quoted-printable", "base64"])
        kind = f"text/{subtype}; charset={self.one_of([charset, charset.upper(), chr(34) + charset + chr(34)])}"
        return f"{self.one_of(['Content-Type', 'content-type'])}: {kind}\r\n{field}", content

    def file(self):
        content = self.one_of([b"", b"\0\xff\r\n.\r\n\n\r", self.chance.randbytes(700)])
        field, content = self.encoded(content, ["base64"])
        identity = f"Content-ID: <part.{self.number}.{self.chance.randrange(10**6)}@example.test>\r\n" if self.chance.random() < 0.4 else ""
        kind = self.one_of(["application/pdf", "image/png", "Application/Octet-Stream", "application/x-test (a comment)"])
        if self.chance.random() < 0.2:
            return f"Content-Type: {kind};{self.fold()}{self.file_name().replace('file', '')}\r\n{field}{identity}", content
        return (f"Content-Type: {kind}\r\n{field}{identity}"
                f"Content-Disposition: {self.one_of(['attachment', 'inline', 'Attachment'])};{self.fold()}{self.file_name()}\r\n"), content

    def message_inside(self):
        inside = composer(self.number + 10_000)
        field, content = inside.text("plain")
        return f"Content-Type: message/rfc822\r\n{self.one_of(['', 'Content-Transfer-Encoding: 8bit' + chr(13) + chr(10)])}", \
            (inside.head() + field + "\r\n").encode() + content

    def multipart(self, subtype, parts):
        self.boundaries += 1
        boundary = self.one_of([f"b{self.boundaries}", f"=_b {self.boundaries}?", f"--b'({self.boundaries})", "b" + "x" * 60 + str(self.boundaries)])
        content = self.one_of([b"", b"This is a multi-part message.\r\n"])
        for field, inside in parts:
            content += f"--{boundary}{self.one_of(['', '  '])}\r\n{field}\r\n".encode() + inside + b"\r\n"
        content += f"--{boundary}--\r\n".encode() + self.one_of([b"", b"behind\r\n"])
        return f'Content-Type: multipart/{subtype};{self.fold()}boundary="{boundary}"\r\n', content

    def body(self, depth=0):
        kind = self.chance.randrange(9)
        if depth == 3 or kind < 2:
            return self.text("plain")
        if kind == 2:
            return self.multipart("alternative", [self.text("plain"), self.text("html")])
        if kind == 3:
            return self.multipart("alternative", [self.text("plain"), self.multipart("related", [self.text("html"), self.file()])])
        if kind == 4:
            return self.multipart("mixed", [self.body(depth + 1), self.message_inside()])
        if kind == 5:
            # Where a part says nothing, it is a message (RFC 2046 5.1.5).
            digest = self.multipart("digest", [(self.one_of(["", field]), content) for field, content in (
                self.message_inside() for _ in range(2))])
            return self.multipart("mixed", [self.text("plain"), digest])
        return self.multipart("mixed", [self.body(depth + 1), *(self.file() for _ in range(self.chance.randint(1, 3)))])

    def message(self):
        field, content = self.body()
        return (self.head() + field + "\r\n").encode() + content


def composed(count):
    return {f"composed-{number:03}": composer(number).message() for number in range(count)}
