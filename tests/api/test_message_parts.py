"""What a mail is made of, found and answered in one call: links, codes, parts, bodies; searching and taking by JSON."""
import json
import threading
import unittest
from urllib.parse import quote

from mock import MockTest

JSON = {"Content-Type": "application/json"}
TEXT = {"Accept": "text/plain"}
RELATED = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n"
WITH_PICTURE = ("--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Your code: <b>482 913</b></p>"
                "<a href='https://shop.test/confirm?a=1&amp;b=2'>Confirm</a> <a href='https://shop.test/'>Shop</a>"
                "<img src='cid:logo@shop.test'>\r\n"
                "--b\r\nContent-Type: image/png\r\nContent-ID: <logo@shop.test>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                "iVBORw==\r\n--b--\r\n")


class TestMessageParts(MockTest):
    def send_picture(self, **more):
        self.mock.send(subject="Confirm", headers=RELATED, text=WITH_PICTURE, **more)

    def post(self, path, body, **more):
        return self.mock.call("POST", path, body=json.dumps(body), headers=JSON, **more)

    def test_a_message_shows_its_links_and_codes(self):
        self.send_picture()
        message = self.mock.get("/v1/messages/m1").json
        self.assertEqual(message["codes"], ["482913"])
        self.assertEqual(message["links"][0], {"url": "https://shop.test/confirm?a=1&b=2", "text": "Confirm", "in": "html"})
        self.assertEqual(self.mock.get("/v1/messages/m1/links").json["links"], message["links"])
        self.assertEqual(self.mock.get("/v1/messages/m1/codes").json["codes"], message["codes"])
        summary = self.mock.get("/v1/messages?view=summary").json["messages"][0]
        self.assertNotIn("links", summary)
        self.assertNotIn("codes", summary)

    def test_messages_are_found_by_link_and_code(self):
        self.send_picture()
        self.mock.send(to="carol@example.test")
        for query in ("link.contains=/confirm", "code=482913", "code.regex=" + quote("^[0-9]{6}$"), "link.present=true"):
            self.assertEqual(self.mock.get("/v1/messages?" + query).json["total"], 1, query)
        self.assertEqual(self.mock.get("/v1/message?to=bob@example.test&must.code=111111").status, 417)

    def test_a_calendar_shows_when_it_ends_and_what_is_no_time(self):
        lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART;TZID=Europe/Berlin:20261130T100000", "DURATION:PT90M",
                 "ATTENDEE:mailto:bob%2Btag@example.test", "END:VEVENT", "BEGIN:VEVENT", "DTSTART:2026-11-30", "DURATION:P1D",
                 "END:VEVENT", "BEGIN:VTODO", "DUE;VALUE=DATE:20261201", "END:VTODO", "END:VCALENDAR"]
        self.mock.send(headers="MIME-Version: 1.0\r\nContent-Type: text/calendar\r\n", text="\r\n".join(lines) + "\r\n")
        first, second, third = self.mock.get("/v1/messages/m1").json["calendars"][0]["components"]
        self.assertEqual(first["end"], {"value": "2026-11-30T11:30:00", "tzid": "Europe/Berlin"})
        self.assertEqual(first["attendees"][0]["address"], "bob+tag@example.test")
        self.assertEqual(second["start"], {"value": "2026-11-30", "tzid": None, "invalid": True})
        self.assertEqual((second["end"], third["start"]), (None, None))
        self.assertEqual(third["end"], {"value": "2026-12-01", "tzid": None})

    def test_a_text_behind_an_attachment_is_text_too(self):
        parts = ("--b\r\n\r\nSee\r\n--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n"
                 "--b\r\nContent-Disposition: inline\r\n\r\nhttps://shop.test/u_\r\n--b--\r\n")
        self.mock.send(headers="MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", text=parts)
        message = self.mock.get("/v1/message?text.contains=shop.test&link=" + quote("https://shop.test/u_")).json
        self.assertEqual(message["text"], "See\nhttps://shop.test/u_")
        self.assertEqual([each["part"] for each in message["attachments"]], ["2"])
        self.assertEqual(self.mock.get("/v1/messages/m1/text").text, message["text"])

    def test_a_rule_may_ask_for_a_link(self):
        self.post("/v1/rules", {"on": "message", "match": {"link": {"contains": "/confirm"}, "code": "482913"}, "reply": "554 5.7.1 Phishing"})
        with self.assertRaises(Exception):
            self.send_picture()
        self.mock.send()
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 1)
        self.mock.call("DELETE", "/v1/rules")

    def test_immutable_things_carry_an_etag(self):
        self.send_picture()
        for part in ("", "/raw", "/wire", "/html", "/links", "/codes", "/parts", "/parts/1"):
            with self.subTest(part):
                first = self.mock.get("/v1/messages/m1" + part)
                again = self.mock.get("/v1/messages/m1" + part, headers={"If-None-Match": first.headers["ETag"]})
                self.assertEqual((first.status, again.status, again.body), (200, 304, b""))

    def test_the_html_shows_its_own_pictures_and_reaches_nothing_else(self):
        self.send_picture()
        for path in ("/v1/messages/m1/html", "/v1/message/html?subject=Confirm"):
            html = self.mock.get(path)
            self.assertIn("<img src='/v1/messages/m1/parts/2'>", html.text)
            policy = html.headers["Content-Security-Policy"]
            for allowed in ("default-src 'none'", "sandbox allow-popups ", "allow-top-navigation-by-user-activation"):
                self.assertIn(allowed, policy)
            self.assertNotIn("allow-scripts", policy)
        picture = self.mock.get("/v1/messages/m1/parts/2")
        self.assertEqual((picture.type, picture.body), ("image/png", b"\x89PNG"))

    def test_parts_are_listed_with_their_place(self):
        self.send_picture()
        parts = self.mock.get("/v1/messages/m1/parts").json["parts"]
        self.assertEqual([(each["part"], each["parent"], each["content_type"]) for each in parts],
                         [("", None, "multipart/related"), ("1", "", "text/html"), ("2", "", "image/png")])
        self.assertEqual(self.mock.get(parts[2]["url"]).body, b"\x89PNG")

    def test_one_call_waits_and_gets_the_code(self):
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(self.mock.get("/v1/message/code?to=bob@example.test&wait=2m", headers=TEXT)))
        waiting.start()
        self.send_picture()
        waiting.join(120)
        self.assertEqual((answers[0].status, answers[0].text), (200, "482913"))
        self.assertEqual(self.mock.get("/v1/message/code").json, {"message": "m1", "code": "482913"})

    def test_the_link_that_is_meant_is_answered_or_gone_to(self):
        self.send_picture()
        target = "/v1/message/link?to=bob@example.test&link.contains=/confirm"
        self.assertEqual(self.mock.get(target).json["url"], "https://shop.test/confirm?a=1&b=2")
        self.assertEqual(self.mock.get(target + "&format=text").text, "https://shop.test/confirm?a=1&b=2")
        moved = self.mock.get(target + "&as=redirect")
        self.assertEqual((moved.status, moved.headers["Location"]), (303, "https://shop.test/confirm?a=1&b=2"))

    def test_names_and_links_beyond_measure_end_nothing(self):
        name, url = "\u00e4" * 20000, "https://a.test/" + "x" * 70000
        self.mock.send(headers=f'MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="{name}"\r\n',
                       text=f'<a href="{url}">Yes</a>\r\n')
        self.mock.send(headers="MIME-Version: 1.0\r\nContent-Type: text/html\r\n", text=f'<a href="{url}">Yes</a>\r\n')
        self.assertIn("filename*=UTF-8", self.mock.get("/v1/messages/m1/parts/1").headers["Content-Disposition"])
        self.assertEqual(self.mock.get("/v1/message/link?pick=latest&as=redirect").status, 409)
        self.assertEqual(self.mock.get("/v1/message/link?pick=latest&format=text").text, url)

    def test_several_links_are_told_in_the_reason_too(self):
        self.send_picture()
        answer = self.mock.get("/v1/message/link")
        self.assertEqual(answer.status, 417)
        self.assertIn("expected exactly 1 link in m1, got 2: https://shop.test/confirm", answer.reason)
        self.assertEqual(answer.json["among"], ["https://shop.test/confirm?a=1&b=2", "https://shop.test/"])
        self.assertIn("hint: say which one", self.mock.get("/v1/message/link", headers=TEXT).text)
        self.assertIn("expected exactly 1 link", self.mock.output)
        events = [json.loads(line) for line in self.mock.get("/v1/events").text.splitlines()]
        self.assertIn("expectation_failed", [each["event"] for each in events])

    def test_no_code_is_told(self):
        self.mock.send()
        answer = self.mock.get("/v1/message/code")
        self.assertEqual((answer.status, answer.json["got"], answer.json["among"]), (417, 0, []))

    def test_what_the_one_message_lacks_is_a_failed_expectation(self):
        self.mock.send()
        here = "/v1/message/"
        for what, noun in (("html", "text/html part"), ("parts/7", "part 7"), ("extract?regex=" + quote(r"Order (\d+)"), r"match for Order (\d+)")):
            label = ("&" if "?" in what else "?") + "label=signup"
            answer = self.mock.get(here + what + label)
            self.assertEqual((answer.status, answer.reason), (417, f"expected exactly 1 {noun} in m1, got 0"))
            self.assertEqual((answer.json["label"], answer.json["among"]), ("signup", []))
            self.assertTrue(self.mock.get(here + what, headers=TEXT).text.startswith(f"expected exactly 1 {noun}\n"))
            self.assertEqual(self.mock.get("/v1/messages/m1/" + what).status, 404)
        self.assertTrue(self.mock.get(here + "code?label=signup").json["report"].startswith('expected exactly 1 code  "signup"\n'))
        events = [json.loads(line) for line in self.mock.get("/v1/events").text.splitlines()]
        self.assertEqual([each["event"] for each in events].count("expectation_failed"), 7)

    def test_a_search_and_a_take_answer_in_the_form_that_is_asked_for(self):
        self.mock.send()
        wanted = {"match": {"to": "bob@example.test"}, "must": {"subject": "Other"}}
        for what in ("search", "take"):
            told = self.post(f"/v1/messages/{what}?format=text", wanted)
            self.assertEqual((told.status, told.type), (417, "text/plain"))
            self.assertEqual(self.post(f"/v1/messages/{what}?format=xml", wanted).json["errors"][0]["parameter"], "format")

    def test_a_missing_mail_is_reported_as_ever(self):
        answer = self.mock.get("/v1/message/code?to=nobody@example.test&wait=0s")
        self.assertEqual(answer.status, 417)
        self.assertTrue(answer.json["detail"].startswith("expected exactly 1 message to nobody@example.test"))

    def test_an_expression_takes_out_what_it_matches(self):
        self.mock.send(text="Ticket [ABC-17], seat 4.\r\n")
        self.assertEqual(self.mock.get("/v1/messages/m1/extract?regex=" + quote("row (.)|seat (.)")).json["groups"], [None, "4"])
        self.assertEqual(self.mock.get("/v1/message/extract?regex=seat%20(.)&as=text&subject=Hello").text, "4")
        missing = self.mock.get("/v1/messages/m1/extract?regex=row")
        self.assertEqual((missing.status, missing.json["detail"]), (404, "m1 has no match for row; it was looked for in: text, subject"))
        wrong = self.mock.get("/v1/messages/m1/extract?regex=(")
        self.assertEqual((wrong.status, wrong.json["errors"][0]["parameter"]), (400, "regex"))

    def test_a_search_takes_conditions_no_query_could(self):
        self.send_picture()
        self.mock.send(to="carol@example.test", subject="Other")
        found = self.post("/v1/messages/search", {"match": {"to": {"any_of": [{"prefix": "bob"}, {"prefix": "dave"}]}, "headers": {"x-tenant": None}}})
        self.assertEqual([each["id"] for each in found.json["messages"]], ["m1"])
        newest = self.post("/v1/messages/search", {"order": "newest", "limit": 1, "view": "summary"})
        self.assertEqual((newest.json["total"], newest.json["messages"][0]["id"]), (2, "m2"))
        failed = self.post("/v1/messages/search", {"match": {"to": "bob@example.test"}, "must": {"subject": "Other"}, "count": 1})
        self.assertEqual(failed.status, 417)

    def test_a_wrong_search_says_where(self):
        wrong = self.post("/v1/messages/search", {"match": {"tto": "x"}, "cuont": 1, "wait": "5"})
        self.assertEqual(wrong.status, 400)
        self.assertEqual({each["pointer"]: each.get("did_you_mean") for each in wrong.json["errors"]},
                         {"/match/tto": "to", "/cuont": "count", "/wait": None})
        self.assertEqual(self.mock.call("POST", "/v1/messages/search", body="{}").status, 415)
        self.assertEqual(self.mock.call("POST", "/v1/messages/search", body="{", headers=JSON).status, 400)

    def test_taking_waits_shows_and_deletes(self):
        answers = []
        taking = threading.Thread(target=lambda: answers.append(self.post("/v1/messages/take", {"match": {"code": "482913"}, "wait": "2m"})))
        taking.start()
        self.mock.send(to="carol@example.test")
        self.send_picture()
        taking.join(120)
        taken = answers[0].json
        self.assertEqual([each["subject"] for each in taken["messages"]], ["Confirm"])
        self.assertEqual(self.mock.get("/v1/messages/" + taken["messages"][0]["id"]).status, 404)
        self.assertEqual(self.mock.call("POST", "/v1/messages/take?to=carol@example.test").json["total"], 1)
        self.assertEqual(self.mock.get("/v1/messages").json["total"], 0)

    def test_two_takers_never_get_the_same(self):
        for _ in range(20):
            self.mock.send()
        taken = []

        def take():
            for _ in range(5):
                answer = self.post("/v1/messages/take", {"match": {"to": "bob@example.test"}, "limit": 1, "wait": "1m"})
                taken.extend(each["id"] for each in answer.json["messages"])

        takers = [threading.Thread(target=take) for _ in range(4)]
        for each in takers:
            each.start()
        for each in takers:
            each.join(120)
        self.assertEqual(sorted(taken, key=lambda one: int(one[1:])), [f"m{number}" for number in range(1, 21)])

    def test_taking_everything_has_to_be_said(self):
        self.mock.send()
        self.assertEqual(self.post("/v1/messages/take", {}).status, 400)
        self.assertEqual(self.mock.call("POST", "/v1/messages/take").status, 400)
        self.assertEqual(self.post("/v1/messages/take", {"all": True}).json["total"], 1)


if __name__ == "__main__":
    unittest.main()
