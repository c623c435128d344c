#include "api/program/command_line.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace api::program;

namespace {

command_line parse(std::vector<std::string> arguments) { return parse_command_line(arguments); }

using words = std::vector<std::string>;

std::string only_problem_of(words arguments) {
    const auto line = parse(std::move(arguments));
    REQUIRE(line.options.problems.size() == 1);
    return line.options.problems.front();
}

words values(const command_line& line, std::string_view option) {
    words made;
    if (const auto* found = find(line.options, option)) {
        for (const auto& one : found->values) made.push_back(one.text);
    }
    return made;
}

}  // namespace

TEST_CASE("without arguments the program serves") {
    const auto line = parse({});
    CHECK(line.what == command::serve);
    CHECK(line.options.settings.empty());
    CHECK(line.options.problems.empty());
    CHECK_FALSE(line.asked.help);
}

TEST_CASE("every option of the table is a flag, and takes its value after a space or an equals sign") {
    for (const auto& row : mocksmtp::option_table()) {
        if (!row.assign && row.feeds.empty()) continue;
        CAPTURE(row.name);
        const auto flag = "--" + std::string(row.name);
        if (row.placeholder.empty()) {
            CHECK(values(parse({flag}), row.name) == words{"true"});
            CHECK(values(parse({flag, "serve"}), row.name) == words{"true"});
        } else {
            CHECK(values(parse({flag, "x"}), row.name) == words{"x"});
            CHECK(only_problem_of({flag}) == flag + ": its value is missing");
        }
        CHECK(values(parse({flag + "=x"}), row.name) == words{"x"});
        CHECK(parse({flag + "=x"}).options.problems.empty());
    }
}

TEST_CASE("a secret value is told from its like by its number, and no file is none") {
    const auto line = parse({"--user", "a:b", "--user", "hush"});
    CHECK(find(line.options, "user")->values[1].place == "--user no. 2");
    CHECK(find(parse({"--user", "hush"}).options, "user")->values[0].place == "--user");
    CHECK(only_problem_of({"--config", ""}) == "--config: expected FILE");
}

TEST_CASE("a value may begin with a hyphen, be repeated, or look like a list") {
    CHECK(values(parse({"--smtp-port", "-1"}), "smtp-port") == words{"-1"});
    CHECK(values(parse({"--smtp-port", "--http-port"}), "smtp-port") == words{"--http-port"});
    CHECK(values(parse({"--user", "a:b", "--user", "c:d"}), "user") == words{"a:b", "c:d"});
    CHECK(values(parse({"--default-password", "[a,b]"}), "default-password") == words{"[a,b]"});
    CHECK(values(parse({"--default-password", "a b=c"}), "default-password") == words{"a b=c"});
    CHECK(values(parse({"--require-auth=false"}), "require-auth") == words{"false"});
}

TEST_CASE("complaints about a value begin with the flag and the value, unless it is secret") {
    CHECK(find(parse({"--smtp-port", "99999"}).options, "smtp-port")->values[0].place == "--smtp-port 99999");
    CHECK(find(parse({"--user", "secret"}).options, "user")->values[0].place == "--user");
}

TEST_CASE("options stand before and after the command") {
    CHECK(parse({"serve", "--smtp-port", "0"}).what == command::serve);
    CHECK(parse({"healthcheck", "--http-port", "1"}).what == command::healthcheck);
    const auto line = parse({"--http-port", "1", "healthcheck"});
    CHECK(line.what == command::healthcheck);
    CHECK(values(line, "http-port") == words{"1"});
    CHECK(parse({"--", "serve"}).options.problems.empty());
}

TEST_CASE("what is unknown is refused, with the word that was meant") {
    CHECK(only_problem_of({"--smtp-prot", "25"}) == "unknown option --smtp-prot; did you mean --smtp-port?");
    CHECK(only_problem_of({"--smpt-port=25"}) == "unknown option --smpt-port=25; did you mean --smtp-port?");
    CHECK(only_problem_of({"--bananas"}) == "unknown option --bananas; --help lists them all");
    CHECK(only_problem_of({"-x"}) == "unknown option -x; --help lists them all");
    CHECK(only_problem_of({"sevre"}) == "unknown command sevre; did you mean serve?");
    CHECK(only_problem_of({"persona"}) == "persona: give the name of one, such as persona postfix");
    CHECK(only_problem_of({"persona", "postfix", "exim"}) == "unexpected argument exim after the command");
    CHECK(only_problem_of({"xxx"}) == "unknown command xxx (serve, healthcheck or persona)");
    CHECK(only_problem_of({"serve", "25"}) == "unexpected argument 25 after the command");
    CHECK(only_problem_of({""}) == "unknown command  (serve, healthcheck or persona)");
}

TEST_CASE("actions are asked for by flags, some with a form of their own") {
    CHECK(parse({"--help"}).asked.help == "");
    CHECK(parse({"-h"}).asked.help == "");
    CHECK(parse({"--help=markdown"}).asked.help == "markdown");
    CHECK(parse({"--version"}).asked.version);
    CHECK(parse({"--check-config"}).asked.check_config);
    CHECK(parse({"--print-config"}).asked.print_config == "");
    CHECK(parse({"--print-config=sources"}).asked.print_config == "sources");
    CHECK(parse({"--config", "a.json"}).asked.config == "a.json");
    CHECK(parse({"healthcheck", "--url", "http://[::1]:1"}).asked.url == "http://[::1]:1");
    CHECK(parse({"--help=fields"}).asked.help == "fields");
    CHECK(parse({"--help=presets"}).asked.help == "presets");
    CHECK(parse({"persona", "postfix"}).asked.persona == "postfix");
    CHECK(parse({"--help=diagnostics"}).asked.help == "diagnostics");
    CHECK(only_problem_of({"--help=html"}) ==
          "--help: expected nothing, =markdown, =fields, =diagnostics, =personas or =presets");
    CHECK(only_problem_of({"--print-config=all"}) == "--print-config: expected nothing, or =sources");
    CHECK(only_problem_of({"--version=2"}) == "--version takes no value");
    CHECK(only_problem_of({"--config", "a", "--config", "b"}) == "--config: given more than once");
    CHECK(only_problem_of({"--url", "http://127.0.0.1:1"}) == "--url is for the command healthcheck");
}
