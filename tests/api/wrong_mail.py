"""For each code of a message's diagnostics a mail that has it; and one that has none."""

FIELDS = {
    "Date": b"Mon, 30 Nov 2026 10:00:00 +0000",
    "From": b"Shop <app@example.test>",
    "To": b"Bob <bob@example.test>",
    "Subject": b"hello",
    "Message-ID": b"<1@example.test>",
    "MIME-Version": b"1.0",
    "Content-Type": b"text/plain; charset=us-ascii",
}


def mail(body=b"Hello\r\n", *more, **changed):
    """Changed fields by name with _ for -, None for none at all; `more` are whole lines behind them."""
    changed = {name.lower().replace("_", "-"): value for name, value in changed.items()}
    lines = [(name, changed.pop(name.lower(), value)) for name, value in FIELDS.items()]
    lines += [(name.title(), value) for name, value in changed.items()]
    head = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in lines if value is not None)
    return head + b"".join(line + b"\r\n" for line in more) + b"\r\n" + body


def parts(*bodies, kind=b"mixed", end=b"--b--\r\n", **changed):
    """A multipart; each body with its own header."""
    inside = b"".join(b"--b\r\n" + body + b"\r\n" for body in bodies)
    return mail(inside + end, Content_Type=b"multipart/" + kind + b"; boundary=b", **changed)


def nested(levels):
    kinds = b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(levels))
    return mail(kinds, Content_Type=b"message/rfc822")


UTF8 = b"text/plain; charset=utf-8"
TEXT = b"Content-Type: text/plain\r\n\r\nx"
CALENDAR = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            b"DTSTAMP:20261130T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
UNSUBSCRIBE = b"<https://example.test/off>"

GOOD = mail()
WRONG = {
    "address_list_empty": mail(To=b""),
    "alternative_order_wrong": parts(b"Content-Type: text/html\r\n\r\n<p>x", TEXT, kind=b"alternative"),
    "auto_submitted_invalid": mail(Auto_Submitted=b"auto generated"),
    "bare_cr": mail(b"one\rtwo\r\n"),
    "bare_lf": mail(b"one\ntwo\r\n"),
    "base64_broken": mail(b"SGVs*G8=\r\n", Content_Transfer_Encoding=b"base64"),
    "bcc_disclosed": mail(Bcc=b"carol@example.test"),
    "boundary_invalid": mail(b"--" + b"x" * 71 + b"\r\n\r\n--" + b"x" * 71 + b"--\r\n",
                             Content_Type=b"multipart/mixed; boundary=" + b"x" * 71),
    "boundary_missing": mail(Content_Type=b"multipart/mixed"),
    "boundary_never_used": mail(Content_Type=b"multipart/mixed; boundary=b"),
    "calendar_invalid": mail(b"nothing\r\n", Content_Type=b"text/calendar"),
    "calendar_method_mismatch": mail(CALENDAR, Content_Type=b"text/calendar; method=REQUEST"),
    "charset_missing": mail("Grüße\r\n".encode(), Content_Type=b"text/plain", Content_Transfer_Encoding=b"8bit"),
    "charset_unknown": mail(Content_Type=b"text/plain; charset=utf-9"),
    "charset_wrong": mail(b"Gr=FC=DFe\r\n", Content_Type=UTF8, Content_Transfer_Encoding=b"quoted-printable"),
    "content_disposition_invalid": mail(Content_Disposition=b"; filename=a.txt"),
    "content_id_not_found": mail(b"<img src='cid:logo@example.test'>\r\n", Content_Type=b"text/html"),
    "content_id_repeated": parts(b"Content-ID: <a@example.test>\r\n\r\nx", b"Content-ID: <a@example.test>\r\n\r\ny"),
    "content_parameter_invalid": mail(Content_Type=b"text/plain; charset=us-ascii; name=a b.txt"),
    "content_type_invalid": mail(Content_Type=b"text"),
    "date_invalid": mail(Date=b"Mon, 32 Nov 2026 10:00:00 +0000"),
    "date_missing": mail(Date=None),
    "date_obsolete": mail(Date=b"30 Nov 26 10:00:00 EST"),
    "day_of_week_wrong": mail(Date=b"Tue, 30 Nov 2026 10:00:00 +0000"),
    "delivery_status_invalid": mail(b"Reporting-MTA: dns; example.test\r\n", Content_Type=b"message/delivery-status"),
    "eight_bit_without_8bitmime": mail("Grüße\r\n".encode(), Content_Type=UTF8, Content_Transfer_Encoding=b"8bit"),
    "encoded_line_too_long": mail(b"SGVs" * 20 + b"\r\n", Content_Transfer_Encoding=b"base64"),
    "encoded_word_broken": mail(Subject=b"=?utf-8?q?=ZZ?="),
    "encoded_word_misplaced": mail(To=b"\"=?utf-8?q?B=C3=B6b?=\" <bob@example.test>"),
    "encoded_word_splits_character": mail(Subject=b"=?utf-8?q?B=C3?= =?utf-8?q?=B6b?="),
    "encoded_word_too_long": mail(Subject=b"=?utf-8?q?" + b"x" * 70 + b"?="),
    "file_name_unsafe": mail(Content_Disposition=b"attachment; filename=\"../a.txt\""),
    "from_missing": mail(From=None),
    "header_address_invalid": mail(To=b"bob@, <carol"),
    "header_address_obsolete": mail(To=b"<@relay.example.test:bob@example.test>"),
    "header_control_character": mail(Subject=b"a\x01b"),
    "header_duplicate": mail(b"Hello\r\n", b"Subject: again"),
    "header_fold_blank": mail(Subject=b"hello\r\n \r\n again"),
    "header_in_body": mail(b"Content-Type: text/html\r\n\r\nHello\r\n", Content_Type=None),
    "header_injection": mail(Subject=b"hello\nX-Evil: yes"),
    "header_line_over_78": mail(Subject=b"x" * 79),
    "header_not_ascii": mail(Subject="Grüße".encode()),
    "header_not_utf8": mail(Subject=b"Gr\xfc\xdfe"),
    "header_space_before_colon": mail(b"Hello\r\n", b"X-One : 1"),
    "header_syntax": mail(b"Hello\r\n", b"no field"),
    "line_too_long": mail(b"x" * 999 + b"\r\n"),
    "list_unsubscribe_invalid": mail(List_Unsubscribe=b"https://example.test/off"),
    "message_id_invalid": mail(Message_ID=b"1@example.test"),
    "message_id_missing": mail(Message_ID=None),
    "mime_version_invalid": mail(MIME_Version=b"2.0"),
    "mime_version_missing": mail(MIME_Version=None),
    "multipart_not_closed": parts(TEXT, end=b""),
    "nul_in_body": mail(b"a\0b\r\n"),
    "one_click_incomplete": mail(List_Unsubscribe=b"<mailto:off@example.test>",
                                 List_Unsubscribe_Post=b"List-Unsubscribe=One-Click"),
    "parts_left_out": nested(200),
    "quoted_printable_broken": mail(b"50=% off\r\n", Content_Transfer_Encoding=b"quoted-printable"),
    "quoted_printable_lower_case": mail(b"=c3=b6\r\n", Content_Type=UTF8, Content_Transfer_Encoding=b"quoted-printable"),
    "resent_block_incomplete": mail(Resent_To=b"carol@example.test"),
    "return_path_present": mail(Return_Path=b"<app@example.test>"),
    "sender_missing": mail(From=b"app@example.test, shop@example.test"),
    "sender_not_single": mail(Sender=b"app@example.test, shop@example.test"),
    "sender_repeats_from": mail(Sender=b"Shop <app@example.test>"),
    "transfer_encoding_forbidden": parts(TEXT, Content_Transfer_Encoding=b"base64"),
    "transfer_encoding_unknown": mail(Content_Transfer_Encoding=b"base-64"),
    "transfer_encoding_wrong": mail("Grüße\r\n".encode(), Content_Type=UTF8, Content_Transfer_Encoding=b"7bit"),
}
# What MAIL has to say for the code to be given.
PARAMETERS = {"header_not_utf8": " SMTPUTF8"}
