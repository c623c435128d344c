// The envelope: reverse-path and recipients with their parameters and the reply each one got (RFC 5321 2.3.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/reply.hpp"

namespace mocksmtp::smtp {

// One ESMTP parameter as the client sent it, in its own letter case (RFC 5321 4.1.1.11).
struct parameter {
    std::string name;
    std::optional<std::string> value;  // nothing where there was no "="
    friend bool operator==(const parameter&, const parameter&) = default;
};

// The rule that decided something, and the how-manieth time it acted.
struct rule_hit {
    std::string rule;
    std::uint64_t hit = 1;
    std::string_view scope{};  // the named scope whose rule it is, as long-lived as all of them; empty: of none
    friend bool operator==(const rule_hit&, const rule_hit&) = default;
};

// A reverse-path or a recipient, and what became of it.
struct addressed {
    std::string address;  // "local@domain" as sent, without angle brackets and source route; empty is the null sender
    std::vector<parameter> params;
    reply answer;
    std::optional<rule_hit> rule;
    bool refused() const { return !answer.completed() && !answer.is_none(); }
    friend bool operator==(const addressed&, const addressed&) = default;
};

struct envelope {
    addressed from;
    std::vector<addressed> to;  // refused recipients too, in the order of their RCPT commands
    bool any_refused() const;
    bool all_refused() const;  // and there were some
    friend bool operator==(const envelope&, const envelope&) = default;
};

}  // namespace mocksmtp::smtp
