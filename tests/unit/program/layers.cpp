#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "api/program/print_config.hpp"
#include "layered.hpp"

using namespace testing;

namespace {

// A file in the folder of temporary ones, as long as the test runs.
class written_file {
public:
    explicit written_file(std::string_view content) {
        static int count = 0;
        path_ = (std::filesystem::temp_directory_path() / ("mocksmtp-unit-" + std::to_string(count++))).string();
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~written_file() { std::remove(path_.c_str()); }
    written_file(const written_file&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace

TEST_CASE("every option that can stand in a file can stand in the environment, and both mean the same") {
    for (const auto& row : mocksmtp::option_table()) {
        if (row.reach == mocksmtp::option_reach::command_line || !row.show) continue;
        CAPTURE(row.name);
        auto usual = row.show({}, mocksmtp::option_values::secrets::shown);
        const auto text = usual.empty() ? "everyone" : usual.front();
        const auto from_environment = environment({environment_name(row) + "=" + text});
        const auto from_file = file("{\"" + file_key(row) + "\": \"" + text + "\"}");
        REQUIRE(from_environment.settings.size() == 1);
        REQUIRE(from_file.settings.size() == 1);
        CHECK(from_environment.settings[0].row == &row);
        CHECK(from_file.settings[0].row == &row);
        CHECK(from_environment.settings[0].values[0].text == text);
        CHECK(from_file.settings[0].values[0].text == text);
    }
}

TEST_CASE("a repeatable option takes one value a line or a JSON array in its variable") {
    const auto users = [](const std::string& value) {
        return of({environment({"MOCKSMTP_USER=" + value})}).values.mock.users;
    };
    const std::vector<mocksmtp::account> expected = {{"a", "1"}, {"b", "2"}};
    CHECK(users("a:1\nb:2") == expected);
    CHECK(users("a:1\r\n\r\nb:2\r\n") == expected);
    CHECK(users(" [\"a:1\", \"b:2\"] ") == expected);
    CHECK(only_problem({environment({"MOCKSMTP_USER=[\"a:1\", 2]"})}) ==
          "environment MOCKSMTP_USER: expected a JSON array of strings, or one value a line");
    CHECK(only_problem({environment({"MOCKSMTP_USER=a:1\nb"})}) ==
          "environment MOCKSMTP_USER: line 2: expected NAME:PASSWORD");
    CHECK(only_problem({environment({"MOCKSMTP_USER=[\"a\", \"b:2\"]"})}) ==
          "environment MOCKSMTP_USER: /0: expected NAME:PASSWORD");
}

TEST_CASE("a wrong variable is named, with its value unless that is secret") {
    CHECK(only_problem({environment({"MOCKSMTP_SMTP_PORT=99999"})}) ==
          "environment MOCKSMTP_SMTP_PORT: \"99999\": not a port (0 to 65535, or off)");
    CHECK(only_problem({environment({"MOCKSMTP_USER=secret"})}) == "environment MOCKSMTP_USER: expected NAME:PASSWORD");
}

TEST_CASE("an unknown variable is a warning with a suggestion") {
    CHECK(only(environment({"MOCKSMTP_SMTP_PROT=25"}).warnings) ==
          "environment MOCKSMTP_SMTP_PROT: there is no such setting; did you mean MOCKSMTP_SMTP_PORT?");
    CHECK(only(environment({"MOCKSMTP_BANANAS=1"}).warnings) ==
          "environment MOCKSMTP_BANANAS: there is no such setting");
    CHECK(environment({"OTHER=1", "mocksmtp_smtp_port=1", "MOCKSMTP"}).warnings.empty());
}

TEST_CASE("empty variables count as not set") {
    const auto all = environment({"MOCKSMTP_USER=", "MOCKSMTP_SMTP_PORT=", "MOCKSMTP_UNKNOWN="});
    CHECK(all.settings.empty());
    CHECK(all.problems.empty());
    CHECK(all.warnings.empty());
}

TEST_CASE("what Kubernetes sets for services of our name changes nothing") {
    const auto all = environment({"MOCKSMTP_PORT=tcp://10.0.0.1:1025", "MOCKSMTP_SERVICE_HOST=10.0.0.1",
                                  "MOCKSMTP_SERVICE_PORT=1025", "MOCKSMTP_SERVICE_PORT_SMTP=1025",
                                  "MOCKSMTP_PORT_1025_TCP=tcp://10.0.0.1:1025", "MOCKSMTP_PORT_1025_TCP_PROTO=tcp",
                                  "MOCKSMTP_PORT_1025_TCP_PORT=1025", "MOCKSMTP_PORT_1025_TCP_ADDR=10.0.0.1"});
    CHECK(all.settings.empty());
    CHECK(all.warnings.empty());
    const auto clash = environment({"MOCKSMTP_SMTP_PORT=tcp://10.0.0.1:1025"});
    CHECK(clash.settings.empty());
    CHECK(only(clash.warnings) ==
          "environment MOCKSMTP_SMTP_PORT: ignored, because tcp://10.0.0.1:1025 was set by Kubernetes for a service of "
          "that name");
}

TEST_CASE("a secret may be in a file that its variable with _FILE names") {
    const written_file token("t0ken\n");
    const auto all = of({environment({"MOCKSMTP_API_TOKEN_FILE=" + token.path()})});
    CHECK(all.problems.empty());
    CHECK(all.values.api_token == "t0ken");
    CHECK(only_problem({environment({"MOCKSMTP_API_TOKEN_FILE=/does/not/exist"})}) ==
          "environment MOCKSMTP_API_TOKEN_FILE: /does/not/exist: No such file or directory");
    CHECK(only_problem({environment({"MOCKSMTP_API_TOKEN=x", "MOCKSMTP_API_TOKEN_FILE=" + token.path()})}) ==
          "environment MOCKSMTP_API_TOKEN: set twice, directly and as _FILE");
    CHECK(environment({"MOCKSMTP_SMTP_PORT_FILE=x"}).warnings.size() == 1);
}

TEST_CASE("users and mailboxes may be lines of a file, and the wrong line is named") {
    const written_file users("# people\na:1\n\nb:2\r\n");
    const std::vector<mocksmtp::account> expected = {{"a", "1"}, {"b", "2"}};
    CHECK(of({environment({"MOCKSMTP_USER=@" + users.path()})}).values.mock.users == expected);
    CHECK(of({environment({"MOCKSMTP_USER_FILE=" + users.path()})}).values.mock.users == expected);
    CHECK(of({file(R"({"user_file": ")" + users.path() + "\"}")}).values.mock.users == expected);
    const auto both = of({environment({"MOCKSMTP_USER=c:3", "MOCKSMTP_USER_FILE=" + users.path()})});
    CHECK(both.values.mock.users.size() == 3);
    const written_file mailboxes("bob@example.test\nbob\n");
    CHECK(only_problem({environment({"MOCKSMTP_MAILBOX=@" + mailboxes.path()})}) ==
          mailboxes.path() + ": line 2: not an address (local-part@domain)");
    CHECK(only_problem({environment({"MOCKSMTP_USER=@/does/not/exist"})}) ==
          "environment MOCKSMTP_USER: /does/not/exist: No such file or directory");
}

TEST_CASE("a byte order mark is no part of what a file says") {
    const written_file users("\xEF\xBB\xBF# people\na:1\n"), secret("\xEF\xBB\xBFhush\n");
    const written_file config("\xEF\xBB\xBF{\"seed\": \"x\"}");
    const auto all =
        of({read_config_file(config.path()),
            environment({"MOCKSMTP_USER_FILE=" + users.path(), "MOCKSMTP_DEFAULT_PASSWORD_FILE=" + secret.path()})});
    CHECK(all.problems.empty());
    CHECK(all.values.mock.users == std::vector<mocksmtp::account>{{"a", "1"}});
    CHECK(all.values.mock.default_password == "hush");
    CHECK(all.values.mock.seed == "x");
}

TEST_CASE("a configuration file is JSON with comments") {
    const auto all =
        of({file("{\n // ports\n \"smtp_port\": 2525, \"smtps_port\": \"off\", /* more */ \"require_auth\": true,\n"
                 " \"bind\": [\"::1\", \"127.0.0.1\"], \"user\": \"a:1\", \"idle_timeout\": \"10s\"}")});
    CHECK(all.problems.empty());
    CHECK(all.values.mock.smtp_port == 2525);
    CHECK_FALSE(all.values.mock.smtps_port);
    CHECK(all.values.mock.require_auth);
    CHECK(all.values.mock.bind == texts{"::1", "127.0.0.1"});
    CHECK(all.values.mock.users.size() == 1);
    CHECK(all.values.mock.idle_timeout == std::chrono::seconds(10));
    CHECK(all.sources.at("smtp-port") == "file config.json");
}

TEST_CASE("a configuration file that is not JSON is refused with line and column") {
    CHECK(only_problem({file("{\n  \"smtp_port\": 25,\n  oops\n}")}).starts_with("config.json: line 3, column 3: "));
    CHECK(only_problem({file("{\n  \"smtp_port\": 25,\n}")}).starts_with("config.json: line 3, column 1: "));
    CHECK(only_problem({file("")}).starts_with("config.json: line 1, column 1: "));
    CHECK(only_problem({file("{\"seed\": \"\xff\"}")}).starts_with("config.json: line 1, column 11: "));
    CHECK(only_problem({file(std::string("{}\n\0{}", 6))}) == "config.json: line 2, column 1: a NUL stands here");
    CHECK(only_problem({file("[]")}) == "config.json: expected an object with settings");
    CHECK(only_problem({file(std::string(100000, '['))}) == "config.json: nested too deeply");
    CHECK(only_problem({read_config_file("/does/not/exist")}) == "/does/not/exist: No such file or directory");
}

TEST_CASE("what is wrong in a configuration file is named by its pointer") {
    CHECK(only_problem({file(R"({"user": ["a:1", "b:2", "c"]})")}) == "config.json: /user/2: expected NAME:PASSWORD");
    CHECK(only_problem({file(R"({"smtp_port": 99999})")}) ==
          "config.json: /smtp_port: 99999: not a port (0 to 65535, or off)");
    CHECK(only_problem({file(R"({"smtp_port": 1.5})")}) ==
          "config.json: /smtp_port: 1.5: not a port (0 to 65535, or off)");
    CHECK(only_problem({file(R"({"smtp-port": 25})")}) ==
          "config.json: /smtp-port: there is no such setting; did you mean smtp_port?");
    CHECK(only_problem({file(R"({"config": "x"})")}) == "config.json: /config: there is no such setting");
    CHECK(only_problem({file(R"({"smtp_port": [25]})")}) == "config.json: /smtp_port: takes one value, not a list");
    CHECK(only_problem({file(R"({"smtp_port": null})")}) == "config.json: /smtp_port: expected PORT");
    CHECK(only_problem({file(R"({"idle_timeout": 5})")}) ==
          "config.json: /idle_timeout: expected TIME as text, such as \"5m\"");
    CHECK(only_problem({file(R"({"bind": ["::1", {}]})")}) ==
          "config.json: /bind/1: expected ADDRESS, or a list of them");
    CHECK(only_problem({file(R"({"require_tls": {}})")}) == "config.json: /require_tls: expected true or false");
    CHECK(only_problem({file(R"({"seed": "a", "seed": "b"})")}) == "config.json: /seed: stands there twice");
    CHECK(of({file(R"({"seed": "", "clock": "sun", "x": 1})")}).problems.size() == 3);
}

TEST_CASE("the command line wins over the environment, that over the file, that over the default") {
    const auto* row = mocksmtp::find_option("smtp-port");
    const layer flags{.source = "command line", .settings = {{row, {{"3", "--smtp-port 3"}}}}};
    const auto variables = environment({"MOCKSMTP_SMTP_PORT=2", "MOCKSMTP_SMTPS_PORT=2"});
    const auto config = file(R"({"smtp_port": 1, "smtps_port": 1, "http_port": 1})");
    const auto all = of({config, variables, flags});
    CHECK(all.problems.empty());
    CHECK(all.values.mock.smtp_port == 3);
    CHECK(all.values.mock.smtps_port == 2);
    CHECK(all.values.http_port == 1);
    CHECK(all.values.mock.hostname == "mock.test");
    CHECK(all.sources.at("smtp-port") == "command line");
    CHECK(all.sources.at("smtps-port") == "environment");
    CHECK(all.sources.at("http-port") == "file config.json");
    CHECK_FALSE(all.sources.contains("hostname"));
}

TEST_CASE("a list of a stronger source replaces that of a weaker one, and a wrong value is refused though replaced") {
    const auto config = file(R"({"bind": ["::1", "127.0.0.2"], "smtp_port": "x"})");
    const auto all = of({config, environment({"MOCKSMTP_BIND=127.0.0.3", "MOCKSMTP_SMTP_PORT=25"})});
    CHECK(all.values.mock.bind == texts{"127.0.0.3"});
    CHECK(only(all.problems) == "config.json: /smtp_port: \"x\": not a port (0 to 65535, or off)");
}

TEST_CASE("settings that contradict each other are refused") {
    CHECK(only_problem({file(R"({"tls_key": "a.pem"})")}) ==
          "--tls-key belongs to a --tls-cert; give that too, or neither");
    CHECK(only_problem({file(R"({"http_port": 1025})")}) ==
          "--http-port: listener smtp has port 1025 already; give one another port");
    CHECK(only_problem({file(R"({"read_only": true})")}) == "--read-only shows what --import has; give that too");
    CHECK(of({file(R"({"read_only": true, "import": "export.json"})")}).problems.empty());
}

TEST_CASE("the printed configuration is accepted again and means the same") {
    const auto config = file(R"({"smtp_port": 0, "smtps_port": "off", "user": ["a:1", "b:2"], "show_secrets": true,
        "max_store_bytes": "1MiB", "strict": "all", "relay": "nobody", "local_domain": "x.test", "bind": "::1",
        "listen": "plain:[::1]:0,name=x", "mechanisms": ["LOGIN,PLAIN"], "banner_delay": "1500ms", "api_token": "t"})");
    const auto before = of({config});
    REQUIRE(before.problems.empty());
    for (const auto how : {sources::left_out, sources::as_comments}) {
        const auto printed = print_config(before, how);
        const auto after = of({file(printed)});
        CHECK(after.problems.empty());
        CHECK(print_config(after, sources::left_out) == print_config(before, sources::left_out));
        CHECK(after.values.mock.users == before.values.mock.users);
        CHECK(after.values.mock.strict == before.values.mock.strict);
        CHECK(after.values.api_token == "t");
    }
    CHECK(print_config(before, sources::as_comments).find("\"smtp_port\": 0,  // file config.json\n") !=
          std::string::npos);
    CHECK(print_config(before, sources::as_comments).find("\"http_port\": 8025,  // default\n") != std::string::npos);
}

TEST_CASE("the printed configuration hides secrets, and what hides them is not taken for them") {
    const auto all = of({file(R"({"user": "a:hush", "default_password": "hush", "api_token": "hush"})")});
    const auto printed = print_config(all, sources::left_out);
    CHECK(printed.find("hush") == std::string::npos);
    CHECK(printed.find("\"user\": [\"a:********\"]") != std::string::npos);
    const auto again = of({file(printed)});
    REQUIRE(again.problems.size() == 3);
    CHECK(again.problems.front() ==
          "config.json: /user/0: stars stand for what was not shown; --print-config --show-secrets shows it");
}
