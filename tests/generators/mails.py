"""The mails that every generator sends, as values: what it is told, and what the API has to say of them."""
import pathlib
import random
import struct
import zlib

CONTENT_ID = "logo@shop.test"
SHOP = {"name": None, "address": "shop@example.test"}


def pdf():
    """Every octet there is, line ends of all kinds, and what would end DATA if nobody stuffed dots."""
    octets = random.Random(20000101).randbytes(9000)
    return b"%PDF-1.7\n" + bytes(range(256)) + b"\r\n.\r\nQUIT\r\n..\n.\n\r\r" + octets + b"\n%%EOF\n"


def png():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\x66\0")) + chunk(b"IEND", b""))


# Over 200 octets of UTF-8 each; a file system takes 255.
LONG_PDF = "令和八年度第三四半期における売上高及び営業利益に関する詳細な報告書並びに今後の見通しについての取締役会資料（最終版・社外秘・印刷不可・改訂）.pdf"
LONG_DATA = ("Übersicht über sämtliche Rechnungsbeträge, Gutschriften & Rückerstattungen für die Geschäftsjahre 2024–2026 – "
             "geprüft, bestätigt und für gültig erklärt durch Frau Größenwähler [Köln], Änderungsstand März 🎉.dat")
FILES = {
    LONG_PDF: ("application/pdf", pdf()),
    LONG_DATA: ("application/octet-stream", b"\0\r\n.\r\n\xff\xfe"),
    "空のファイル.dat": ("application/octet-stream", b""),
    "ロゴ.png": ("image/png", png()),
}

JAPANESE = """山田様

ご注文ありがとうございます 🎉👩‍👩‍👧
.この行は点で始まります
.
From here on: = is an equals sign, =41 is no A, and a tab	is one.
""" + "長い一行です。" * 120 + "\n\nhttps://shop.test/orders/4711?a=1&b=2\n"
ARABIC = "مرحبًا سارة،\n\nتم تأكيد طلبك رقم ٤٧١١.\nhttps://shop.test/confirm?id=4711&lang=ar\n"
ARABIC_HTML = ('<html lang="ar" dir="rtl"><body>\n<p>مرحبًا <b>سارة</b>،</p>\n'
               '<p><a href="https://shop.test/confirm?id=4711&amp;lang=ar">تأكيد الطلب</a></p>\n</body></html>\n')
PICTURE_HTML = (f'<p>Grüße vom Café „Zur Möwe“ 🐦</p>\n<img src="cid:{CONTENT_ID}" alt="ロゴ">\n'
                '<p><a href="https://shop.test/menu">Menü</a></p>\n')
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//shop.test//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:4711@shop.test
DTSTAMP:20261120T100000Z
DTSTART:20261201T090000Z
DTEND:20261201T100000Z
ORGANIZER:mailto:shop@example.test
ATTENDEE;RSVP=TRUE:mailto:invite@example.test
SUMMARY:打ち合わせ – Übergabe 🎉
END:VEVENT
END:VCALENDAR
"""
EVENT = {  # what is in there
    "type": "VEVENT", "uid": "4711@shop.test", "summary": "打ち合わせ – Übergabe 🎉",
    "start": {"value": "2026-12-01T09:00:00Z", "tzid": None}, "end": {"value": "2026-12-01T10:00:00Z", "tzid": None},
    "organizer": {"address": "shop@example.test", "name": None, "role": None, "status": None},
    "attendees": [{"address": "invite@example.test", "name": None, "role": None, "status": None}],
}
# Has to be folded, and says the same once it is unfolded.
TRACE = " ".join(f"hop{number}=relay{number:03}.shop.test;ms={number * 7}" for number in range(12))

PEOPLE = {
    "from": {"name": "Grüße & Co., Inhaberin: Zoë", "address": "shop@example.test"},
    "to": [{"name": "O'Brien, Bob (Sales)", "address": "NAME@example.test"},
           {"name": "山田 太郎（営業部・第二課・東京本社・国際取引担当）", "address": "yamada@example.test"},
           {"name": 'Carol "CJ" \\ Jones', "address": "carol.j+tag@example.test"}],
    "cc": [{"name": "Søren; Kjøbenhavn", "address": "soren@example.test"}, {"name": None, "address": "dave@example.test"},
           {"name": "سارة", "address": "sara@example.test"}],
    "reply_to": [{"name": "Hilfe, Ebene 2", "address": "hilfe@example.test"}],
}
THREAD = {
    "in_reply_to": "<reply.3@shop.test>",
    "references": ["<a-rather-long-first-id.0123456789@mail.shop.test>", "<second.9876543210@mail.shop.test>",
                   "<reply.3@shop.test>"],
    "headers": {"X-Trace": TRACE, "X-Tenant": "42"},
}


def mail(name, subject, **more):
    plain = {"name": name, "subject": subject, "from": SHOP, "to": [{"name": None, "address": "NAME@example.test"}], "cc": [],
             "reply_to": [], "text": None, "html": None, "inline": [], "attachments": [], "calendar": None,
             "in_reply_to": None, "references": [], "headers": {}, "unsubscribe": None}
    whole = plain | more
    # Each is found by its first recipient.
    return whole | {"to": [one | {"address": one["address"].replace("NAME", name)} for one in whole["to"]]}


ALL = {one["name"]: one for one in (
    mail("plain", "ご注文の確認 🎉 – order #4711 ですので、大切に保管してください", text=JAPANESE),
    mail("alternative", "تأكيد الطلب رقم ٤٧١١ من المتجر الإلكتروني، شكرًا جزيلًا لك", text=ARABIC, html=ARABIC_HTML),
    mail("attachments", "Anhänge", text="Drei Anhänge.\n", attachments=[LONG_PDF, LONG_DATA, "空のファイル.dat"]),
    mail("inline", "Möwe 🐦", html=PICTURE_HTML, inline=["ロゴ.png"]),
    mail("letter", "Re: Übergabe", text=JAPANESE, **PEOPLE, **THREAD),
    mail("everything", "すべて: the lot 🎁", text="Grüße\n\nhttps://shop.test/plain\n", html=PICTURE_HTML, inline=["ロゴ.png"],
         attachments=[LONG_PDF, "空のファイル.dat"], **PEOPLE, **THREAD,
         unsubscribe={"url": "https://shop.test/leave?u=42&l=ja", "mailto": "leave@shop.test"}),
    mail("invite", "Einladung 打ち合わせ", text="Bitte um Zusage – 出席してください。\n",
         html="<p>Bitte um Zusage – 出席してください。</p>\n", calendar=CALENDAR),
)}


def write_files(folder):
    """What generators attach, as files in `folder`."""
    for name, (_, content) in FILES.items():
        (pathlib.Path(folder) / name).write_bytes(content)


def told(one, folder):
    """The mail as a generator is told it: files with their path, type and, inside HTML, content id."""
    def of(name, content_id):
        return {"name": name, "path": str(pathlib.Path(folder) / name), "type": FILES[name][0], "content_id": content_id}

    return one | {"inline": [of(name, CONTENT_ID) for name in one["inline"]],
                  "attachments": [of(name, None) for name in one["attachments"]]}
