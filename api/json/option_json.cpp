#include "api/json/option_json.hpp"

namespace api::json {

using mocksmtp::option_row;
using mocksmtp::option_values::shape;

namespace {

// Any value may be written as on the command line, as text; but text is nothing else.
bool fits(const value& what, shape wanted) {
    if (what.is_string()) return true;
    switch (wanted) {
        case shape::toggle:
            return what.is_boolean();
        case shape::number:
            return what.is_number();
        case shape::json:
            return what.is_object();
        case shape::text:
            break;
    }
    return false;
}

std::string expected(const option_row& row) {
    if (row.json == shape::json) return "an object, or JSON as text, or a list of them";
    if (row.json == shape::toggle) return "true or false";
    if (row.repeatable) return std::string(row.placeholder) + ", or a list of them";
    const std::string usual = row.json == shape::text ? default_text(row) : "";
    return std::string(row.placeholder) + (usual.empty() ? "" : " as text, such as \"" + usual + "\"");
}

void add_text(std::vector<option_text>& to, const option_row& row, const written& given) {
    const value& what = given.what();
    if (!fits(what, row.json)) return given.complain("expected " + expected(row));
    const auto whole = whole_number(what);
    to.push_back({what.is_string() ? what.get<std::string>() : dump(whole ? value(*whole) : what), given.at(), &what});
}

value value_of(const option_row& row, const std::string& text) {
    if (row.json == shape::toggle) return text == "true";
    // A closed port is the word `off`.
    if (row.json == shape::number && text.find_first_not_of("0123456789") == text.npos) return std::stoull(text);
    return text;
}

}  // namespace

std::vector<option_text> texts_of(const option_row& row, const written& given) {
    std::vector<option_text> all;
    if (!given.what().is_array()) {
        add_text(all, row, given);
    } else if (!row.repeatable) {
        given.complain("takes one value, not a list");
    } else {
        given.elements([&](const written& each) { add_text(all, row, each); });
    }
    return all;
}

value value_of(const option_row& row, const std::vector<std::string>& texts) {
    if (!row.repeatable) return texts.empty() ? value(nullptr) : value_of(row, texts.front());
    value list = value::array();
    for (const auto& text : texts) list.push_back(value_of(row, text));
    return list;
}

}  // namespace api::json
