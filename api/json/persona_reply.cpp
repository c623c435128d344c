#include "api/json/persona_reply.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <variant>

#include "api/json/reply_json.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/reply_names.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace smtp = mocksmtp::smtp;
using smtp::reply_id;
using smtp::reply_template;

namespace {

constexpr std::string_view date = "date:";
constexpr std::array<std::string_view, 2> keys = {"reply", "hang_up"};

// Replies whose code clients wait for: with another nobody could send mail. A server that takes no recipient is real.
constexpr std::array fixed_codes = {
    reply_id::banner,         reply_id::greeting_helo,       reply_id::greeting_ehlo, reply_id::ready_for_tls,
    reply_id::auth_succeeded, reply_id::sender_ok,           reply_id::start_data,    reply_id::message_accepted,
    reply_id::chunk_accepted, reply_id::last_chunk_accepted, reply_id::reset_done};

void check_date(const written& from, std::string_view format) {
    for (std::size_t i = format.find('%'); i < format.size(); i = format.find('%', i + 2))
        if (i + 1 == format.size() || smtp::date_conversions.find(format[i + 1]) == std::string_view::npos)
            from.complain("no conversion of a date: " + base::printable(format.substr(i, 2)) + "; there are " +
                          std::string(smtp::date_conversions) + " behind %");
}

// The lines of a list as the one text they are of a reply; nothing where it is none.
std::optional<std::string> joined(const written& from) {
    std::string all;
    const auto before = from.mistakes().size();
    from.elements([&](const written& each) {
        if (!each.what().is_string()) return each.complain("a string: one line of the reply");
        if (each.what().get_ref<const std::string&>().find('\n') != std::string::npos)
            return each.complain("one line, without LF");
        all += (all.empty() ? "" : "\n") + each.what().get<std::string>();
    });
    if (from.mistakes().size() != before) return std::nullopt;
    return all;
}

void read_reply(reply_template& into, const written& from, const value& text) {
    const bool keeps = into.hang_up;
    if (is_empty_text(text)) {
        into = {.code = 0, .enhanced = {}, .lines = {}, .hang_up = keeps};
        return;
    }
    if (text.is_object() && (text.contains("raw") || text.contains("preset")))
        return from.complain("words of a persona are text, with its code");
    auto read = answer_of(written(text, from.at(), from.mistakes()));
    if (!read) return;
    auto& reply = std::get<smtp::reply>(*read);
    const auto known = smtp::placeholder_names();
    for (const std::string& line : reply.lines) check_placeholders(from, line, known);
    into = {.code = reply.code, .enhanced = reply.enhanced, .lines = std::move(reply.lines), .hang_up = keeps};
}

void read_words(reply_template& into, const written& from) {
    if (!from.what().is_array()) return read_reply(into, from, from.what());
    if (const auto text = joined(from)) read_reply(into, from, *text);
}

value shown(const reply_template& what) {
    if (what.code == 0) return "";
    value made = to_json(
        mocksmtp::rules::answer(smtp::reply{.code = what.code, .enhanced = what.enhanced, .lines = what.lines}));
    if (!made.is_string() || what.lines.size() < 2) return made;
    value lines = value::array();
    std::string_view rest = made.get_ref<const std::string&>();
    for (std::size_t i = 0; i < what.lines.size(); ++i) {
        const auto end = std::min(rest.find('\n'), rest.size());
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

std::vector<std::string_view> all_names() {
    std::vector<std::string_view> names;
    names.reserve(static_cast<std::size_t>(reply_id::count_));
    for (std::size_t i = 0; i < static_cast<std::size_t>(reply_id::count_); ++i)
        names.push_back(smtp::name(static_cast<reply_id>(i)));
    return names;
}

// The code that this reply has to have; nothing where it may be any.
std::optional<int> code_of(reply_id id) {
    if (std::ranges::find(fixed_codes, id) == fixed_codes.end()) return std::nullopt;
    return smtp::reply_book().words(id).code;
}

void read_row(smtp::reply_book& into, reply_id id, const written& from) {
    if (from.what().is_null()) return into.forget(id);
    reply_template made;
    const auto before = from.mistakes().size();
    as_json<reply_template>::read(made, from);
    if (from.mistakes().size() != before) return;
    if (const auto code = code_of(id); code && made.code != *code)
        return from.complain("the code has to be " + std::to_string(*code) + ": clients wait for it");
    into.reword(id, std::move(made));
}

}  // namespace

void check_placeholders(const written& from, std::string_view text, std::span<const std::string_view> known) {
    for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == text.npos) return from.complain("a brace is not closed: { begins a placeholder");
        const auto name = text.substr(open + 1, close - open - 1);
        const bool dates = std::ranges::find(known, date) != known.end();
        if (dates && name.starts_with(date) && name != date) {
            check_date(from, name.substr(date.size()));
        } else if (name == date || std::ranges::find(known, name) == known.end()) {
            from.complain("no placeholder: {" + base::printable(name) + "}; there are " + listed(known),
                          base::nearest(name, known).value_or(""));
        }
    }
}

void as_json<reply_template>::read(reply_template& into, const written& from) {
    reply_template made;
    if (!from.what().is_object() || from.what().contains("code")) {
        read_words(made, from);
    } else {
        from.members(keys, [&made](std::string_view key, const written& item) {
            if (key == "reply")
                read_words(made, item);
            else
                made.hang_up = item.flag().value_or(false);
        });
        if (!from.what().contains("reply")) from.complain_at("reply", "is missing");
    }
    into = std::move(made);
}

value as_json<reply_template>::show(const reply_template& what) {
    value words = shown(what);
    if (!what.hang_up) return words;
    return {{"reply", std::move(words)}, {"hang_up", true}};
}

void as_json<reply_id>::read(reply_id& into, const written& from) {
    const auto names = all_names();
    const auto text = from.text();
    if (!text) return;
    const auto found = std::ranges::find(names, *text);
    if (found != names.end())
        into = static_cast<reply_id>(found - names.begin());
    else
        from.complain("the name of a reply, such as user_unknown", base::nearest(*text, names).value_or(""));
}

value as_json<reply_id>::show(reply_id what) { return smtp::name(what); }

void as_json<smtp::reply_book>::read(smtp::reply_book& into, const written& from) {
    if (!from.what().is_object()) return from.complain("an object of replies by their names, such as closing");
    const auto names = all_names();
    for (const auto& [key, item] : from.what().items()) {
        const auto found = std::ranges::find(names, key);
        if (found != names.end())
            read_row(into, static_cast<reply_id>(found - names.begin()), from.member(key));
        else
            from.complain_at(key, "there is no such reply", base::nearest(key, names).value_or(""));
    }
}

value as_json<smtp::reply_book>::show(const smtp::reply_book& what) {
    value made = value::object();
    for (std::size_t i = 0; i < static_cast<std::size_t>(reply_id::count_); ++i) {
        const auto id = static_cast<reply_id>(i);
        const auto* words = what.find(id);
        made[std::string(smtp::name(id))] = words != nullptr ? as_json<reply_template>::show(*words) : value(nullptr);
    }
    return made;
}

}  // namespace api::json
