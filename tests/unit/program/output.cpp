#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

#include "api/program/announce.hpp"
#include "api/program/console.hpp"
#include "api/program/evidence.hpp"
#include "api/program/files.hpp"
#include "api/program/healthcheck.hpp"
#include "api/program/help.hpp"
#include "api/program/log.hpp"
#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/options_table.hpp"
#include "mocksmtp/version.hpp"

using namespace api::program;
using mocksmtp::log_format;
using mocksmtp::log_level;

TEST_CASE("help and the settings table name every option once, with its default") {
    const auto help = help_text(), table = settings_table();
    for (const auto& row : mocksmtp::option_table()) {
        CAPTURE(row.name);
        const auto flag = "--" + std::string(row.name);
        CHECK(help.find("\n  " + flag + (row.placeholder.empty() ? "" : " " + std::string(row.placeholder))) !=
              help.npos);
        CHECK(table.find("| `" + flag) != table.npos);
        CHECK(table.find("| `" + flag) == table.rfind("| `" + flag + (row.placeholder.empty() ? "`" : " ")));
    }
    CHECK(help.find("[1025]") != help.npos);
    CHECK(table.find("| `--smtp-port PORT` | `MOCKSMTP_SMTP_PORT` | 1025 | ") != table.npos);
    CHECK(table.find("`--log-format text\\|json`") != table.npos);
    for (std::size_t begin = 0; begin < help.size();) {
        const auto end = help.find('\n', begin);
        CHECK_MESSAGE(end - begin <= 112, help.substr(begin, end - begin));
        begin = end + 1;
    }
}

TEST_CASE("the table of fields has a row for each, and says who knows it") {
    const auto table = fields_table();
    CHECK(std::ranges::count(table, '\n') == static_cast<std::ptrdiff_t>(mocksmtp::match::all_fields().size() + 2));
    CHECK(table.find("| `headers.x-tenant` | text, or several | messages | message |\n") != table.npos);
    CHECK(table.find("| `outcome` | text | auth_attempts, transactions |  |\n") != table.npos);
    CHECK(table.find(" | every stage |\n") != table.npos);
    CHECK(table.find(" | every stage but connect |\n") != table.npos);
}

TEST_CASE("the table of diagnostics has a row for each, and says where it is seen") {
    const auto table = diagnostics_table();
    const auto rows = mocksmtp::base::diagnostic_rows().size();
    CHECK(std::ranges::count(table, '\n') == static_cast<std::ptrdiff_t>(rows + 2));
    CHECK(table.find("| `no_quit` | note | conversation | ") != table.npos);
    CHECK(table.find("| `date_missing` | error | message | the message has no Date | 5322 3.6.1 |\n") != table.npos);
}

TEST_CASE("a log line is one line, whatever it says") {
    CHECK(log_line(log_format::text, log_level::info, "listening", {{"name", "smtp"}, {"port", "25"}}) ==
          "mocksmtp: listening name=smtp port=25\n");
    CHECK(log_line(log_format::text, log_level::warning, "a\nb", {}) == "mocksmtp: warning: a\\nb\n");
    CHECK(log_line(log_format::json, log_level::error, "a\n\xff", {{"path", "x\"y"}}) ==
          "{\"level\":\"error\",\"message\":\"a\\n\xef\xbf\xbd\",\"path\":\"x\\\"y\"}\n");
}

TEST_CASE("who does not read holds nobody up, and gets whole pieces when reading again") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const std::string piece = std::string(9999, 'x') + "\n";
    std::size_t taken = 0;
    {
        console to(ends[1]);
        while (to.write(piece)) REQUIRE(++taken < 1000);
        CHECK(taken * piece.size() > console::room);
        CHECK(!to.write(piece));
        std::string read(piece.size() * taken, '\0');
        std::size_t got = 0;
        while (got < 5 * piece.size()) got += static_cast<std::size_t>(::read(ends[0], read.data() + got, 4096));
        CHECK(to.write(piece));
        for (std::size_t at = 0; at + piece.size() <= got; at += piece.size())
            CHECK(std::string_view(read).substr(at, piece.size()) == piece);
    }
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("only lines that are severe enough are logged") {
    auto* file = std::tmpfile();
    REQUIRE(file);
    console to(fileno(file));
    logger(log_format::text, log_level::warning, to).write(log_level::info, "quiet");
    logger(log_format::text, log_level::warning, to).write(log_level::warning, "loud");
    logger(log_format::text, log_level::off, to).write(log_level::error, "never");
    std::rewind(file);
    char text[100] = {};
    const auto size = std::fread(text, 1, sizeof text, file);
    std::fclose(file);
    CHECK(std::string(text, size) == "mocksmtp: warning: loud\n");
}

TEST_CASE("the ready line names every listener with its actual port") {
    const std::vector<mocksmtp::listener_spec> smtp = {{mocksmtp::listener_kind::plain, "127.0.0.1", 1025, "smtp"},
                                                       {mocksmtp::listener_kind::tls, "::1", 1465, "smtps"}};
    CHECK(
        ready_line(smtp, http_listener{"0.0.0.0", 8025}) ==
        R"({"event":"ready","version":")" + std::string(mocksmtp::version()) +
            R"(","smtp":[{"name":"smtp","port":1025,"tls":"starttls"},{"name":"smtps","port":1465,"tls":"implicit"}],)" +
            R"("http":{"port":8025,"url":"http://127.0.0.1:8025"}})");
    CHECK(ready_line({}, std::nullopt).ends_with(R"("smtp":[],"http":null})"));
    CHECK(url_of({"::", 1}) == "http://[::1]:1");
    CHECK(url_of({"10.0.0.1", 1}) == "http://10.0.0.1:1");
}

TEST_CASE("a file that is written appears whole, replaces an older one and leaves nothing beside it") {
    const auto folder = std::filesystem::temp_directory_path() / "mocksmtp-unit-ports";
    std::filesystem::create_directory(folder);
    const auto path = (folder / "ports.json").string();
    CHECK_FALSE(replace_file(path, "old, and longer\n"));
    CHECK_FALSE(replace_file(path, "new\n"));
    CHECK(std::get<std::string>(read_file(path)) == "new\n");
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
    CHECK(replace_file((folder / "no" / "ports.json").string(), "x") ==
          (folder / "no" / "ports.json.new").string() + ": No such file or directory");
    std::filesystem::remove_all(folder);
}

TEST_CASE("a folder for evidence is tried with the one inside it, and what stands in the way is named") {
    const auto folder = std::filesystem::temp_directory_path() / "mocksmtp-unit-evidence";
    std::filesystem::remove_all(folder);
    CHECK_FALSE(why_not_filled(folder.string()));
    CHECK_FALSE(std::filesystem::exists(folder));
    std::filesystem::create_directory(folder);
    CHECK_FALSE(why_not_filled(folder.string()));
    CHECK(std::filesystem::is_empty(folder));
    CHECK_FALSE(replace_file((folder / "failures").string(), "a file\n"));
    CHECK(why_not_filled(folder.string()) == (folder / "failures").string() + ": Not a directory" + folder_remedy);
    std::filesystem::remove_all(folder);
}

TEST_CASE("the health check asks the configured port, the port file of a free one, or a URL") {
    const auto asked = [](const mocksmtp::program_options& all, const std::optional<std::string>& url = {}) {
        const auto whom = whom_to_ask(all, url);
        if (const auto* nowhere = std::get_if<nowhere_to_ask>(&whom)) return "nowhere: " + nowhere->why;
        const auto& question = std::get<api::beast::health_question>(whom);
        return question.address + " " + std::to_string(question.port) + " " + question.path + " " + question.token;
    };
    mocksmtp::program_options all;
    CHECK(asked(all) == "127.0.0.1 8025 /readyz ");
    CHECK(asked(all, "http://[::1]:1/livez") == "::1 1 /livez ");
    CHECK(asked(all, "http://localhost/") == "127.0.0.1 80 /readyz ");
    for (const auto* url : {"", "127.0.0.1:1", "ftp://127.0.0.1:1", "http://mail.test:1", "http://127.0.0.1:x"}) {
        CHECK_MESSAGE(asked(all, url).starts_with("nowhere: "), url);
    }
    all.mock.bind = {"0.0.0.0"};
    all.api_token = "t";
    CHECK(asked(all) == "127.0.0.1 8025 /readyz t");
    all.mock.bind = {"::"};
    CHECK(asked(all) == "::1 8025 /readyz t");
    all.http_port = std::nullopt;
    CHECK(asked(all) == "nowhere: the HTTP port is off; there is nobody to ask");
    all.http_port = 0;
    CHECK(asked(all) == "nowhere: the HTTP port is a free one; give --url, or the mock's --port-file");
    all.port_file = (std::filesystem::temp_directory_path() / "mocksmtp-unit-health").string();
    CHECK(asked(all).starts_with("nowhere: "));
    CHECK_FALSE(replace_file(all.port_file, ready_line({}, http_listener{"127.0.0.1", 4321})));
    CHECK(asked(all) == "127.0.0.1 4321 /readyz t");
    CHECK_FALSE(replace_file(all.port_file, ready_line({}, std::nullopt)));
    CHECK(asked(all) == "nowhere: " + all.port_file + ": holds no URL of the HTTP API");
    std::filesystem::remove(all.port_file);
}

TEST_CASE("an API inside TLS is reached by https") {
    CHECK(url_of({"::1", 8025, true}) == "https://[::1]:8025");
    CHECK(url_of({"0.0.0.0", 8025, true}) == "https://127.0.0.1:8025");
    mocksmtp::program_options all;
    all.http_tls = true;
    const auto own = whom_to_ask(all, std::nullopt), told = whom_to_ask({}, "https://localhost");
    CHECK(std::get<api::beast::health_question>(own).tls);
    CHECK(std::get<api::beast::health_question>(told).tls);
    CHECK(std::get<api::beast::health_question>(told).port == 443);
    CHECK_FALSE(std::get<api::beast::health_question>(whom_to_ask(all, "http://localhost")).tls);
}

TEST_CASE("a failed expectation is kept under its number and its label") {
    CHECK(failure_name(1, "reset mail") == "0001-reset-mail.txt");
    CHECK(failure_name(12345, "../../etc/\xC3\xA9 passwd..") == "12345-..-..-etc-passwd.txt");
    CHECK(failure_name(2, "") == "0002.txt");
    CHECK(failure_name(3, "///") == "0003.txt");
    CHECK(failure_name(4, std::string(300, 'x')).size() < 80);
}
