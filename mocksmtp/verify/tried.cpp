#include "mocksmtp/verify/tried.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/verify/fates.hpp"
#include "mocksmtp/verify/scripted.hpp"
#include "mocksmtp/verify/steps.hpp"
#include "mocksmtp/verify/tally.hpp"
#include "mocksmtp/verify/tongue.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t shown = 20;

class collector {
public:
    collector(const store::scope& in, std::uint64_t since, std::span<const rules::standing* const> rules,
              bool only_without_mail)
        : in_(in), since_(since), rules_(rules), only_without_mail_(only_without_mail), mail_(in) {}

    tried collect() {
        if (!only_without_mail_)
            for (const auto* each : store::find_transactions(in_, recent()).items) transaction(*each);
        for (const auto* each : store::find_attempts(in_, recent()).items)
            if (is_meant(*each->session)) attempt(*each);
        for (const auto* each : store::find_sessions(in_, recent()).items)
            if (is_meant(*each)) session(*each);
        conclude();
        return std::move(made_);
    }

private:
    struct line {
        std::uint64_t at;  // for the order
        std::string text;
    };

    store::query recent() const { return {.since = since_, .by = store::order::newest_first, .limit = 200}; }

    bool is_meant(const store::session_record& of) const {
        return !only_without_mail_ || (of.transactions.empty() && of.named.empty());
    }

    void add(std::uint64_t at, base::session_id session, const std::string& text) {
        lines_.push_back({at, session.text() + "  " + text});
    }

    void refused_path(const store::transaction_record& of, std::string_view verb, const smtp::addressed& path) {
        add(of.ended == 0 ? of.opened : of.ended, of.session->id,
            std::string(verb) + ":<" + base::printable(path.address) + "> -> " + said(path.answer) +
                by_rule(path.rule));
    }

    void transaction(const store::transaction_record& of) {
        told_.add(of);
        mail_.add(of);
        any_mail_ = true;
        const auto envelope = of.envelope();
        if (envelope.from.refused()) refused_path(of, "MAIL FROM", envelope.from);
        for (const auto& each : envelope.to)
            if (each.refused()) refused_path(of, "RCPT TO", each);
        if (const auto data = of.data()) message(of, *data);
        if (of.outcome == smtp::transaction_outcome::abandoned || of.outcome == smtp::transaction_outcome::lost)
            broken_off(of);
        if (const auto unheard = kept_unheard(in_, of))
            made_.unheard.insert(made_.unheard.begin(), unheard->text + "; it may send it again");
    }

    // Where the command was refused there was no message yet.
    static std::string data_words(const store::transaction_record& of, const smtp::data_facts& data) {
        if (data.octets == 0 && data.via == smtp::body_via::bdat) return "BDAT";
        if (data.octets == 0 && of.ended_by != smtp::transaction_end::end_of_data) return "DATA";
        return "message of " + std::to_string(data.octets) + " octets";
    }

    void message(const store::transaction_record& of, const smtp::data_facts& data) {
        const auto rule = of.rule();
        const std::string what = data_words(of, data) + to_whom(of.accepted()) + " -> ";
        if (!data.answer.positive()) {
            const std::string kept = of.message ? ", kept as " + of.message.text() : std::string();
            add(of.ended, of.session->id, what + said(data.answer) + kept + by_rule(rule));
        } else if (data.answer.completed() && !of.message) {
            const std::string by = rule ? ", by " + rule_name(*rule) + hit_number(*rule) : std::string();
            const std::string how = unanswered_by_rule(in_, of) ? "neither kept nor answered"
                                                                : std::to_string(data.answer.code) + " but not kept";
            add(of.ended, of.session->id, what + how + by);
        }
    }

    // What a rule has broken off is counted with the session that it ended.
    void broken_off(const store::transaction_record& of) {
        const bool by_a_rule = of.ended_by == smtp::transaction_end::rule;
        const auto ended = by_a_rule ? closed_by_rule(in_, *of.session) : std::nullopt;
        add(of.ended, of.session->id,
            "mail from <" + base::printable(of.from()) + ">" + to_whom(of.accepted()) + " " +
                std::string(smtp::name(*of.outcome)) +
                (ended ? ": " + ended->text : " by " + std::string(smtp::name(of.ended_by))));
    }

    void attempt(const store::attempt_record& of) {
        if (of.what.outcome == smtp::attempt_outcome::accepted) {
            let_in_ = true;
            return;
        }
        // Where a rule refused what would have been accepted, or the client gave it up, that it would have been is no
        // reason.
        const bool is_answered = of.what.outcome != smtp::attempt_outcome::aborted;
        const bool given_up = !is_answered || of.what.outcome == smtp::attempt_outcome::cancelled;
        const bool is_reason =
            !of.what.found.because.empty() && ((!of.what.rule && !given_up) || of.what.found.verified == false);
        const std::string because = is_reason ? ", " + base::printable(of.what.found.because) : std::string();
        const bool got_past = of.session->messages != 0;
        if (!got_past) logins_.add(of.what.rule);
        if (!got_past && because_.value_or(because) != because) because_ = "";  // several reasons: each has its line
        if (!got_past && !because_) because_ = because;
        std::string text = "AUTH " + base::printable(of.what.mechanism) +
                           (is_answered ? " -> " + said(of.what.answer) : std::string(" broken off")) + "   user \"" +
                           base::printable(of.what.found.user) + "\"";
        add(of.at, of.session->id, text + because + by_rule(of.what.rule));
    }

    void session(const store::session_record& of) {
        const auto closed = closed_by_rule(in_, of);
        const auto silenced = silenced_by_rule(in_, of);
        if (closed) closed_.add(closed->by);
        if (silenced) silent_.add(silenced->by);
        if (of.tls_failed && !of.tls) {
            handshake(of);
        } else if (const auto spoken = tongue_of(in_, of); spoken != tongue::smtp) {
            misled(of, spoken);
        } else if (closed) {
            if (!has_told(of)) add(of.closed, of.id, closed->text);
        } else if (silenced) {
            add(silenced->event, of.id, silenced->text + ended(of));
        } else if (of.transactions.empty() && !is_parked(of)) {
            without_mail(of);
        }
    }

    // The rule of the STARTTLS reply, but for one that is known to have changed no more than that.
    std::optional<smtp::rule_hit> spoiler_of(const store::session_record& of) const {
        auto by = rule_of_starttls(in_, of);
        const bool is_innocent = by && std::ranges::any_of(rules_, [&](const rules::standing* each) {
                                     return each->what.id == by->rule && !each->what.tls;
                                 });
        return is_innocent ? std::nullopt : by;
    }

    void handshake(const store::session_record& of) {
        const auto rule = of.last_act != nullptr ? std::optional(of.last_act->what.by) : spoiler_of(of);
        handshakes_.add(rule);
        // Whom a rule showed another certificate would not have trusted it anyway.
        made_.untrusted = made_.untrusted || (of.tls_failed->alert == "unknown_ca" && !rule);
        const auto& what = of.tls_failed->detail.empty() ? of.tls_failed->alert : of.tls_failed->detail;
        if (alert_.empty()) alert_ = base::printable(what);
        add(of.closed, of.id, "TLS handshake failed: " + base::printable(what) + by_rule(rule));
    }

    void without_mail(const store::session_record& of) {
        if (const auto refused = last_refusal(in_, of)) {
            turned_away_.add(refused->rule, said(refused->answer));
            add(refused->event, of.id, refused->text + by_rule(refused->rule));
        } else if (of.auth != nullptr) {
            logged_in_.add({});
            add(of.closed, of.id,
                "logged in as \"" + base::printable(of.auth->what.found.user) + "\" and sent no mail" + ended(of));
        } else if (of.attempts.empty()) {
            const auto rule = of.rules.empty() ? std::nullopt : std::optional(of.rules.back());
            (rule ? acted_on_ : idle_).add(rule);
            add(of.closed, of.id,
                "connected and sent no mail" + ended(of) +
                    (rule ? "; " + rule_name(*rule) + " acted" + hit_number(*rule) : std::string()));
        }
    }

    void misled(const store::session_record& of, tongue spoken) {
        const auto listener = "listener " + base::printable(of.where.listener);
        const bool is_tls = spoken == tongue::tls;
        const std::string what = is_tls
                                     ? "spoke TLS from the first octet to " + listener + ", which begins in the clear"
                                     : "spoke HTTP to " + listener + ", which speaks SMTP";
        add(of.closed, of.id, what + ended(of));
        if (!misled_.empty()) return;  // the latest is told
        misled_ = "a client " + what;
        made_.misled =
            is_tls ? listener +
                         " has TLS behind STARTTLS; a client that begins with TLS needs a listener with implicit TLS"
                   : "the API has a port of its own";
    }

    static std::string ended(const store::session_record& of) {
        return of.ended_by ? ", ended by " + std::string(smtp::name(*of.ended_by)) : std::string();
    }

    // Whether the line of its last transaction says how the session was closed.
    bool has_told(const store::session_record& of) const {
        const auto* last = of.transactions.empty() ? nullptr : in_.find(of.transactions.back());
        return last != nullptr && last->ended_by == smtp::transaction_end::rule &&
               last->outcome == smtp::transaction_outcome::lost;
    }

    bool is_parked(const store::session_record& of) const {
        const auto parked = store::find_holds(in_).items;
        return std::ranges::any_of(parked, [&](const auto* each) { return each->session == &of; });
    }

    void conclude() {
        std::stable_sort(lines_.begin(), lines_.end(), [](const line& a, const line& b) { return a.at < b.at; });
        const std::size_t first = lines_.size() > shown ? lines_.size() - shown : 0;
        made_.left_out = first;
        for (std::size_t i = first; i < lines_.size(); ++i) made_.lines.push_back(std::move(lines_[i].text));
        made_.retries = told_.all();
        made_.beside_mail = beside_mail();
        made_.brief = mail_.not_taken();
        if (made_.brief.empty()) made_.brief = made_.beside_mail;
        if (made_.brief.empty()) made_.brief = mail_.given_up();
        if (!any_mail_) made_.silent = silence();
    }

    std::string silence() const {
        if (acted_on_.any())
            return acted_on_.text("client sent no mail after an act", "clients sent no mail after an act");
        if (logged_in_.any()) return "logged in, but no mail was sent";
        return idle_.any() ? "connected, but no mail was sent" : "";
    }

    std::string beside_mail() const {
        if (closed_.any()) return closed_.text("connection closed", "connections closed");
        if (silent_.any()) return silent_.text("client left without an answer", "clients left without an answer");
        if (logins_.any())
            return (let_in_ ? "" : "never got past AUTH: ") +
                   logins_.text("AUTH attempt not accepted", "AUTH attempts not accepted", ", ") +
                   because_.value_or("");
        if (handshakes_.any())
            return handshakes_.text("TLS handshake failed", "TLS handshakes failed", ", ") + ": " + alert_;
        if (turned_away_.any())
            return turned_away_.text("client sent no mail after a refusal", "clients sent no mail after a refusal");
        return misled_;
    }

    const store::scope& in_;
    std::uint64_t since_;
    std::span<const rules::standing* const> rules_;
    bool only_without_mail_;
    std::vector<line> lines_;
    fates mail_;
    tally closed_, silent_, logins_, handshakes_, turned_away_, acted_on_, logged_in_, idle_;
    std::string alert_, misled_;
    std::optional<std::string> because_;  // of every log-in that failed
    bool any_mail_ = false;
    bool let_in_ = false;
    retries told_;
    tried made_;
};

}  // namespace

tried what_was_tried(const store::scope& in, std::uint64_t since, std::span<const rules::standing* const> rules,
                     bool only_without_mail) {
    return collector(in, since, rules, only_without_mail).collect();
}

}  // namespace mocksmtp::verify
