"""The page of evidence: it shows everything, and nothing in the mail can get out of its place."""
import html.parser
import re
import unittest

from mock import MockTest

HOSTILE = "<script>alert(1)</script>\"'><img src=http://evil.example/x.png><style>@import url(http://evil.example)</style>"


class Page(html.parser.HTMLParser):
    """Elements, attributes that load something, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loads, self.ids, self.targets, self.text, self.frames = [], [], set(), set(), "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        for name, value in attributes:
            if name in ("src", "action", "data", "poster", "background") or name.startswith("on") or (tag == "link" and name == "href"):
                self.loads.append((tag, name, value))
            if name == "href" and tag == "a":
                self.targets.add(value)
            if name == "id":
                self.ids.add(value)
            if name == "srcdoc":
                self.frames.append(value)

    def handle_data(self, data):
        self.text += data


class TestReport(MockTest):
    def page(self):
        answer = self.mock.get("/v1/report.html")
        self.assertEqual((answer.status, answer.type), (200, "text/html"))
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        return Page(answer.text)

    def test_an_empty_mock_has_a_page_too(self):
        self.assertIn("No message was captured.", self.page().text)

    def test_it_shows_messages_refusals_attempts_transcripts_and_failures(self):
        rule = '{"on": "rcpt", "match": {"to": "carol@example.test"}, "reply": "550 5.1.1 No such user"}'
        self.mock.call("PUT", "/v1/rules/no-carol", body=rule, headers={"Content-Type": "application/json"})
        with self.mock.smtp() as client:
            client.login("shop", "s3cret-word")
            client.sendmail("app@example.test", ["bob@example.test", "carol@example.test"],
                            "Subject: =?utf-8?Q?R=C3=A9ponse?=\r\nX-Tenant: 42\r\n\r\nYour code is 482913.\r\n")
        self.mock.send(to="dave@example.test", subject="Second")
        self.assertEqual(self.mock.get("/v1/message?to=nobody@example.test&wait=0s").status, 417)
        page = self.page()
        for shown in ("Réponse", "X-Tenant", "482913", "<bob@example.test>", "550 5.1.1 No such user", "by rule no-carol (hit 1)", "partial",
                      "CRAM-MD5", "C: ehlo client.test", "nobody@example.test", "got 0 of 2 captured messages", "<dave@example.test>"):
            self.assertIn(shown, page.text)
        self.assertLessEqual({"m1", "m2", "s1", "s2", "a1", "t1", "messages", "sessions", "expectations"}, page.ids)
        self.assertNotIn("s3cret-word", page.text)

    def test_every_link_leads_to_a_place_on_the_page(self):
        self.mock.send()
        page = self.page()
        self.assertEqual({one[1:] for one in page.targets} - page.ids, set())
        self.assertTrue(all(one.startswith("#") for one in page.targets))

    def test_nothing_of_a_mail_becomes_markup(self):
        with self.mock.smtp() as client:
            client.ehlo("<script>alert(2)</script>")
            client.sendmail("app@example.test", ["<bob@example.test>"], f"Subject: {HOSTILE}\r\nX-{HOSTILE[:8]}: x\r\n"
                            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{HOSTILE}\x01\x7f\r\n")
            client.sendmail("app@example.test", ["bob@example.test"], f"Subject: two\r\nContent-Type: text/html\r\n\r\n{HOSTILE}\r\n")
            client.sendmail("app@example.test", ["bob@example.test"], "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                            "Content-Disposition: attachment; filename=\"<script>.pdf\"\r\nContent-Type: application/pdf\r\n\r\nx\r\n--x--\r\n")
        self.mock.get("/v1/message?wait=0s&subject=%3Cscript%3E")
        page = self.page()
        self.assertNotIn("script", page.tags)
        self.assertEqual(page.tags.count("style"), 1)
        self.assertEqual(page.loads, [])
        self.assertEqual(page.frames, [HOSTILE + "\n"])
        self.assertIn(HOSTILE + "\ufffd\ufffd", page.text)

    def test_a_long_body_is_cut_and_says_so(self):
        self.mock.send(text="ä" * 40000 + "\r\n")
        page = self.page()
        self.assertRegex(page.text, r"the first 65536 of 80001 octets")
        self.assertNotIn("\ufffd", page.text)

    def test_the_same_is_the_same_page(self):
        pages = []
        for _ in range(2):
            self.mock.send()
            self.mock.get("/v1/message?to=nobody@example.test&wait=0s")
            page = self.mock.get("/v1/report.html").text
            epoch = self.mock.get("/v1/state").json["cursor"].split(".")[0]
            pages.append(re.sub(rf"\b(at|position) {epoch}\.", r"\1 E.", page))
            self.mock.call("POST", "/v1/reset")
        self.assertEqual(*pages)


if __name__ == "__main__":
    unittest.main()
