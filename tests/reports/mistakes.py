"""The mistakes: each function makes one with a real client, and returns the call whose expectation then fails.

A call is (method, target, body); a mistake that needs a mock of its own says with what options.
"""
import contextlib
import json
import smtplib
import socket
import ssl

PATIENCE = 120
MISTAKES = {}


def mistake(words, *options):
    def keep(function):
        function.words, function.options = words, options
        MISTAKES[function.__name__] = function
        return function
    return keep


def get(query, kind="messages"):
    return "GET", f"/v1/{kind}?{query}", None


def verify(**body):
    return "POST", "/v1/verify", body


def raw(mock, message, to="bob@example.test", sender="shop@example.test"):
    """Sends exactly these octets, and says QUIT."""
    with mock.smtp() as client:
        client.sendmail(sender, [to] if isinstance(to, str) else to, message)


def rule(mock, name, **what):
    answer = mock.call("PUT", "/v1/rules/" + name, body=json.dumps(what), headers={"Content-Type": "application/json"})
    assert answer.status == 201, answer.text


def refused(mock, **mail):
    with contextlib.suppress(smtplib.SMTPException):
        mock.send(**mail)


@mistake("Nobody sent anything: the application was never told to.")
def nobody_connected(mock):
    return get("to=bob@example.test&count=1")


@mistake("A letter is missing in the subject.")
def typo_in_subject(mock):
    mock.send(to="alice@example.test", subject="Welcome")
    mock.send(subject="Reset your pasword")
    return get("to=bob@example.test&subject=Reset%20your%20password&count=1")


@mistake("What should be in the text is asked for as if it were all of it.")
def part_for_the_whole(mock):
    raw(mock, "Subject: Welcome\r\n\r\nYour code is 482913.\r\n")
    return get("to=bob@example.test&text=482913&count=1")


@mistake("The recipient was refused, and is looked for among those who were not.")
def refused_recipient(mock):
    rule(mock, "no-dave", on="rcpt", match={"to": "dave@example.test"}, reply={"preset": "user_unknown"})
    refused(mock, to="dave@example.test")
    return get("to=dave@example.test&count=1", "transactions")


@mistake("The second try was accepted, but not kept: what was refused before is not to blame.")
def lost_after_all(mock):
    rule(mock, "lost", on="message", keep=False, reply="250 2.0.0 Ok")
    rule(mock, "later", on="rcpt", times=1, reply="451 4.7.1 Try again later")
    refused(mock)
    mock.send()
    return get("to=bob@example.test&count=1")


@mistake("The mail exists, but its subject is another one.")
def must_subject(mock):
    mock.send(subject="Reset your pasword")
    return get("to=bob@example.test&must.subject=Reset%20your%20password")


@mistake("The mail went to a misspelt domain.")
def typo_in_recipient(mock):
    mock.send(to="bob@exmaple.test", subject="Welcome")
    return get("to=bob@example.test&subject=Welcome&count=1")


@mistake("Two letters of the recipient are the wrong way round, and nothing else is asked for.")
def typo_in_recipient_only(mock):
    mock.send(to="bbo@example.test", subject="Welcome")
    mock.send(to="carol@example.test", subject="Your invoice")
    return get("to=bob@example.test&count=1")


@mistake("The mail went to somebody else.")
def wrong_recipient(mock):
    mock.send(to="carol@example.test", subject="Your invoice")
    return get("to=bob@example.test&count=1")


@mistake("A rule greylisted the recipient, and the client did not try again.")
def refused_by_rule(mock):
    mock.send(to="alice@example.test", subject="Welcome")
    rule(mock, "greylist-bob", on="rcpt", match={"to": "bob@example.test"}, times=1, reply={"preset": "greylisted"})
    refused(mock)
    return get("to=bob@example.test&count=1")


@mistake("The rule had acted as often as it may, so the mail that should be refused was not.")
def rule_spent(mock):
    rule(mock, "no-bob", on="rcpt", match={"to": "bob@example.test"}, times=1, reply={"preset": "user_unknown"})
    refused(mock)
    mock.send(subject="Second try")
    return get("to=bob@example.test&count=0&settle=idle")


@mistake("The application has the wrong password.", "--user", "shop:secret")
def wrong_password(mock):
    with mock.smtp() as client, contextlib.suppress(smtplib.SMTPAuthenticationError):
        client.user, client.password = "shop", "sercet"
        client.ehlo()
        client.auth("PLAIN", client.auth_plain)
    return get("to=bob@example.test&count=1")


@mistake("The application does not trust the certificate.")
def certificate_not_trusted(mock):
    with mock.smtp() as client, contextlib.suppress(ssl.SSLError, smtplib.SMTPException, OSError):
        client.starttls(context=ssl.create_default_context())
    return get("to=bob@example.test&count=1")


@mistake("The application sent the same mail twice.")
def sent_twice(mock):
    for _ in range(2):
        mock.send(subject="Your order 17", headers="Message-ID: <17@shop.test>\r\n")
    return get("to=bob@example.test&count=1&settle=0s")


@mistake("The application made the mail anew for its second try: the same Message-ID, another body.")
def sent_twice_anew(mock):
    for text in ("first try\r\n", "second try\r\n"):
        mock.send(subject="Your order 17", text=text, headers="Message-ID: <17@shop.test>\r\n")
    return get("to=bob@example.test&count=1&settle=0s")


@mistake("The subject was encoded twice.")
def header_encoded_twice(mock):
    raw(mock, b"To: bob@example.test\r\nSubject: =?utf-8?B?PT91dGYtOD9RP0JlbnV0enQ9QzM9QTRuPz0=?=\r\n\r\nHi\r\n")
    return get("subject=Benutzt%C3%A4n&count=1")


@mistake("UTF-8 in the subject was labelled as Latin-1.")
def wrong_charset(mock):
    raw(mock, b"To: bob@example.test\r\nSubject: =?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHi\r\n")
    return get("to=bob@example.test&subject=Gr%C3%BC%C3%9Fe&count=1")


@mistake("The body is Latin-1 and says that it is UTF-8.")
def wrong_octets(mock):
    raw(mock, b"To: bob@example.test\r\nSubject: Hi\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGr\xfc\xdfe\r\n")
    return get("to=bob@example.test&text.contains=Gr%C3%BC%C3%9Fe&count=1")


@mistake("Only letter case differs.")
def letter_case(mock):
    mock.send(subject="reset your Password")
    return get("to=bob@example.test&subject=Reset%20your%20password&count=1")


@mistake("Only white space differs: the template has a line break.")
def white_space(mock):
    mock.send(subject="Reset  your password")
    return get("to=bob@example.test&subject=Reset%20your%20password&count=1")


@mistake("The same characters, decomposed: text from a macOS file name.")
def normalisation(mock):
    raw(mock, b"To: bob@example.test\r\nSubject: =?utf-8?Q?Cafe=CC=81?=\r\n\r\nHi\r\n")
    return get("to=bob@example.test&subject=Caf%C3%A9&count=1")


@mistake("Bob got a blind copy; the test looks for him in the To header.")
def blind_copy(mock):
    raw(mock, b"To: alice@example.test\r\nSubject: Minutes\r\n\r\nHi\r\n", to=["alice@example.test", "bob@example.test"])
    return get("mailboxes.to=bob@example.test&count=1")


@mistake("The To header names Bob, but the mail was handed in for a list.")
def header_without_envelope(mock):
    raw(mock, b"To: bob@example.test\r\nSubject: Minutes\r\n\r\nHi\r\n", to="list@example.test")
    return get("to=bob@example.test&count=1")


@mistake("The mail came before the position that the test takes as its start.")
def older_than_since(mock):
    mock.send(subject="Welcome")
    return get("to=bob@example.test&since=now&count=1")


@mistake("The mail came when the wait was over; a second look finds it and did not expect it.")
def came_too_late(mock):
    assert mock.call(*get("to=bob@example.test&count=1")[:2]).status == 417
    mock.send(subject="Welcome")
    return get("count=0&settle=0s")


@mistake("There was a reset while the mail was being sent.")
def reset_meanwhile(mock):
    with mock.smtp() as client:
        client.ehlo()
        client.docmd("MAIL FROM:<shop@example.test>")
        client.docmd("RCPT TO:<bob@example.test>")
        mock.call("POST", "/v1/reset")
        client.docmd("RSET")
    return get("to=bob@example.test&count=1")


@mistake("Somebody beside the test cannot log in; in its scope the login failed too, but a mail came, one of two.",
         "--user", "shop:secret")
def login_beside_scopes(mock):
    for recipients in ([], ["bob@w3.scope.test"]):
        with mock.smtp() as client:
            client.user, client.password = "shop", "sercet"
            client.ehlo()
            with contextlib.suppress(smtplib.SMTPAuthenticationError):
                client.auth("PLAIN", client.auth_plain)
            if recipients:
                client.sendmail("shop@example.test", recipients, b"Subject: Welcome\r\n\r\nHi\r\n")
    return "GET", "/v1/scopes/w3/messages?subject=Welcome&count=2", None


@mistake("A rule parks the session, and the test does not release it.")
def hold_open(mock):
    rule(mock, "stall", on="message", match={"to": "bob@example.test"}, hold=True)
    client = mock.smtp()
    mock.left_open.append(client.sock)
    client.ehlo()
    client.docmd("MAIL FROM:<shop@example.test>")
    client.docmd("RCPT TO:<bob@example.test>")
    client.docmd("DATA")
    client.send(b"Subject: Welcome\r\n\r\nHi\r\n.\r\n")
    assert mock.get("/v1/holds?wait=60s").json["total"] == 1
    return get("to=bob@example.test&count=1")


@mistake("The client is still sending when the wait is over.")
def transaction_open(mock):
    client = mock.smtp()
    mock.left_open.append(client.sock)
    client.ehlo()
    client.docmd("MAIL FROM:<shop@example.test>")
    client.docmd("RCPT TO:<bob@example.test>")
    client.docmd("DATA")
    return get("to=bob@example.test&count=1")


@mistake("The store is full.", "--max-messages", "1")
def store_full(mock):
    mock.send(to="alice@example.test", subject="The only one")
    refused(mock, subject="One too many")
    return get("to=bob@example.test&count=1")


@mistake("The application gave up in the middle.")
def given_up(mock):
    client = mock.smtp()
    client.ehlo()
    client.docmd("MAIL FROM:<shop@example.test>")
    client.docmd("RCPT TO:<bob@example.test>")
    client.docmd("RSET")
    client.quit()
    return get("to=bob@example.test&count=1")


@mistake("There was a reset after the mail.")
def before_reset(mock):
    mock.send(subject="Welcome")
    mock.call("POST", "/v1/reset")
    with mock.smtp() as client:
        client.noop()
    return get("to=bob@example.test&count=1")


@mistake("Beside what the test expects, another mail was sent.")
def something_else(mock):
    mock.send(subject="Reset your password")
    mock.send(to="admin@example.test", subject="A password was reset")
    return verify(label="reset", nothing_else=True,
                  expect=[{"name": "reset mail", "match": {"to": "bob@example.test"}, "count": 1}])


@mistake("The receipt was sent before the order was confirmed.")
def wrong_order(mock):
    mock.send(subject="Receipt")
    mock.send(subject="Order confirmed")
    return verify(in_order=True, expect=[{"name": "confirmation", "match": {"subject": "Order confirmed"}, "count": 1},
                                         {"name": "receipt", "match": {"subject": "Receipt"}, "count": 1}])


@mistake("A rule waits for an address that nobody writes to.")
def rule_unused(mock):
    rule(mock, "greylist", on="rcpt", match={"to": "bobb@example.test"}, reply={"preset": "greylisted"})
    mock.send(subject="Welcome")
    return verify(every_rule_used=True, expect=[{"match": {"to": "bob@example.test"}, "count": 1}])


@mistake("Several things are wrong at once: the subject, the mechanism, and a rule that acted too rarely.",
         "--user", "shop:secret")
def several_at_once(mock):
    rule(mock, "slow", on="noop", delay="1ms")
    with mock.smtp() as client:
        client.starttls()
        client.user, client.password = "shop", "secret"
        client.ehlo()
        client.auth("PLAIN", client.auth_plain)
        client.sendmail("shop@example.test", ["bob@example.test"], b"Subject: Reset your pasword\r\n\r\nHi\r\n")
    return verify(label="signup", expect=[
        {"name": "reset mail", "match": {"to": "bob@example.test"}, "count": 1, "must": {"subject": "Reset your password"}},
        {"name": "strong auth only", "what": "auth_attempts", "must": {"mechanism": {"prefix": "SCRAM-"}}},
        {"name": "slowed down", "what": "rules", "match": {"id": "slow"}, "must": {"hits": {"gt": 0}}},
        {"name": "one session", "what": "sessions", "count": 1}])


@mistake("The application sends line feeds without carriage returns.")
def unwanted_diagnostic(mock):
    with socket.create_connection(("127.0.0.1", mock.smtp_port), timeout=PATIENCE) as client:
        lines = client.makefile("rb")
        lines.readline()
        client.sendall(b"EHLO shop.test\r\nMAIL FROM:<shop@example.test>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\n")
        while not lines.readline().startswith(b"354"):
            pass
        client.sendall(b"Date: Mon, 30 Nov 2026 10:00:00 +0000\r\nFrom: shop@example.test\r\nTo: bob@example.test\r\n"
                       b"Message-ID: <1@example.test>\r\nSubject: Hi\r\n\r\none\ntwo\r\n.\r\nQUIT\r\n")
        lines.read()
    return verify(settle="0s", expect=[{"what": "diagnostics", "match": {"severity": {"in": ["warning", "error"]}}, "count": 0}])


@mistake("The mail went to the scope of another parallel test.")
def other_scope(mock):
    mock.send(to="bob@w4.scope.test", subject="Welcome")
    return "GET", "/v1/scopes/w3/messages?subject=Welcome&count=1", None


@mistake("The application waits for a greeting on the port where TLS comes first.")
def silent_before_tls(mock):
    mock.left_open.append(socket.create_connection(("127.0.0.1", mock.smtps_port), timeout=PATIENCE))
    mock.get("/livez")  # one loop serves both, in the order in which they came
    return get("to=bob@example.test&count=1")


def say(mock, octets):
    """To the port that begins in the clear; the connection stays open when the answer is there."""
    client = socket.create_connection(("127.0.0.1", mock.smtp_port), timeout=PATIENCE)
    mock.left_open.append(client)
    with client.makefile("rb") as lines:
        lines.readline()
        client.sendall(octets)
        lines.readline()


@mistake("The application begins with TLS on the port where STARTTLS comes first.")
def tls_in_the_clear(mock):
    say(mock, bytes.fromhex("1603010200010001fc0303") + b"random octets, and groups: \x00\x0a\x00\x02\x00\x1d")
    return get("to=bob@example.test&count=1")


@mistake("The application posts its mail to the wrong port.")
def http_to_smtp(mock):
    say(mock, b"POST /send HTTP/1.1\r\n")
    return get("to=bob@example.test&count=1")


@mistake("A rule refuses everybody by the greeting.")
def refused_by_the_greeting(mock):
    rule(mock, "banner", on="connect", reply="554 5.7.1 Blocked")
    say(mock, b"QUIT\r\n")
    return get("to=bob@example.test&count=1")


@mistake("The application does not know that this server wants TLS.", "--require-tls")
def tls_required(mock):
    refused(mock)
    return get("to=bob@example.test&count=1")


@mistake("The application logs in and forgets to send.")
def logged_in_only(mock):
    with mock.smtp() as client:
        client.user, client.password = "shop", "secret"
        client.ehlo()
        client.auth("PLAIN", client.auth_plain)
    return get("to=bob@example.test&count=1")


@mistake("A rule shows a certificate that nobody trusts.")
def certificate_of_a_rule(mock):
    rule(mock, "untrusted", on="starttls", tls={"certificate": "untrusted"})
    with mock.smtp() as client, contextlib.suppress(ssl.SSLError, smtplib.SMTPException, OSError):
        client.starttls(context=ssl.create_default_context())
    return get("to=bob@example.test&count=1")


@mistake("The application has less patience than the rule that parks it.")
def left_while_parked(mock):
    rule(mock, "stall", on="rcpt", hold=True)
    client = mock.smtp()
    client.ehlo()
    client.docmd("MAIL FROM:<shop@example.test>")
    client.putcmd("RCPT TO:<bob@example.test>")
    assert mock.get("/v1/holds?wait=60s").json["total"] == 1
    client.close()
    assert mock.get("/v1/sessions?ended_by=disconnected&wait=60s").json["total"] == 1
    return get("to=bob@example.test&count=1")
