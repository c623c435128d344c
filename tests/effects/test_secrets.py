"""No password, no token, in whatever form it was sent, is anywhere to be seen, unless --show-secrets says so."""
import base64
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from world import BINARY, PATIENCE, b64, cram_answer, cram_challenge, mock, reply_to, secure, talk, trusting

PASSWORD = "correct-horse-battery"
TOKEN = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"
XOAUTH2 = f"user=app@example.test\1auth=Bearer {TOKEN}\1\1"
OAUTHBEARER = f"n,a=app@example.test,\1host=localhost\1auth=Bearer {TOKEN}\1\1"


def forms(secret):
    """A secret, and the base64 of anything that holds it, wherever in a group of three octets it begins."""
    octets = secret.encode()
    found = {octets, octets.hex().encode()}
    for before in range(3):
        text = base64.b64encode(b"\0" * before + octets)
        # The characters that depend on the neighbours are cut off.
        found.add(text[(before * 8 + 5) // 6:(before + len(octets)) * 8 // 6])
    return found


SECRETS = forms(PASSWORD) | forms(TOKEN)


def say(client, *lines):
    """Lines one after another, each answered by whatever comes."""
    for line in lines:
        reply_to(client, line)


# Every way a client gives its secret away; each is a session of its own after an EHLO.
def plain_at_once(client):
    say(client, "AUTH PLAIN " + b64(f"\0app\0{PASSWORD}"))


def plain_on_a_line_of_its_own(client):
    say(client, "auth plain", b64(f"boss\0app\0{PASSWORD}"))


def login_line_by_line(client):
    say(client, "AUTH LOGIN", b64("app"), b64(PASSWORD))


def login_with_its_user_at_once(client):
    say(client, "AUTH LOGIN " + b64("app"), b64(PASSWORD))


def xoauth2_at_once(client):
    say(client, "AUTH XOAUTH2 " + b64(XOAUTH2))


def xoauth2_on_a_line_of_its_own(client):
    say(client, "AUTH XOAUTH2", b64(XOAUTH2))


def oauthbearer_at_once(client):
    say(client, "AUTH OAUTHBEARER " + b64(OAUTHBEARER))


def oauthbearer_on_a_line_of_its_own(client):
    say(client, "AUTH OAUTHBEARER", b64(OAUTHBEARER))


def cram_md5(client):
    say(client, cram_answer(cram_challenge(client), "app", PASSWORD))


def lines_that_do_not_wait(client):
    client.send(f"AUTH LOGIN\r\n{b64('app')}\r\n{b64(PASSWORD)}\r\n")
    client.expect(334)
    client.expect(334)
    client.reply()


def twice(client):
    say(client, "AUTH PLAIN " + b64(f"\0app\0{PASSWORD}"), "AUTH PLAIN " + b64(f"\0app\0{PASSWORD}"))


def cut_off_in_the_middle(client):
    client.ask("AUTH LOGIN", 334)
    client.send(b64(PASSWORD))


def no_base64(client):
    say(client, "AUTH PLAIN \0app\0" + PASSWORD, "AUTH PLAIN", PASSWORD, "AUTH PLAIN !" + b64(f"\0app\0{PASSWORD}"))


def words_too_many(client):
    say(client, "AUTH PLAIN " + b64(f"\0app\0{PASSWORD}") + " again", "AUTH  PLAIN\t " + b64(f"\0app\0{PASSWORD}") + " ")


def parts_missing(client):
    say(client, "AUTH PLAIN " + b64(PASSWORD), "AUTH PLAIN " + b64(f"app\0{PASSWORD}"),
        "AUTH XOAUTH2 " + b64(f"auth=Bearer {TOKEN}"), "AUTH XOAUTH2 " + b64(TOKEN))


def unknown_mechanism(client):
    say(client, "AUTH NTLM " + b64(PASSWORD), "AUTH X-OWN " + PASSWORD)


def initial_response_where_there_is_none(client):
    say(client, "AUTH CRAM-MD5 " + b64("app " + PASSWORD))


def in_a_transaction(client):
    say(client, "MAIL FROM:<a@example.test>", "AUTH PLAIN " + b64(f"\0app\0{PASSWORD}"), "RSET")


def refused_and_not_waited_for(client):
    """What stood ready for prompts that never came arrives as commands."""
    client.send("MAIL FROM:<a@example.test>\r\nAUTH LOGIN\r\n")
    client.expect(250)
    client.expect(503)
    say(client, b64("app"), b64(PASSWORD), "RSET")


def user_without_base64_and_not_waited_for(client):
    client.ask("AUTH LOGIN", 334)
    say(client, "app", PASSWORD)


def unknown_mechanism_and_not_waited_for(client):
    say(client, "AUTH X-LOGIN", b64("app"), b64(PASSWORD))


WAYS = (plain_at_once, plain_on_a_line_of_its_own, login_line_by_line, login_with_its_user_at_once, xoauth2_at_once,
        xoauth2_on_a_line_of_its_own, oauthbearer_at_once,
        oauthbearer_on_a_line_of_its_own, cram_md5, lines_that_do_not_wait, twice, cut_off_in_the_middle, no_base64,
        words_too_many, parts_missing, unknown_mechanism, initial_response_where_there_is_none, in_a_transaction,
        refused_and_not_waited_for, user_without_base64_and_not_waited_for, unknown_mechanism_and_not_waited_for)


class watched(mock):
    """A mock at debug level whose stdout is kept as well as its stderr."""

    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory(dir=os.environ["WORK"])
        port_file = pathlib.Path(self.folder.name, "ports.json")
        self.output = pathlib.Path(self.folder.name, "stdout")
        self.errors = open(self.folder.name + "/stderr", "w+", encoding="utf-8")
        plain = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSMTP_")}
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                [BINARY, "--smtp-port", "0", "--smtps-port", "0", "--http-port", "0", "--port-file", str(port_file),
                 "--log-level", "debug", *options], stdin=subprocess.DEVNULL, stdout=output, stderr=self.errors, env=plain)
        deadline = time.monotonic() + PATIENCE
        while not port_file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"never ready: {self.log}")
            time.sleep(0.01)
        ready = json.loads(port_file.read_text())
        self.smtp, self.smtps = (one["port"] for one in ready["smtp"])
        self.http = ready["http"]["port"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(PATIENCE)
        self.errors.close()
        self.folder.cleanup()

    def end(self):
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def everything(self):
        """What every GET of the contract answers, in every form it has, and then stdout and stderr; by their names."""
        paths = json.loads(self.request("GET", "/openapi.json").body)["paths"]
        ids = {"messages": self.messages(), "sessions": self.sessions(), "auth-attempts": self.attempts(),
               "transactions": self.get("/v1/transactions")["transactions"], "rules": self.get("/v1/rules")["rules"],
               "holds": self.get("/v1/holds")["holds"]}
        asked = ["/v1/message?to=nobody%40example.test&wait=0s", "/v1/auth-attempts?user=nobody&count=1&wait=0s"]
        for path in (path for path, methods in paths.items() if "get" in methods):
            if "{id}" not in path:
                waits = path == "/v1/message" or path.startswith("/v1/message/")
                asked.append(path.replace("{part}", "1") + "?pick=latest&wait=0s" if waits else path)
                continue
            for item in ids[path.split("/")[2]]:
                asked.append(path.replace("{id}", item["id"]).replace("{part}", "1"))
        shown = {}
        for path in asked:
            forms = ("?format=json", "?format=text", "?format=bytes") if path.endswith("/transcript") else ("",)
            for form in forms:
                shown[path + form] = self.request("GET", path + form).body
            shown[path + " as text"] = self.request("GET", path, headers={"Accept": "text/plain"}).body
        shown["exit status"] = str(self.end()).encode()
        return shown | {"stdout": self.output.read_bytes(), "stderr": self.log.encode()}


def places_of(secrets, shown):
    """Where any of these octets stand, with their surroundings."""
    found = []
    for name, octets in shown.items():
        for one in sorted(secrets):
            if (at := octets.find(one)) >= 0:
                found.append(f"{name}: ...{octets[max(at - 90, 0):at + 50]!r}...")
                break
    return found


# Rules that ask for what must not be told, and so would tell why they did not act.
NOSY = ("--rule", '{"id": "nosy", "on": ["auth", "unknown"], "match": {"argument": "none", "verb": "none"}, "mute": true}',
        "--rule", '{"id": "nosier", "on": "auth", "match": {"secret": "none"}, "mute": true}')


class secrets_test(unittest.TestCase):
    maxDiff = None

    def talk_in_every_way(self, one, ways=WAYS):
        for way in ways:
            with talk(one.smtp) as client:
                client.ask("EHLO client.example.org", 250)
                # Where this server refuses early, what was to come afterwards is not said.
                with contextlib.suppress(AssertionError):
                    way(client)
        for way in ways:
            with secure(one.smtps, trusting(one), kind="implicit") as client:
                client.ask("EHLO client.example.org", 250)
                with contextlib.suppress(AssertionError):
                    way(client)
        with secure(one.smtps, trusting(one), kind="implicit") as client:
            client.send_mail(b"Date: Mon, 30 Nov 2026 10:00:00 +0000\r\nFrom: a@example.test\r\nTo: b@example.test\r\n"
                             b"Message-ID: <1@example.test>\r\nSubject: and a mail\r\n\r\n", quit=False)
            client.ask("QUIT", 221)
        one.wait_until(lambda state: state["open_sessions"] == 0, "every session ends")


class hidden(secrets_test):
    def check(self, *options):
        with watched(*options, *NOSY) as one:
            self.talk_in_every_way(one)
            shown = one.everything()
            self.assertEqual(shown.pop("exit status"), b"0")
            self.assertIn(b'"because"', shown["/v1/rules/nosy"])
            self.assertGreater(len(shown), 200)
            self.assertIn(b"session_opened", shown["stderr"])
            self.assertIn(b"nobody@example.test", shown["stdout"])  # the failed expectation
            self.assertEqual(places_of(SECRETS, shown), [])

    def test_from_a_server_that_accepts_everyone(self):
        self.check()

    def test_from_a_server_that_knows_the_password(self):
        self.check("--user", "app:" + PASSWORD, "--user", "app@example.test:" + TOKEN)

    def test_from_a_server_that_knows_another_password(self):
        self.check("--user", "app:other", "--default-password", "another")

    def test_from_a_server_that_wants_tls_first(self):
        self.check("--require-tls")

    def test_from_a_server_that_refuses_every_fault(self):
        self.check("--strict", "all")

    def test_from_a_server_that_offers_nothing_of_it(self):
        self.check("--mechanisms", "CRAM-MD5")

    def test_and_the_servers_own_are_not_shown_either(self):
        with watched("--user", "app:" + PASSWORD, "--default-password", TOKEN) as one:
            self.talk_in_every_way(one, (cram_md5,))
            self.assertEqual(places_of(SECRETS, one.everything()), [])


class shown(secrets_test):
    def test_with_show_secrets_they_are_everywhere_they_were_sent(self):
        with watched("--show-secrets") as one:
            self.talk_in_every_way(one, (plain_at_once, login_line_by_line, xoauth2_at_once))
            attempts = one.attempts()
            self.assertEqual([attempt["secret"] for attempt in attempts], [PASSWORD, PASSWORD, TOKEN] * 2)
            everything = one.everything()
            sent = {b64(f"\0app\0{PASSWORD}").encode(), b64(PASSWORD).encode(), b64(XOAUTH2).encode()}
            for place in ("/v1/events", "/v1/export", "/v1/auth-attempts", "stderr"):
                for form in sent:
                    self.assertIn(form, everything[place], place)
            for session, form in (("s1", b64(f"\0app\0{PASSWORD}")), ("s2", b64(PASSWORD)), ("s3", b64(XOAUTH2))):
                for how in ("json", "text", "bytes"):
                    self.assertIn(form.encode(), everything[f"/v1/sessions/{session}/transcript?format={how}"])

    def test_a_password_can_be_found_by_its_digest_without_being_shown(self):
        with watched() as one:
            self.talk_in_every_way(one, (plain_at_once,))
            self.assertEqual(len(one.attempts(secret=PASSWORD)), 2)
            self.assertEqual(one.attempts(secret="something else"), [])


if __name__ == "__main__":
    unittest.main()
