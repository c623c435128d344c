"""Who it pretends to be: for all, for one listener, and out of a file."""
import json
import unittest

from world import mock_test, port, reply_to, run, talk, written


def banner(number):
    with talk(number, banner=False) as client:
        return client.expect(220)[0]


class persona(mock_test):
    def setUp(self):
        pass

    def test_it_greets_and_refuses_as_that_server_does(self):
        for mock in (self.start("--persona", "postfix"), self.start(environment={"MOCKSMTP_PERSONA": "postfix"})):
            self.assertIn("ESMTP Postfix", banner(mock.smtp))
            with talk(mock.smtp) as client:
                self.assertEqual(reply_to(client, "FOO"), "500 5.5.2 Error: command not recognized")
        self.assertIn("ESMTP mocksmtp", banner(self.start().smtp))

    def test_a_listener_can_be_another_server_than_the_rest(self):
        mock = self.start("--persona", "exim", "--listen", "plain:127.0.0.1:0,name=other,persona=sendmail")
        self.assertIn("ESMTP Exim", banner(port(mock, "smtp")))
        self.assertIn("ESMTP Sendmail", banner(port(mock, "other")))

    def test_an_unknown_one_is_refused_with_what_was_meant(self):
        for given in (("--persona", "postfx"), ("--listen", "plain:127.0.0.1:0,persona=postfx")):
            ended = run("--check-config", *given)
            self.assertEqual(ended.returncode, 2)
            self.assertIn('"postfx" is no persona here; did you mean postfix?', ended.stderr)


class peer_name(mock_test):
    def test_it_is_what_a_client_is_called(self):
        def greeting(mock):
            with talk(mock.smtp) as client:
                return client.ask("HELO client.example.org", 250)[0]

        self.assertNotIn("desk.example.org", greeting(self.start("--persona", "exim")))
        for mock in (self.start("--persona", "exim", "--peer-name", "127.0.0.1=desk.example.org"),
                     self.start("--persona", "exim", environment={"MOCKSMTP_PEER_NAME": "127.0.0.1=desk.example.org"})):
            self.assertIn("desk.example.org", greeting(mock))


class persona_file(mock_test):
    def setUp(self):
        self.folder = self.start().folder.name

    def file(self, **members):
        return written(self.folder, "mine.json", json.dumps(members))

    def test_its_persona_can_be_named_like_any_other(self):
        path = self.file(name="mine", like="postfix", replies={"banner": "220 {hostname} ESMTP My own"})
        for mock in (self.start("--persona-file", path, "--persona", "mine"),
                     self.start(environment={"MOCKSMTP_PERSONA_FILE": path, "MOCKSMTP_PERSONA": "mine"})):
            self.assertEqual(banner(mock.smtp), "220 mock.test ESMTP My own")
            with talk(mock.smtp) as client:
                self.assertEqual(reply_to(client, "FOO"), "500 5.5.2 Error: command not recognized")
        one = self.start("--persona-file", path, "--listen", "plain:127.0.0.1:0,name=other,persona=mine")
        self.assertEqual(banner(port(one, "other")), "220 mock.test ESMTP My own")
        self.assertIn("ESMTP mocksmtp", banner(port(one, "smtp")))
        mine = next(one_of for one_of in one.get("/v1/personas")["personas"] if one_of["name"] == "mine")
        self.assertEqual((mine["banner"], mine["from_file"]), ("220 mock.test ESMTP My own", True))

    def test_what_the_program_prints_it_reads_again(self):
        printed = run("persona", "sendmail")
        self.assertEqual(printed.returncode, 0)
        shown = json.loads(printed.stdout)
        shown["name"] = "mine"
        path = self.file(**shown)
        again = json.loads(run("persona", "mine", "--persona-file", path).stdout)
        self.assertEqual(again, shown)
        self.assertEqual(list(again), list(shown))

    def test_the_printed_settings_name_the_file(self):
        path = self.file(name="mine", like="exim")
        printed = json.loads(run("--print-config", "--persona-file", path, "--persona", "mine").stdout)
        self.assertEqual((printed["persona_file"], printed["persona"]), ([path], "mine"))
        self.assertEqual(run("--check-config", "--persona-file", path, "--persona", "mine").returncode, 0)

    def problems(self, *options):
        ended = run("--check-config", *options)
        self.assertEqual(ended.returncode, 2)
        return ended.stderr

    def test_what_is_wrong_with_it_is_said_at_its_place(self):
        path = self.file(name="mine", replies={"banner": "220 {hostnam}"}, keyword=[])
        said = self.problems("--persona-file", path)
        self.assertIn(f"{path}: /replies/banner: no placeholder: {{hostnam}}", said)
        self.assertIn(f"{path}: /keyword: unknown key; did you mean keywords?", said)
        self.assertIn("No such file", self.problems("--persona-file", path + ".not"))

    def test_a_name_belongs_to_one_persona(self):
        taken = self.file(name="postfix")
        self.assertIn("postfix is a persona of the program; give this one another name", self.problems("--persona-file", taken))
        twice = self.file(name="mine")
        self.assertIn("two personas are named mine", self.problems("--persona-file", twice, "--persona-file", twice))

    def test_an_unknown_one_cannot_be_printed(self):
        ended = run("persona", "eximm")
        self.assertEqual((ended.returncode, ended.stdout), (2, ""))
        self.assertIn("did you mean exim?", ended.stderr)


if __name__ == "__main__":
    unittest.main()
