// What a run leaves behind in a folder, for whoever looks at it when the mock is gone.
#pragma once

#include <cstdio>
#include <memory>
#include <set>
#include <string>

#include "api/program/log.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/store/subscribers.hpp"

namespace api::program {

// journal.jsonl grows with the journal; failures/NNNN-label.txt is the report of one failed expectation; finish()
// writes export.json and report.html, and of each named scope export-scope-NAME.json and report-scope-NAME.html. Of an
// epoch in which something failed report-epoch-N.html (report-scope-NAME.epoch-N.html) stays when a reset ends it. What
// an earlier run left under these names goes.
class evidence {
public:
    // Throws std::runtime_error, with one line, where the folder cannot be made or written to.
    evidence(std::string folder, routes::surroundings& world, const logger& log);

    // A failed expectation's report. It is named after `name`, else after the latest mark, in a named scope
    // after the scope.
    void failed(const std::string& report, std::string_view name, const mocksmtp::store::scope& in);
    void before_reset(const mocksmtp::store::scope& in);
    void finish();

private:
    struct closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    void note(const mocksmtp::store::notice& what);
    void append(const std::string& line);
    bool is_world(const mocksmtp::store::scope& in) const { return &in == &world_.scope; }
    // What the API answers to a GET, whole.
    void keep_answer(const std::string& name, const std::string& path);
    void write(const std::string& name, const std::string& text);

    std::string folder_;
    routes::surroundings& world_;
    const logger& log_;
    std::unique_ptr<std::FILE, closer> journal_;
    mocksmtp::store::subscription events_;
    std::string mark_;
    unsigned failures_ = 0;
    std::set<std::string, std::less<>> failed_in_;  // scopes, in their present epoch
};

// "0001-reset-mail.txt": the number, and of the label what every file system takes.
std::string failure_name(unsigned number, std::string_view label);

}  // namespace api::program
