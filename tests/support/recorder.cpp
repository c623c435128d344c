#include "tests/support/recorder.hpp"

#include <algorithm>

namespace tests {

using namespace mocksmtp;

namespace {

std::string told(const smtp::addressed& who) {
    std::string out = '<' + who.address + '>';
    for (const auto& one : who.params) out += ' ' + one.name + (one.value ? '=' + *one.value : "");
    out += " -> " + std::to_string(who.answer.code);
    return who.rule ? out + " by " + who.rule->rule : out;
}

struct teller {
    std::string operator()(const smtp::greeted& e) const { return "greeted " + e.verb + ' ' + e.argument; }
    std::string operator()(const smtp::command_received& e) const {
        return "command " + (e.secret_from ? e.line.substr(0, *e.secret_from) + "(secret)" : e.line);
    }
    std::string operator()(const smtp::reply_made& e) const {
        return "reply " + smtp::wire_text(e.said) + (e.rule ? " by " + e.rule->rule : "");
    }
    std::string operator()(const smtp::tls_started& e) const { return "tls_started " + e.facts.version; }
    std::string operator()(const smtp::tls_failed& e) const { return "tls_failed " + e.failure.alert; }
    std::string operator()(const smtp::authentication_attempted& e) const {
        return "attempt " + e.what.mechanism + ' ' + e.what.found.user + ' ' + std::string(smtp::name(e.what.outcome));
    }
    std::string operator()(const smtp::transaction_opened& e) const { return "transaction_opened " + told(e.from); }
    std::string operator()(const smtp::recipient_answered& e) const { return "recipient " + told(e.to); }
    std::string operator()(const smtp::transaction_ended& e) const {
        std::string out =
            "transaction_ended " + std::string(smtp::name(e.outcome)) + ' ' + std::string(smtp::name(e.by));
        if (e.data)
            out += ' ' + std::string(smtp::name(e.data->via)) + ' ' + std::to_string(e.data->octets) + " -> " +
                   std::to_string(e.data->answer.code);
        return out;
    }
    std::string operator()(const smtp::rule_acted& e) const {
        return "rule_acted " + std::string(match::name_of(e.at)) + " by " + e.by.rule;
    }
    std::string operator()(const smtp::hold_closed& e) const {
        return "hold_closed " + e.id.text() + (e.released ? " released" : "");
    }
    std::string operator()(const smtp::diagnosed& e) const {
        return "diagnosed " + std::string(base::row_of(e.what.code).name) + (e.of_transaction ? " (transaction)" : "");
    }
    std::string operator()(const smtp::session_ended& e) const {
        return "session_ended " + std::string(smtp::name(e.by));
    }
};

}  // namespace

bool record_book::contains(std::string_view beginning) const {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.starts_with(beginning); });
}

std::uint64_t recorder::opened() {
    book_.lines.emplace_back("opened");
    return ++book_.opened;
}

void recorder::record(const smtp::event& what) {
    if (auto* attempted = std::get_if<smtp::authentication_attempted>(&what)) book_.attempts.push_back(attempted->what);
    book_.lines.push_back(std::visit(teller{}, what));
}

base::message_id recorder::keep(smtp::received_message message, smtp::message_facts facts) {
    book_.wires.push_back(smtp::on_the_wire(message));
    book_.messages.emplace_back(message.bytes.view());
    book_.lines.push_back("message " + facts.protocol + ' ' + std::to_string(message.bytes.size()));
    return {book_.messages.size()};
}

base::hold_id recorder::hold_opened(smtp::hold_facts what) {
    book_.lines.push_back("hold_opened " + std::string(match::name_of(what.at)) + " by " + what.by.rule);
    return {++holds_};
}

}  // namespace tests
