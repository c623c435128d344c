#include <algorithm>
#include <string>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/rules/fault_list.hpp"
#include "mocksmtp/rules/preset.hpp"

namespace mocksmtp::rules {

namespace {

bool is_printable(const std::string& line) {
    return std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
}

void check_lines(const std::vector<std::string>& lines, const std::string& where, bool one_word, fault_list& to) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool begins = !lines[i].empty() && lines[i].front() != ' ';
        const bool usable = begins && is_printable(lines[i]) && !(one_word && lines[i].find(' ') != std::string::npos);
        to.add_if(!usable, where + "/" + std::to_string(i),
                  one_word ? "this is a keyword alone, such as PIPELINING"
                           : "a line is a keyword and what it says, such as \"SIZE 1000\", in printable ASCII");
    }
}

void check_mechanisms(const std::vector<std::string>& names, fault_list& to) {
    constexpr std::size_t longest_name = 20;  // RFC 4422 3.1
    const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || base::is_digit(c) || c == '-' || c == '_'; };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto usable = [&](const std::string& name) {
            return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, allowed);
        };
        if (usable(names[i])) continue;
        const std::string upper = base::to_upper(names[i]);
        to.add("/advertise/mechanisms/" + std::to_string(i),
               "a mechanism is 1 to 20 upper-case letters, digits, - and _, such as PLAIN", usable(upper) ? upper : "");
    }
}

template <class Predicate>
bool any_reply(const rule& what, Predicate is) {
    return (what.reply && is(*what.reply)) || std::ranges::any_of(what.replies, is);
}

}  // namespace

void check_tls(const rule& what, fault_list& to) {
    if (what.strip_starttls) {
        to.add_if(!stands_only_at(what, {stage::helo, stage::starttls}), "/tls/strip",
                  "STARTTLS is offered at helo and asked for at starttls; let the rule stand there alone");
        to.add_if(what.tls.has_value(), "/tls/strip",
                  "without a handshake nothing goes wrong in it; leave the rest out");
        to.add_if(any_reply(what, is_positive), "/tls/strip",
                  "a positive reply of the rule's own is all that is said then; leave it out, or this");
    }
    if (!what.tls) return;
    to.add_if((what.reply || !what.replies.empty()) && !any_reply(what, is_positive), "/tls",
              "no handshake follows a STARTTLS that was refused; leave out reply and replies, or this");
    to.add_if(what.close.has_value(), "/tls",
              "no handshake follows once the connection is closed; leave out close, or this");
    const smtp::tls_fault& fault = *what.tls;
    constexpr std::string_view elsewhere = "the handshake is made at starttls; let the rule stand there alone";
    const bool misplaced = !stands_only_at(what, {stage::starttls});
    const bool shows = fault.shown != smtp::tls_fault::certificate::good;
    to.add_if(misplaced && shows, "/tls/certificate", elsewhere);
    to.add_if(misplaced && fault.max_version, "/tls/max_version", elsewhere);
    to.add_if(misplaced && fault.refuse, "/tls/refuse", elsewhere);
    to.add_if(fault.refuse && (shows || fault.max_version), "/tls/refuse",
              "a refused handshake shows no certificate and agrees on no version; leave those out");
    to.add_if(fault == smtp::tls_fault{} && !what.strip_starttls, "/tls",
              "say what goes wrong: certificate, max_version, refuse or strip");
}

void check_advertise(const rule& what, fault_list& to) {
    if (!what.advertise) return;
    const smtp::changed_offer& offer = *what.advertise;
    to.add_if(!stands_only_at(what, {stage::helo}), "/advertise", "EHLO advertises; let the rule stand at helo alone");
    to.add_if(
        what.reply || !what.replies.empty(), "/advertise",
        "a reply of the rule's own is all that EHLO says then; write the keywords into its lines, or leave it out");
    to.add_if(offer == smtp::changed_offer{}, "/advertise", "say what changes: add, remove, replace or mechanisms");
    check_lines(offer.add, "/advertise/add", false, to);
    check_lines(offer.remove, "/advertise/remove", true, to);
    check_lines(offer.replace, "/advertise/replace", false, to);
    if (offer.mechanisms) check_mechanisms(*offer.mechanisms, to);
}

}  // namespace mocksmtp::rules
