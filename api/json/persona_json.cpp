#include "api/json/persona_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "api/json/persona_habits.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/personas/catalogue.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace personas = mocksmtp::personas;
namespace smtp = mocksmtp::smtp;
using smtp::mechanism_offer;

namespace {

constexpr std::size_t longest_name = 63;

// It stands in --listen, behind commas, and in paths.
struct persona_name {
    static bool fits(std::string_view text) {
        return text.size() <= longest_name && base::is_alphanumeric(text.front()) &&
               std::ranges::all_of(text,
                                   [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
    }
    static void read(std::string& into, const written& from) {
        auto text = from.text();
        if (!text) return;
        if (!fits(*text)) return from.complain("at most 63 letters, digits, - _ and ., of which the first is no mark");
        into = *std::move(text);
    }
    static value show(const std::string& what) { return what; }
};

// How offered_keywords and name_peer fill them in.
constexpr std::array<std::string_view, 2> in_keywords = {"size", "recipients"};
constexpr std::array<std::string_view, 3> in_peers = {"peer_ip", "peer_name", "helo"};

struct keyword_lines {
    static void read(std::vector<std::string>& into, const written& from) {
        auto lines = from.lines();
        if (!lines) return;
        for (std::size_t i = 0; i < lines->size(); ++i)
            if (from.what().size() == lines->size()) check_placeholders(from.element(i), (*lines)[i], in_keywords);
        into = *std::move(lines);
    }
    static value show(const std::vector<std::string>& what) { return what; }
};

struct peer_text {
    static void read(std::string& into, const written& from) {
        as_json<std::string>::read(into, from);
        if (from.what().is_string()) check_placeholders(from, into, in_peers);
    }
    static value show(const std::string& what) { return what; }
};

constexpr std::array times = {word<mechanism_offer::when>{"tls", mechanism_offer::when::under_tls},
                              word<mechanism_offer::when>{"plain", mechanism_offer::when::before_tls}};

void read_mechanism(std::vector<mechanism_offer>& into, const written& from) {
    const auto line = from.line();
    if (!line) return;
    const auto slash = std::min(line->find('/'), line->size());
    auto time = mechanism_offer::when::always;
    if (slash < line->size()) {
        const auto found = std::ranges::find(times, line->substr(slash + 1), &word<mechanism_offer::when>::text);
        if (found == times.end()) return from.complain("behind a mechanism stands nothing, /tls or /plain");
        time = found->means;
    }
    into.emplace_back(base::to_upper(line->substr(0, slash)), time);
}

// What it is like, to begin with.
smtp::persona start_of(const written& from) {
    if (from.what().contains("like")) {
        const written given = from.member("like");
        const auto name = given.text();
        if (const auto known = name ? personas::find(*name) : nullptr) return *known;
        if (name)
            given.complain("there is no such persona in the catalogue",
                           base::nearest(*name, personas::names()).value_or(""));
    }
    return *personas::find("mocksmtp");
}

}  // namespace

template <>
struct rows_of<smtp::persona> {
    using type = smtp::persona;
    static constexpr std::array all = {row<&type::name, persona_name>("name", presence::needed),
                                       row<&type::version>("version"),
                                       row<&type::replies>("replies"),
                                       row<&type::named_peer, peer_text>("named_peer"),
                                       row<&type::unnamed_peer, peer_text>("unnamed_peer"),
                                       row<&type::keywords, keyword_lines>("keywords"),
                                       row<&type::max_recipients>("max_recipients"),
                                       row<&type::max_line_octets>("max_line_octets"),
                                       row<&type::overlong>("overlong"),
                                       row<&type::early_input>("early_input"),
                                       row<&type::fixed>("fixed"),
                                       row<&type::header_lines_rejected>("header_lines_rejected"),
                                       row<&type::odd_verbs_rejected>("odd_verbs_rejected"),
                                       row<&type::digits_are_odd>("digits_are_odd"),
                                       row<&type::non_letters_rejected>("non_letters_rejected"),
                                       row<&type::judges_expn>("judges_expn"),
                                       row<&type::judges_vrfy>("judges_vrfy"),
                                       row<&type::error_limits>("error_limits"),
                                       row<&type::reads>("reads"),
                                       row<&type::auth>("auth"),
                                       row<&type::echo>("echo"),
                                       row<&type::recipients>("recipients"),
                                       row<&type::data>("data"),
                                       row<&type::sequence>("sequence")};
};

void as_json<std::vector<mechanism_offer>>::read(std::vector<mechanism_offer>& into, const written& from) {
    if (!from.what().is_array()) return from.complain("a list of mechanisms, or null for every one");
    into.clear();
    from.elements([&into](const written& each) { read_mechanism(into, each); });
}

value as_json<std::vector<mechanism_offer>>::show(const std::vector<mechanism_offer>& what) {
    value made = value::array();
    for (const mechanism_offer& each : what) {
        const auto time = word_for(times, each.offered);
        made.push_back(each.name + (time.empty() ? "" : "/" + std::string(time)));
    }
    return made;
}

value to_json(const smtp::persona& what) { return as_json<smtp::persona>::show(what); }

std::variant<smtp::persona, std::vector<mistake>> persona_of(const value& what) {
    std::vector<mistake> mistakes;
    const written from(what, "", mistakes);
    if (!what.is_object()) {
        from.complain(R"(a persona is an object, such as {"name": "mine", "like": "postfix"})");
        return mistakes;
    }
    smtp::persona made = start_of(from);
    read_members(made, from, "like");
    if (!mistakes.empty()) return mistakes;
    return made;
}

}  // namespace api::json
