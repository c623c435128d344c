#include "mocksmtp/match/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/operand.hpp"

namespace mocksmtp::match {
namespace {

using words = std::span<const std::string_view>;

// What higher floors say; tests/unit/verify/words.cpp holds these lists against their enumerators.
constexpr std::array<std::string_view, 9> protocols{"SMTP",     "ESMTP",     "ESMTPS",    "ESMTPA",    "ESMTPSA",
                                                    "UTF8SMTP", "UTF8SMTPS", "UTF8SMTPA", "UTF8SMTPSA"};
constexpr std::array<std::string_view, 4> tls_versions{"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};  // as OpenSSL has it
constexpr std::array<std::string_view, 2> tls_modes{"implicit", "starttls"};
constexpr std::array<std::string_view, 6> attempt_outcomes{"accepted",  "refused", "cancelled",
                                                           "malformed", "aborted", "unsupported"};
constexpr std::array<std::string_view, 5> transaction_outcomes{"accepted", "partial", "refused", "abandoned", "lost"};
constexpr std::array<std::string_view, 8> session_ends{
    "quit", "disconnected", "timeout", "rule", "limit", "tls_failed", "security_layer_failed", "shutdown"};
constexpr std::array<std::string_view, 11> transaction_ends{"end_of_data",  "rset",     "helo",        "quit",
                                                            "disconnected", "timeout",  "starttls",    "rule",
                                                            "limit",        "shutdown", "mail_refused"};
constexpr std::array<std::string_view, 3> rule_states{"armed", "spent", "expired"};
constexpr std::array<std::string_view, 16> events{"session_opened",
                                                  "command",
                                                  "reply",
                                                  "tls_started",
                                                  "tls_failed",
                                                  "authentication",
                                                  "message_accepted",
                                                  "transaction_ended",
                                                  "rule_acted",
                                                  "hold_opened",
                                                  "hold_closed",
                                                  "diagnosed",
                                                  "session_ended",
                                                  "mark",
                                                  "expectation_failed",
                                                  "expectation_abandoned"};
constexpr std::array<std::string_view, 3> severities{"note", "warning", "error"};

words diagnostic_codes() {
    static const auto names = [] {
        std::vector<std::string_view> all;
        for (const auto& row : base::diagnostic_rows()) all.push_back(row.name);
        return all;
    }();
    return names;
}

words stage_words() {
    static const auto names = [] {
        std::vector<std::string_view> all;
        for (unsigned i = 0; i <= static_cast<unsigned>(stage::unknown); ++i)
            all.push_back(name_of(static_cast<stage>(i)));
        return all;
    }();
    return names;
}

// Of fields whose words are the same wherever they are known.
words words_anywhere(field_id of) {
    switch (of) {
        case field_id::protocol:
            return protocols;
        case field_id::tls_version:
            return tls_versions;
        case field_id::tls_mode:
            return tls_modes;
        case field_id::diagnostic:
            return diagnostic_codes();
        case field_id::stage:
        case field_id::on:
            return stage_words();
        case field_id::state:
            return rule_states;
        case field_id::event:
            return events;
        case field_id::severity:
            return severities;
        default:
            return {};
    }
}

std::string complaint(const std::string& field, const std::string& stray, words known) {
    constexpr std::size_t most_listed = 20;
    const std::string given = shown(literal(stray));
    if (known.size() > most_listed)
        return field + " is one of " + std::to_string(known.size()) + " words, and " + given + " is none";
    std::string all;
    for (const auto word : known) all += (all.empty() ? "" : ", ") + std::string(word);
    return field + " is one of " + all + ", not " + given;
}

}  // namespace

words words_of(field_id of, item_kind on) {
    if (of == field_id::outcome) {
        if (on == item_kind::auth_attempt) return attempt_outcomes;
        if (on == item_kind::transaction) return transaction_outcomes;
    } else if (of == field_id::ended_by) {
        if (on == item_kind::session) return session_ends;
        if (on == item_kind::transaction) return transaction_ends;
    } else if (of == field_id::code) {
        // A message's codes are those that stand in its text.
        if (on == item_kind::diagnostic) return diagnostic_codes();
    }
    return words_anywhere(of);
}

words words_of(field_id of, stage_set) { return words_anywhere(of); }

char letter_of(field_id of, item_kind on) {
    if (of != field_id::id) return letter_of(of);
    switch (on) {
        case item_kind::message:
            return 'm';
        case item_kind::auth_attempt:
            return 'a';
        case item_kind::transaction:
            return 't';
        case item_kind::session:
            return 's';
        case item_kind::hold:
            return 'h';
        case item_kind::event:
        case item_kind::rule:
        case item_kind::diagnostic:
            break;
    }
    return 0;
}

char letter_of(field_id of) {
    if (of == field_id::session) return 's';
    if (of == field_id::transaction) return 't';
    return of == field_id::message ? 'm' : '\0';
}

std::optional<pattern_error> find_stray(const std::string& field, const std::string& word, words known) {
    const auto is_it = [&](std::string_view one) { return base::iequals(one, word); };
    if (known.empty() || std::ranges::any_of(known, is_it)) return std::nullopt;
    return pattern_error{{}, complaint(field, word, known), {}, base::nearest(word, known).value_or("")};
}

}  // namespace mocksmtp::match
