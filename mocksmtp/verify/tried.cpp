#include "mocksmtp/verify/tried.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/query.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t shown = 20;

std::string said(const smtp::reply& what) {
    std::string text = std::to_string(what.code);
    if (what.enhanced) text += " " + what.enhanced->text();
    if (!what.lines.empty()) text += " " + base::printable(what.lines.front());
    return text;
}

std::string by_rule(const std::optional<smtp::rule_hit>& rule) {
    if (!rule) return {};
    return "   by rule " + base::printable(rule->rule) + " (hit " + std::to_string(rule->hit) + ")";
}

class collector {
public:
    collector(const store::scope& in, std::uint64_t since) : in_(in), since_(since) {}

    tried collect() {
        for (const auto* each : store::find_transactions(in_, recent()).items) transaction(*each);
        for (const auto* each : store::find_attempts(in_, recent()).items) attempt(*each);
        for (const auto* each : store::find_sessions(in_, recent()).items) session(*each);
        conclude();
        return std::move(made_);
    }

private:
    struct line {
        std::uint64_t at;  // for the order
        std::string text;
    };

    store::query recent() const { return {.since = since_, .by = store::order::newest_first, .limit = 200}; }

    void add(std::uint64_t at, base::session_id session, const std::string& text) {
        lines_.push_back({at, "    " + session.text() + "  " + text + "\n"});
    }

    void refused_path(const store::transaction_record& of, std::string_view verb, const smtp::addressed& path) {
        ++refused_;
        if (path.rule) ++rules_[path.rule->rule];
        add(of.ended == 0 ? of.opened : of.ended, of.session->id,
            std::string(verb) + ":<" + base::printable(path.address) + "> -> " + said(path.answer) +
                by_rule(path.rule));
        if (path.answer.code < 500)
            made_.hints += "hint: " + (path.rule ? "rule " + base::printable(path.rule->rule) : said(path.answer)) +
                           " told the client to retry <" + base::printable(path.address) + ">; it has not yet\n";
    }

    void transaction(const store::transaction_record& of) {
        const auto envelope = of.envelope();
        if (!envelope.from.answer.positive()) refused_path(of, "MAIL FROM", envelope.from);
        for (const auto& each : envelope.to)
            if (!each.answer.positive()) refused_path(of, "RCPT TO", each);
        const auto data = of.data();
        if (data && !data->answer.positive()) {
            ++refused_;
            if (const auto rule = of.rule()) ++rules_[rule->rule];
            add(of.ended, of.session->id,
                "message of " + std::to_string(data->octets) + " octets -> " + said(data->answer) + by_rule(of.rule()));
        }
        if (!of.outcome) return;
        if (*of.outcome == smtp::transaction_outcome::abandoned || *of.outcome == smtp::transaction_outcome::lost) {
            ++given_up_;
            add(of.ended, of.session->id,
                "mail from <" + base::printable(of.from()) + "> " + std::string(smtp::name(*of.outcome)) + " by " +
                    std::string(smtp::name(of.ended_by)));
        }
    }

    void attempt(const store::attempt_record& of) {
        if (of.what.outcome == smtp::attempt_outcome::accepted) return;
        ++logins_;
        std::string text = "AUTH " + base::printable(of.what.mechanism) + " -> " + said(of.what.answer) + "   user \"" +
                           base::printable(of.what.found.user) + "\"";
        if (!of.what.found.because.empty()) text += ", " + base::printable(of.what.found.because);
        add(of.at, of.session->id, text + by_rule(of.what.rule));
    }

    void session(const store::session_record& of) {
        if (of.tls_failed) {
            ++handshakes_;
            alert_ = of.tls_failed->detail.empty() ? of.tls_failed->alert : of.tls_failed->detail;
            add(of.closed, of.id, "TLS handshake failed: " + base::printable(alert_));
        } else if (of.transactions.empty() && of.attempts.empty()) {
            ++idle_;
            add(of.closed, of.id,
                "connected and sent no mail" +
                    (of.ended_by ? ", ended by " + std::string(smtp::name(*of.ended_by)) : std::string()));
        }
    }

    static std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
        return std::to_string(n) + " " + std::string(n == 1 ? one : many);
    }

    void conclude() {
        std::stable_sort(lines_.begin(), lines_.end(), [](const line& a, const line& b) { return a.at < b.at; });
        const std::size_t first = lines_.size() > shown ? lines_.size() - shown : 0;
        if (!lines_.empty()) made_.text = "tried but not accepted:\n";
        if (first != 0) made_.text += "    ... " + std::to_string(first) + " older\n";
        for (std::size_t i = first; i < lines_.size(); ++i) made_.text += lines_[i].text;

        if (!rules_.empty())
            made_.brief = std::to_string(refused_) + " refused by rule " + base::printable(rules_.begin()->first);
        else if (refused_ != 0)
            made_.brief = std::to_string(refused_) + " refused";
        else if (logins_ != 0)
            made_.brief = counted(logins_, "AUTH attempt", "AUTH attempts") + " not accepted";
        else if (handshakes_ != 0)
            made_.brief = counted(handshakes_, "TLS handshake", "TLS handshakes") + " failed: " + alert_;
        else if (given_up_ != 0)
            made_.brief = counted(given_up_, "transaction", "transactions") + " given up by the client";
        // With mail captured the filter may as well be to blame; without any, this is it.
        if (in_.state().messages_accepted == 0) made_.cause = made_.brief;
        if (made_.cause.empty() && in_.state().messages_accepted == 0 && idle_ != 0)
            made_.cause = "connected, but no mail was sent";
    }

    const store::scope& in_;
    std::uint64_t since_;
    std::vector<line> lines_;
    std::map<std::string, std::uint64_t> rules_;
    std::uint64_t refused_ = 0, given_up_ = 0, logins_ = 0, handshakes_ = 0, idle_ = 0;
    std::string alert_;
    tried made_;
};

}  // namespace

tried what_was_tried(const store::scope& in, std::uint64_t since) { return collector(in, since).collect(); }

}  // namespace mocksmtp::verify
