#include "mocksmtp/match/matcher.hpp"

#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/domain_name.hpp"
#include "mocksmtp/match/compiler.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/operand.hpp"
#include "mocksmtp/match/vocabulary.hpp"

namespace mocksmtp::match {

struct matcher::compiled {
    pattern source;
    node root;
    std::string description;
    std::optional<std::string> sole_equal;
};

namespace {

std::optional<std::string> demanded(const field& on, const pattern& wanted) {
    const field_id of = on.id;
    const auto* text = wanted.equals ? std::get_if<std::string>(&*wanted.equals) : nullptr;
    const field_type type = row_of(of).type;
    if (!text || type != type_of(on)) return std::nullopt;
    if (wanted.ignore_case && (type != field_type::token || !base::is_ascii(*text))) return std::nullopt;
    if (type == field_type::address) return index_key(of, without_brackets(*text));
    if (type == field_type::text || type == field_type::token || type == field_type::ordinal) {
        return index_key(of, *text);
    }
    return std::nullopt;
}

}  // namespace

matcher::matcher(std::shared_ptr<const compiled> made) : made_(std::move(made)) {}

std::variant<matcher, pattern_error> matcher::make(const field& of, pattern wanted,
                                                   std::span<const std::string_view> words, char letter) {
    auto root = compile_node(of, wanted, words, letter);
    if (auto* error = std::get_if<pattern_error>(&root)) return std::move(*error);
    auto description = is_hidden(of.id) ? std::string("matches (hidden)") : mocksmtp::match::describe(wanted);
    auto key = demanded(of, wanted);
    auto made = std::make_shared<const compiled>(
        compiled{std::move(wanted), std::move(std::get<node>(root)), std::move(description), std::move(key)});
    return matcher(std::move(made));
}

std::variant<matcher, pattern_error> compile(const field& of, pattern wanted) {
    return matcher::make(of, std::move(wanted), {}, letter_of(of.id));
}

std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, item_kind on) {
    return matcher::make(of, std::move(wanted), words_of(of.id, on), letter_of(of.id, on));
}

std::variant<matcher, pattern_error> compile(const field& of, pattern wanted, stage_set at) {
    return matcher::make(of, std::move(wanted), words_of(of.id, at), letter_of(of.id));
}

bool matcher::matches(const values& found) const { return holds(made_->root, found); }
const pattern& matcher::source() const { return made_->source; }
const std::string& matcher::describe() const { return made_->description; }
const std::string* matcher::sole_equal() const { return made_->sole_equal ? &*made_->sole_equal : nullptr; }

std::string index_key(field_id of, std::string_view text) {
    const field_type type = row_of(of).type;
    if (type == field_type::token || type == field_type::ordinal) return base::to_lower(text);
    if (type != field_type::address) return std::string(text);
    const std::size_t at = text.rfind('@');
    if (at == text.npos) return std::string(text);
    return std::string(text.substr(0, at + 1)) + mail::comparable_domain(text.substr(at + 1));
}

}  // namespace mocksmtp::match
