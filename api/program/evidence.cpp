#include "api/program/evidence.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "api/json/event_json.hpp"
#include "api/json/target.hpp"
#include "api/json/value.hpp"
#include "api/program/files.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/named_scopes.hpp"

namespace api::program {

namespace base = mocksmtp::base;
namespace fs = std::filesystem;
namespace store = mocksmtp::store;

namespace {

constexpr std::size_t longest_label = 60;

bool is_plain(char c) { return base::is_alphanumeric(c) || c == '.' || c == '_'; }

[[noreturn]] void cannot(const std::string& what, const std::string& why) {
    throw std::runtime_error("--report-dir " + what + ": " + why);
}

bool is_answer(std::string_view name) {
    if (name == "export.json" || name == "report.html") return true;
    return name.starts_with("report-epoch-") || name.starts_with("report-scope-") || name.starts_with("export-scope-");
}

// As failure_name() makes them.
bool is_failure(std::string_view name) {
    const auto digits = name.find_first_not_of("0123456789");
    return digits != name.npos && digits >= 4 && (name[digits] == '-' || name[digits] == '.') && name.ends_with(".txt");
}

// What an earlier run left, and nothing else; how many files that were.
unsigned remove_old(const fs::path& folder) {
    std::error_code ignored;
    unsigned removed = 0;
    for (const auto& each : fs::directory_iterator(folder, ignored))
        if (is_answer(each.path().filename().string())) removed += fs::remove(each.path(), ignored) ? 1 : 0;
    for (const auto& each : fs::directory_iterator(folder / "failures", ignored))
        if (is_failure(each.path().filename().string())) removed += fs::remove(each.path(), ignored) ? 1 : 0;
    return removed;
}

// The journal's file, emptied, which no other program may have for its own as long as it is open.
std::FILE* take_journal(const std::string& folder, const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) cannot(path, std::string(std::strerror(errno)) + folder_remedy);
    // Where the file system knows no locks there is none.
    if (::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(file);
        cannot(folder, "another mocksmtp leaves its evidence there; give each one a folder of its own");
    }
    if (::ftruncate(file, 0) != 0) cannot(path, std::strerror(errno));
    return ::fdopen(file, "wb");
}

}  // namespace

std::string failure_name(unsigned number, std::string_view label) {
    std::string made = std::to_string(number);
    made.insert(0, made.size() < 4 ? 4 - made.size() : 0, '0');
    made += '-';
    for (const char c : label.substr(0, longest_label)) {
        if (is_plain(c))
            made += c;
        else if (made.back() != '-')
            made += '-';
    }
    while (made.back() == '-' || made.back() == '.') made.pop_back();
    return made + ".txt";
}

evidence::evidence(std::string folder, routes::surroundings& world, const logger& log)
    : folder_(std::move(folder)), world_(world), log_(log) {
    std::error_code wrong;
    fs::create_directories(fs::path(folder_) / "failures", wrong);
    if (wrong) cannot(folder_, wrong.message() + folder_remedy);
    journal_.reset(take_journal(folder_, folder_ + "/journal.jsonl"));
    if (const unsigned removed = remove_old(folder_); removed != 0)
        log_.write(mocksmtp::log_level::info, "files of an earlier run were removed",
                   {{"folder", folder_}, {"files", std::to_string(removed)}});
    events_ = world_.scope.subscribers().subscribe([this](const store::notice& what) { note(what); });
}

void evidence::note(const store::notice& what) {
    if (what.why == store::notice::cause::reset) {
        mark_.clear();
        append(json::reset_text(world_.scope));
    }
    if (what.why != store::notice::cause::recorded) return;
    const auto event = world_.scope.event_at(what.at.n);
    if (!event) return;
    append(json::event_text(*event, world_.scope, {.secrets = world_.show_secrets}));
    if (event->kind == store::event_kind::mark) mark_ = std::get<store::remark>(event->what).text;
}

// Line by line, so that a mock that is killed leaves all it knew.
void evidence::append(const std::string& line) {
    std::fwrite(line.data(), 1, line.size(), journal_.get());
    std::fputc('\n', journal_.get());
    std::fflush(journal_.get());
}

void evidence::failed(const std::string& report, std::string_view name, const store::scope& in) {
    failed_in_.insert(in.name());
    if (name.empty()) name = is_world(in) ? std::string_view(mark_) : std::string_view(in.name());
    write("failures/" + failure_name(++failures_, name), report);
}

void evidence::before_reset(const store::scope& in) {
    if (failed_in_.erase(in.name()) == 0) return;
    const std::string epoch = "epoch-" + std::to_string(in.position().epoch) + ".html";
    if (is_world(in)) return keep_answer("report-" + epoch, "/v1/report.html");
    // A scope's name has no full stop.
    keep_answer("report-scope-" + in.name() + "." + epoch, json::path_in(in.name(), "/report.html"));
}

void evidence::finish() {
    events_.end();
    keep_answer("export.json", "/v1/export");
    keep_answer("report.html", "/v1/report.html");
    for (const auto* each : world_.scopes->registry().all()) {
        const auto& name = each->story.name();
        keep_answer("export-scope-" + name + ".json", json::path_in(name, "/export"));
        keep_answer("report-scope-" + name + ".html", json::path_in(name, "/report.html"));
    }
}

void evidence::keep_answer(const std::string& name, const std::string& path) {
    routes::request asked{.target = path, .headers = {{"Host", "localhost"}}, .body = {}};
    if (!world_.api_token.empty()) asked.headers.push_back({"Authorization", "Bearer " + world_.api_token});
    auto answer = routes::handle(asked, world_, {});
    auto* made = std::get_if<routes::response>(&answer);
    if (made == nullptr || made->status != 200) return;
    const auto* source = std::get_if<std::shared_ptr<routes::body_source>>(&made->body);
    write(name, source != nullptr ? routes::read_all(**source) : std::get<std::string>(made->body));
}

void evidence::write(const std::string& name, const std::string& text) {
    const auto path = folder_ + "/" + name;
    const std::unique_ptr<std::FILE, closer> file(std::fopen(path.c_str(), "wb"));
    const bool written = file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
    if (!written) log_.write(mocksmtp::log_level::error, "cannot write " + path + ": " + std::strerror(errno));
}

}  // namespace api::program
