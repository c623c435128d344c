// A client without a network: reports to a scope what a session of such a client would report.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/policy.hpp"
#include "mocksmtp/store/scope.hpp"

namespace testing {

using namespace mocksmtp;

inline smtp::reply said(int code, std::string text, std::optional<smtp::enhanced_code> enhanced = {}) {
    return {code, enhanced, {std::move(text)}};
}

inline smtp::addressed path(std::string address, int code = 250) {
    return {std::move(address), {}, said(code, code == 250 ? "Ok" : "No"), {}};
}

// The moment at which a session names a recipient, for `look`.
template <class function>
void at_recipient(const std::string& to, base::session_id session, function look) {
    const smtp::connection_facts where{};
    const std::optional<smtp::tls_facts> no_tls;
    const std::optional<std::string> nobody;
    const auto asked = path(to);
    look(smtp::situation{.at = match::stage::rcpt,
                         .where = where,
                         .session = session,
                         .helo = "app.local",
                         .tls = no_tls,
                         .user = {},
                         .authzid = nobody,
                         .mechanism = {},
                         .verb = "RCPT",
                         .argument = {},
                         .protocol = "ESMTP",
                         .recipient = &asked});
}

struct mail {
    std::string from = "app@example.test";
    std::vector<std::string> to{"bob@example.test"};
    std::vector<std::string> refused{};
    std::string bytes = "Subject: Hello\r\nTo: bob@example.test\r\n\r\nHi\r\n";
};

class client {
public:
    explicit client(store::scope& in, std::string listener = "smtp")
        : line_(in.observe({.listener = std::move(listener),
                            .kind = smtp::listener_kind::plain,
                            .peer = "127.0.0.1",
                            .local = "127.0.0.1"})) {}

    explicit client(std::unique_ptr<smtp::observer> line) : line_(std::move(line)) {}

    // Opened, greeted, EHLO said.
    client& hello(std::string name = "app.local") {
        ordinal = line_->opened();
        line_->record(smtp::reply_made{said(220, "mock.test ESMTP"), {}});
        line_->record(smtp::command_received{"EHLO " + name, {}});
        line_->record(smtp::greeted{"EHLO", name});
        reply(said(250, "mock.test"));
        return *this;
    }
    void reply(smtp::reply what, std::optional<smtp::rule_hit> by = {}) {
        line_->record(smtp::reply_made{std::move(what), std::move(by)});
    }
    void command(std::string line) {
        line_->record(smtp::command_received{std::move(line), {}});
        reply(said(250, "Ok"));
    }
    void login(std::string user, smtp::attempt_outcome outcome = smtp::attempt_outcome::accepted) {
        line_->record(smtp::command_received{"AUTH PLAIN AHVzZXIAcGFzcw==", 11});
        smtp::attempt made;
        made.mechanism = "PLAIN";
        made.outcome = outcome;
        made.found.user = std::move(user);
        made.found.secret = "pass";
        made.answer = said(outcome == smtp::attempt_outcome::accepted ? 235 : 535, "Done");
        line_->record(smtp::authentication_attempted{made});
        reply(made.answer);
    }
    void begin(const std::string& from = "app@example.test") {
        line_->record(smtp::command_received{"MAIL FROM:<" + from + ">", {}});
        line_->record(smtp::transaction_opened{path(from)});
        reply(said(250, "Ok"));
    }
    void recipient(const std::string& to, int code = 250) {
        line_->record(smtp::command_received{"RCPT TO:<" + to + ">", {}});
        name(to);
        line_->record(smtp::recipient_answered{path(to, code)});
        reply(said(code, "Ok"));
    }
    // As the session does before rules judge.
    void name(const std::string& to) {
        at_recipient(to, line_->session(), [this](const smtp::situation& now) { line_->recipient_named(now); });
    }
    void data() {
        line_->record(smtp::command_received{"DATA", {}});
        reply(said(354, "Go on"));
    }
    // From the final dot to just before its reply.
    base::message_id accept(std::string_view bytes, std::optional<smtp::rule_hit> rule = {}) {
        smtp::received_message raw;
        raw.bytes.append(bytes);
        raw.terminator = ".\r\n";
        const auto id = line_->keep(std::move(raw), {"ESMTP", rule});
        line_->record(smtp::transaction_ended{smtp::transaction_outcome::accepted, smtp::transaction_end::end_of_data,
                                              smtp::data_facts{smtp::body_via::data, bytes.size(), said(250, "Ok")},
                                              rule});
        return id;
    }
    base::message_id send(const mail& what = {}) {
        begin(what.from);
        for (const auto& to : what.to) recipient(to);
        for (const auto& to : what.refused) recipient(to, 550);
        data();
        const auto id = accept(what.bytes);
        reply(said(250, "Ok: queued as " + id.text()));
        return id;
    }
    void end_transaction(smtp::transaction_outcome how, smtp::transaction_end by) {
        line_->record(smtp::transaction_ended{how, by, {}, {}});
    }
    void quit() {
        line_->record(smtp::command_received{"QUIT", {}});
        reply(said(221, "Bye"));
        line_->record(smtp::session_ended{smtp::session_end::quit});
    }
    void vanish() { line_.reset(); }
    smtp::observer& line() { return *line_; }

    std::uint64_t ordinal = 0;

private:
    std::unique_ptr<smtp::observer> line_;
};

}  // namespace testing
