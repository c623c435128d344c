#include <algorithm>
#include <string_view>

#include "mocksmtp/rules/fault_list.hpp"
#include "mocksmtp/rules/preset.hpp"

namespace mocksmtp::rules {

namespace {

constexpr std::uint16_t highest_part = 999;  // RFC 3463 2

void check_enhanced(const smtp::reply& what, const std::string& where, fault_list& to) {
    const smtp::enhanced_code& code = *what.enhanced;
    const int digit = what.code / 100;
    if (digit == 3) return to.add(where + "/enhanced", "a reply that asks for more has no enhanced code; leave it out");
    to.add_if(code.status_class != digit, where + "/enhanced",
              "the class of the enhanced code and the first digit of the code are the same, as in " +
                  std::to_string(what.code) + " " + std::to_string(digit) + "." + std::to_string(code.subject) + "." +
                  std::to_string(code.detail));
    to.add_if(code.subject > highest_part || code.detail > highest_part, where + "/enhanced",
              "the parts of an enhanced code have at most three digits");
}

void check_reply(const smtp::reply& what, const std::string& where, fault_list& to) {
    if (!what.raw.empty()) return;  // right or wrong, as it is
    const bool usable = smtp::is_reply_code(what.code);
    to.add_if(!usable, where + "/code",
              "a reply code is a number from " + std::to_string(smtp::lowest_code) + " to " +
                  std::to_string(smtp::highest_code) + "; what is none can be sent as {\"raw\": \"...\"}");
    if (what.enhanced && usable) check_enhanced(what, where, to);
    const auto breaks = [](const std::string& line) {
        return line.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    };
    to.add_if(std::ranges::any_of(what.lines, breaks), where + "/text",
              "a line of a reply has no CR, LF or NUL inside; give several lines, or the octets as {\"raw\": \"...\"}");
}

void check_answer(const answer& what, const std::string& where, fault_list& to) {
    if (const auto* reply = std::get_if<smtp::reply>(&what)) return check_reply(*reply, where, to);
    if (preset_name(std::get<smtp::reply_id>(what))) return;
    std::string names;
    for (const preset_row& row : presets()) names += (names.empty() ? "" : ", ") + std::string(row.name);
    to.add(where + "/preset", "this reply is no preset; there are " + names);
}

}  // namespace

std::vector<fault> check(const answer& what) {
    fault_list found;
    check_answer(what, "", found);
    return found.take();
}

void check_replies(const rule& what, fault_list& to) {
    if (what.reply) check_answer(*what.reply, "/reply", to);
    for (std::size_t i = 0; i < what.replies.size(); ++i) {
        check_answer(what.replies[i], "/replies/" + std::to_string(i), to);
    }
    to.add_if(what.reply && !what.replies.empty(), "/replies", "reply and replies exclude each other; leave one out");
    to.add_if(what.loop && what.replies.empty(), "/loop",
              "only replies can begin again; give replies, or leave it out");
    if (!stages_of(what).has(stage::body)) return;
    constexpr std::string_view no_reply =
        "nothing is replied inside a message; leave body out of on (message stands behind the final dot), or this";
    to.add_if(what.reply.has_value(), "/reply", no_reply);
    to.add_if(!what.replies.empty(), "/replies", no_reply);
}

}  // namespace mocksmtp::rules
