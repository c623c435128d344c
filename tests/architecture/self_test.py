"""Small bad houses: every rule must complain about the one that breaks it, and about nothing in a good one."""
import os
import sys
import tempfile
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../mocksmtp/cmake"))

import floors
import headers
import rules
import tree
import united

PLAN = floors.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.txt"))
GOOD = {
    "mocksmtp/base/text.hpp": "// Words.\n#pragma once\n#include <string>\nnamespace mocksmtp::base { std::string word(); }\n",
    "mocksmtp/base/text.cpp": '#include "mocksmtp/base/text.hpp"\n#include <openssl/evp.h>\n',
    "mocksmtp/smtp/reply_book.cpp": '#include "mocksmtp/base/text.hpp"\nint ready = 220;\n',
    "mocksmtp/mock_server.hpp": '// All.\n#pragma once\n#include "mocksmtp/net/loop.hpp"\n',
    "mocksmtp/net/loop.hpp": "// Loop.\n#pragma once\n#include <boost/asio.hpp>\n",
    "api/json/rule_json.cpp": "#include <nlohmann/json.hpp>\n",
    "tests/unit/base/main.cpp": '#include <doctest/doctest.h>\n#include "mocksmtp/base/text.hpp"\nint answer = 250;\n',
    "README.md": "", ".clang-format": "", "build-x/junk": "", ".gitignore": "/build-*/\n",
}


class House:
    """A tree on disk with the good files and the given ones."""

    def __init__(self, **changes):
        self.files = GOOD | changes

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        for path, text in self.files.items():
            full = os.path.join(self.folder.name, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        return tree.Tree(self.folder.name)

    def __exit__(self, *_):
        self.folder.cleanup()


def complaints(rule, changes):
    with House(**changes) as house:
        return list(rule(house, PLAN))


# rule, file, its text, words of the complaint
BAD = [
    (rules.standard, "mocksmtp/base/lean.cpp", "int word(std::vector<int>);", "std::vector needs <vector>"),
    (rules.standard, "mocksmtp/base/lean.hpp", '#include "mocksmtp/base/text.hpp"\nstd::optional<std::string> some();', "std::optional needs"),
    (rules.standard, "mocksmtp/base/new.cpp", "std::flat_map<int, int> all;", "std::flat_map has no header in"),
    (rules.standard, "mocksmtp/net/lean.cpp", "void run(boost::asio::io_context&);", "boost::asio:: needs a header <boost/asio...>"),
    (rules.includes, "mocksmtp/base/up.cpp", '#include "mocksmtp/mock_server.hpp"', "upward, from floor 0 to 6"),
    (rules.includes, "mocksmtp/base/source.cpp", '#include "mocksmtp/base/source.cpp"', "is a source"),
    (rules.includes, "mocksmtp/store/side.cpp", '#include "mocksmtp/net/loop.hpp"', "sideways"),
    (rules.includes, "mocksmtp/base/near.cpp", '#include "text.hpp"', "no path from the root"),
    (rules.includes, "mocksmtp/base/angled.cpp", "#include <mocksmtp/base/text.hpp>", "stands in quotes"),
    (rules.includes, "mocksmtp/smtp/socket.cpp", "#include <boost/asio/write.hpp>", "asio, which has no place"),
    (rules.includes, "api/routes/http.cpp", "#  include <boost/beast/http.hpp>", "beast, which has no place"),
    (rules.includes, "mocksmtp/store/json.cpp", "#include <nlohmann/json.hpp>", "nlohmann, which has no place"),
    (rules.includes, "mocksmtp/mail/digest.cpp", "#include <openssl/evp.h>", "openssl, which has no place"),
    (rules.includes, "mocksmtp/rules/regex.cpp", "#include <re2/re2.h>", "re2, which has no place"),
    (rules.includes, "mocksmtp/match/slow.cpp", "#include <regex>", "regex, which has no place"),
    (rules.includes, "mocksmtp/match/text.cpp", "#include <iconv.h>", "iconv, which has no place"),
    (rules.includes, "mocksmtp/net/ticket.cpp", "#include <krb5.h>", "krb5, which has no place"),
    (rules.includes, "api/routes/url.cpp", "#include <boost/url.hpp>", "boost.url, which has no place"),
    (rules.includes, "api/json/flags.cpp", "#include <CLI/CLI.hpp>", "cli11, which has no place"),
    (rules.includes, "mocksmtp/base/log.cpp", "#include <spdlog/spdlog.h>", "no library of floors.txt"),
    (rules.includes, "mocksmtp/attic/box.cpp", "int x;", "no floor of floors.txt"),
    (rules.cycles, "mocksmtp/base/a.hpp", '#include "mocksmtp/base/a.hpp"', "cycle"),
    (rules.hidden_inputs, "mocksmtp/sasl/nonce.cpp", "std::random_device chance;", "random_device"),
    (rules.hidden_inputs, "mocksmtp/sasl/dice.cpp", "int x = rand();", "rand("),
    (rules.hidden_inputs, "mocksmtp/store/now.cpp", "auto t = std::chrono::system_clock::now();", "system_clock"),
    (rules.hidden_inputs, "mocksmtp/smtp/tick.cpp", "auto t = steady_clock::now();", "steady_clock::now"),
    (rules.hidden_inputs, "mocksmtp/smtp/id.cpp", "auto id = getpid();", "getpid"),
    (rules.hidden_inputs, "mocksmtp/base/name.cpp", "gethostname(buffer, 9);", "gethostname"),
    (rules.hidden_inputs, "mocksmtp/store/index.hpp", "std::unordered_map<int, int> by_id;", "unordered_map"),
    (rules.hidden_inputs, "api/json/env.cpp", 'auto home = std::getenv("HOME");', "getenv"),
    (rules.replies, "mocksmtp/smtp/mail.cpp", "say(250);", "250"),
    (rules.replies, "mocksmtp/smtp/data.cpp", 'say("354 go on");', "354"),
    (rules.replies, "api/json/preset.cpp", "int refused = 550;", "550"),
    (rules.files, "mocksmtp/base/CamelCase.cpp", "", "snake_case"),
    (rules.files, "mocksmtp/base/old.h", "", "snake_case"),
    (rules.files, "mocksmtp/base/mute.hpp", "#pragma once\n", "says what the room is for"),
    (rules.files, "mocksmtp/base/often.hpp", "// Often.\n", "#pragma once is missing"),
    (rules.files, "mocksmtp/net/loop.cpp", '#include <string>\n#include "mocksmtp/net/loop.hpp"', "own header comes first"),
    (rules.top_level, "scripts/build.sh", "", "no place at the top level"),
]
FINE = [
    (rules.hidden_inputs, "mocksmtp/sasl/words.cpp", '// system_clock\n/* rand() */ auto s = "getpid"; int operand(int);'),
    (rules.hidden_inputs, "mocksmtp/base/clock.cpp", "auto t = std::chrono::system_clock::now();"),
    (rules.replies, "mocksmtp/smtp/size.cpp", "// 250\nint a = 2500, b = 1'250, c = 998, d = 500; auto s = R\"(RFC 250)\";"),
    (rules.replies, "api/routes/status.cpp", "int status = 503;"),
    (rules.includes, "mocksmtp/match/words.cpp", '// #include "mocksmtp/mock_server.hpp"\n#include <format_of_ours>\n'),
]


class SelfTest(unittest.TestCase):
    def test_a_good_house_has_no_complaints(self):
        for rule in rules.ALL:
            self.assertEqual(complaints(rule, {}), [], rule.__name__)

    def test_every_bad_file_is_found_and_no_other(self):
        for rule, path, text, words in BAD:
            with self.subTest(path=path):
                found = complaints(rule, {path: text})
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])
                self.assertTrue(found[0].startswith(path.split("/")[0]), found)

    def test_what_only_looks_bad_is_let_through(self):
        for rule, path, text in FINE:
            with self.subTest(path=path):
                self.assertEqual(complaints(rule, {path: text}), [])

    def test_a_test_may_name_its_neighbour(self):
        beside = {"tests/unit/base/helper.hpp": "// Helps.\n#pragma once\n", "tests/unit/base/helped.cpp": '#include "helper.hpp"'}
        self.assertEqual(complaints(rules.includes, beside), [])

    def test_a_cycle_of_two_is_named(self):
        a, b = "mocksmtp/base/a.hpp", "mocksmtp/base/b.hpp"
        self.assertIn(f"{b} -> {a}", complaints(rules.cycles, {a: f'#include "{b}"', b: f'#include "{a}"'})[0])

    def test_a_header_that_needs_another_first_does_not_compile_alone(self):
        bad = {"mocksmtp/base/needy.hpp": "// Needs.\n#pragma once\nusing needed = decltype(mocksmtp::base::word());\n",
               "mocksmtp/base/double.hpp": "// No guard.\nstruct twice {};\n"}
        good = {k: v for k, v in GOOD.items() if k.startswith("mocksmtp/base")}
        with House(**bad) as house, tempfile.TemporaryDirectory() as cache:
            house.sources = {k: v for k, v in house.sources.items() if k in good | bad}
            for _ in range(2):  # the cache must not hide a failure
                found, count = headers.check(house, cache, 2)
                self.assertEqual(count, 3)
                self.assertEqual(sorted(f.split(":")[0] for f in found), sorted(bad))

    def test_without_what_is_read_once_a_header_needs_the_libraries_too(self):
        with House(**{"mocksmtp/base/needy.hpp": "// Needs.\n#pragma once\nstd::string needy();\n"}) as house, \
                tempfile.TemporaryDirectory() as cache:
            house.sources = {k: v for k, v in house.sources.items() if k.startswith("mocksmtp/base")}
            self.assertEqual(headers.check(house, cache, 2)[0], [])
            self.assertEqual(len(headers.check(house, cache, 2, precompiled=False)[0]), 1)

    def test_sources_with_a_name_of_their_own_in_common_are_not_compiled_together(self):
        texts = {"main.cpp": "", "a.cpp": "int read() { return 1; }\nclass reader : base {};\n", "b.cpp": "bool read(int) { return true; }\n",
                 "c.cpp": "using std::move;\nconstexpr int other = 2;\n", "d.cpp": "struct reader {};\n", "lone.cpp": None}
        files = {f"mocksmtp/z/{name}": "using enum color;\n" if text is None else f"namespace {{\n{text}}}  // namespace\n"
                 for name, text in texts.items()}
        files |= {f"mocksmtp/z/many_{number}.cpp": "" for number in range(10, 10 + united.MOST)}
        with House(**files) as house:
            made = [[os.path.basename(path) for path in group] for group in united.groups(house.root, files)]
        self.assertEqual(sorted(sum(made, [])), sorted(os.path.basename(path) for path in files))
        self.assertEqual(made[0][:3], ["main.cpp", "a.cpp", "c.cpp"])
        self.assertEqual(made[1][:2], ["b.cpp", "d.cpp"])
        self.assertIn(["lone.cpp"], made)
        self.assertLessEqual(max(map(len, made)), united.MOST)


if __name__ == "__main__":
    unittest.main()
