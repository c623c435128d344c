"""What is wrong with a message: each code is shown, can be asked for, and turned into a refusal."""
import json
import re
import subprocess

from mock import BINARY, MockTest
from wrong_mail import GOOD, PARAMETERS, WRONG

JSON = {"Content-Type": "application/json"}


def table():
    """The rows of the program's own table: code, severity, where it is seen, what happened, RFC."""
    text = subprocess.run([BINARY, "--help=diagnostics"], capture_output=True, text=True, check=True).stdout
    return [[cell.strip("` ") for cell in line[1:-1].split("|")] for line in text.splitlines()[2:]]


class TestDiagnostics(MockTest):
    def send_bytes(self, message, parameters=""):
        """The reply to the final dot."""
        with self.mock.smtp() as smtp:
            smtp.ehlo("client.example.test")
            self.assertEqual(smtp.docmd("MAIL FROM:<app@example.test>" + parameters)[0], 250)
            self.assertEqual(smtp.docmd("RCPT TO:<bob@example.test>")[0], 250)
            self.assertEqual(smtp.docmd("DATA")[0], 354)
            smtp.send(re.sub(rb"(?m)^\.", b"..", message) + (b"" if message.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            code, text = smtp.getreply()
            return code, text.decode()

    def codes_of(self, message, parameters=""):
        self.assertEqual(self.send_bytes(message, parameters)[0], 250)
        found = self.mock.get("/v1/messages?order=newest&limit=1").json["messages"][0]["diagnostics"]
        return {one["code"]: one for one in found}

    def strict(self, *codes):
        answer = self.mock.call("PATCH", "/v1/settings", body=json.dumps({"strict": list(codes)}), headers=JSON)
        self.assertEqual(answer.status, 200, answer.text)

    def test_a_mail_as_it_should_be_has_none(self):
        self.assertEqual(self.codes_of(GOOD), {})
        answer = self.mock.call("POST", "/v1/verify", headers=JSON, body=json.dumps(
            {"expect": [{"what": "messages", "count": 1, "settle": "0s", "must": {"diagnostic": None}}]}))
        self.assertEqual(answer.status, 200, answer.text)

    def test_every_code_of_the_table_has_its_mail(self):
        self.assertEqual(sorted(row[0] for row in table() if row[2] == "message"), sorted(WRONG))

    def test_every_code_is_shown_with_what_the_table_says_of_it(self):
        for code, severity, where, sentence, rfc in table():
            if where != "message":
                continue
            with self.subTest(code=code):
                found = self.codes_of(WRONG[code], PARAMETERS.get(code, ""))
                self.assertIn(code, found)
                self.assertEqual(found[code]["severity"], severity)
                self.assertEqual(found[code]["rfc"], rfc or None)
                self.assertTrue(found[code]["detail"].startswith(sentence), found[code])
                self.assertEqual(self.mock.get(f"/v1/messages?diagnostic={code}&order=newest&limit=1").json["messages"][0]["sha256"],
                                 self.mock.get("/v1/messages?order=newest&limit=1").json["messages"][0]["sha256"])

    def test_every_code_can_be_turned_into_a_refusal(self):
        for code, _, where, sentence, _ in table():
            if where != "message" or code == "parts_left_out":
                continue
            with self.subTest(code=code):
                self.strict(code)
                reply = self.send_bytes(WRONG[code], PARAMETERS.get(code, ""))
                self.assertEqual(reply, (554, f"5.6.0 Refused by strict mode: {sentence}"))
                refused = self.mock.get("/v1/transactions?order=newest&limit=1").json["transactions"][0]
                self.assertEqual([one["code"] for one in refused["diagnostics"]], [code])
                self.assertEqual(self.send_bytes(GOOD)[0], 250)

    def test_a_failed_expectation_says_what_is_wrong_with_the_mail(self):
        self.send_bytes(WRONG["date_missing"])
        answer = self.mock.call("POST", "/v1/verify", headers={**JSON, "Accept": "text/plain"}, body=json.dumps(
            {"expect": [{"what": "messages", "count": 1, "settle": "0s", "must": {"diagnostic": None}}]}))
        self.assertEqual(answer.status, 417)
        self.assertIn("date_missing", answer.text)
        answer = self.mock.call("POST", "/v1/verify", headers={**JSON, "Accept": "text/plain"}, body=json.dumps(
            {"expect": [{"what": "diagnostics", "match": {"severity": "error"}, "count": 0, "settle": "0s"}]}))
        self.assertEqual(answer.status, 417)
        self.assertIn("m1:date_missing  error  the message has no Date  RFC 5322 3.6.1", answer.text)

    def test_utf8_in_a_header_is_right_where_it_was_declared(self):
        message = GOOD.replace(b"Subject: hello", "Subject: Grüße".encode())
        self.assertIn("header_not_ascii", self.codes_of(message))
        self.assertEqual(self.codes_of(message, " SMTPUTF8"), {})

    def test_octets_above_127_are_right_where_they_were_declared(self):
        message = WRONG["eight_bit_without_8bitmime"]
        self.assertEqual(set(self.codes_of(message)), {"eight_bit_without_8bitmime"})
        self.assertEqual(self.codes_of(message, " BODY=8BITMIME"), {})

    def test_what_is_wrong_points_at_its_octet(self):
        message = WRONG["bare_lf"]
        self.assertEqual(self.codes_of(message)["bare_lf"]["offset"], message.index(b"one\n") + 3)
