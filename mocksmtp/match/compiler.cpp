#include "mocksmtp/match/compiler.hpp"

#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/glob.hpp"
#include "mocksmtp/match/operand.hpp"
#include "mocksmtp/match/vocabulary.hpp"

namespace mocksmtp::match {
namespace {

constexpr int deepest = 16;
constexpr std::size_t most_pairs = 10'000;

std::string longer(const std::string& where, std::string_view key) { return where + "/" + std::string(key); }
std::string longer(const std::string& where, std::string_view key, std::size_t index) {
    return longer(where, key) + "/" + std::to_string(index);
}

// Goes over one pattern; the first mistake is kept and the rest no longer matters.
class compiler {
public:
    compiler(const field& of, std::span<const std::string_view> words, char letter)
        : row_(row_of(of.id)), type_(type_of(of)), name_(to_string(of)), words_(words), letter_(letter) {}

    std::variant<node, pattern_error> run(const pattern& wanted) {
        node made = compile(wanted, "", 0);
        if (wrong_) return *std::move(wrong_);
        return made;
    }

private:
    void fail(std::string where, std::string detail, std::optional<std::size_t> position = {}) {
        if (!wrong_) wrong_ = pattern_error{std::move(where), std::move(detail), position};
    }

    std::string is_what() const {
        const std::string id = letter_ == 0 ? std::string() : std::string("an id such as ") + letter_ + "1";
        return name_ + " is " + (id.empty() ? std::string(describe(type_)) : id);
    }

    bool is_text() const {
        return type_ == field_type::text || type_ == field_type::token || type_ == field_type::address;
    }

    letters letters_for(const pattern& wanted) const {
        return wanted.ignore_case ? letters::caseless : letters_of(type_);
    }

    node compile(const pattern& wanted, const std::string& where, int depth) {
        node made;
        if (depth > deepest) fail(where, "matchers nest at most 16 deep");
        if (wrong_) return made;
        compile_texts(made, wanted, where);
        compile_values(made, wanted, where);
        compile_orders(made, wanted, where);
        if (wanted.present) require_presence(made, *wanted.present, longer(where, "present"));
        const bool is_empty = made.tests.empty() && !made.present;
        made.any_of = compile_each(wanted.any_of, where, "any_of", depth);
        made.unless = compile_each(wanted.unless, where, "not", depth);
        const bool has_list = compile_lists(made, wanted, where, depth);
        if (is_empty && made.any_of.empty() && made.unless.empty() && !has_list) {
            fail(where, "a matcher has to say something about " + name_ + ", for example equals or present");
        }
        return made;
    }

    std::vector<node> compile_each(const std::vector<pattern>& wanted, const std::string& where, std::string_view key,
                                   int depth) {
        std::vector<node> made;
        for (std::size_t i = 0; i < wanted.size() && !wrong_; ++i) {
            made.push_back(compile(wanted[i], longer(where, key, i), depth + 1));
        }
        return made;
    }

    bool compile_lists(node& made, const pattern& wanted, const std::string& where, int depth) {
        const auto compile_list = [&](const std::optional<std::vector<pattern>>& list, std::string_view key) {
            std::optional<std::vector<node>> compiled;
            if (!list) return compiled;
            if (row_.how_many == arity::one) {
                fail(longer(where, key), name_ + " is one value, not a list; to allow several values use in");
            }
            if (list->size() > most_pairs) fail(longer(where, key), "at most 10000 values can be listed here");
            for (std::size_t i = 0; i < list->size(); ++i) check_element((*list)[i], longer(where, key, i));
            compiled = compile_each(*list, where, key, depth);
            return compiled;
        };
        made.only = compile_list(wanted.only, "only");
        made.all = compile_list(wanted.all, "all");
        made.exactly = compile_list(wanted.exactly, "exactly");
        made.none = compile_list(wanted.none, "none");
        return made.only || made.all || made.exactly || made.none;
    }

    // Patterns of elements: an element is no list, and is there.
    void check_element(const pattern& wanted, const std::string& where) {
        if (wanted.only || wanted.all || wanted.exactly || wanted.none) {
            fail(where, "only, all, exactly and none cannot be nested: elements of " + name_ + " are no lists");
        }
        if (wanted.present || (wanted.equals && std::holds_alternative<std::monostate>(*wanted.equals))) {
            fail(where, "an element of " + name_ + " is always present");
        }
    }

    void compile_texts(node& made, const pattern& wanted, const std::string& where) {
        const auto add = [&](const std::optional<std::string>& text, std::string_view key, auto make) {
            if (!text || wrong_) return;
            if (!is_text()) return fail(longer(where, key), is_what() + "; " + std::string(key) + " needs text");
            if (auto test = make(*text)) made.tests.push_back({*std::move(test)});
        };
        const auto standing = [&](place there) {
            return [this, there, &wanted](const std::string& text) { return text_at(there, wanted, text); };
        };
        add(wanted.contains, "contains", standing(place::inside));
        add(wanted.prefix, "prefix", standing(place::front));
        add(wanted.suffix, "suffix", standing(place::back));
        add(wanted.glob, "glob", [&](const std::string& glob) { return glob_test(glob, wanted, where); });
        add(wanted.regex, "regex",
            [&](const std::string& regex) { return regex_test(regex, letters_for(wanted), longer(where, "regex")); });
    }

    std::optional<test> text_at(place there, const pattern& wanted, const std::string& text) const {
        const letters how = letters_for(wanted);
        // RE2 knows the case of all of Unicode and finds text inside text in linear time. Protocol words are ASCII.
        const bool beyond_ascii = wanted.ignore_case && !base::is_ascii(text);
        if (how == letters::caseless && (there == place::inside || beyond_ascii)) {
            const bool at_front = there == place::whole || there == place::front;
            const bool at_back = there == place::whole || there == place::back;
            auto compiled = compile_regex((at_front ? "\\A" : "") + quoted_for_regex(text) + (at_back ? "\\z" : ""),
                                          letter_case::ignored);
            if (auto* made = std::get_if<regex>(&compiled)) return std::move(*made);
            // Too long for RE2: ASCII case alone has to do.
        }
        return text_test{there, how, text};
    }

    std::optional<test> regex_test(const std::string& pattern, letters how, const std::string& where) {
        auto made = compile_regex(pattern, how == letters::caseless ? letter_case::ignored : letter_case::matters);
        if (auto* compiled = std::get_if<regex>(&made)) return std::move(*compiled);
        const auto& error = std::get<regex_error>(made);
        // RE2 quotes the pattern, and that of a hidden field is a password.
        const std::string why = is_hidden(row_.id) ? "" : ": " + error.reason;
        fail(where, "not a regular expression that RE2 takes" + why, error.position);
        return std::nullopt;
    }

    std::optional<test> glob_test(const std::string& glob, const pattern& wanted, const std::string& where) {
        const auto translated = regex_of_glob(glob, letters_for(wanted));
        if (const auto* error = std::get_if<regex_error>(&translated)) {
            fail(longer(where, "glob"), "not a glob: " + error->reason, error->position);
            return std::nullopt;
        }
        auto made =
            compile_regex(std::get<std::string>(translated),
                          letters_for(wanted) == letters::caseless ? letter_case::ignored : letter_case::matters);
        if (auto* compiled = std::get_if<regex>(&made)) return std::move(*compiled);
        fail(longer(where, "glob"), "not a glob: " + std::get<regex_error>(made).reason);
        return std::nullopt;
    }

    void compile_values(node& made, const pattern& wanted, const std::string& where) {
        if (wanted.equals && std::holds_alternative<std::monostate>(*wanted.equals)) {
            require_presence(made, false, longer(where, "equals"));
        } else if (wanted.equals) {
            add_equal(made.tests.emplace_back(), wanted, *wanted.equals, longer(where, "equals"));
        }
        if (!wanted.in) return;
        if (wanted.in->empty()) return fail(longer(where, "in"), "in needs at least one value");
        auto& choices = made.tests.emplace_back();
        for (std::size_t i = 0; i < wanted.in->size() && !wrong_; ++i) {
            const literal& operand = (*wanted.in)[i];
            const std::string here = longer(where, "in", i);
            if (std::holds_alternative<std::monostate>(operand)) {
                return fail(here, "null cannot stand in a list; write any_of with null as one alternative");
            }
            add_equal(choices, wanted, operand, here);
        }
    }

    void require_presence(node& made, bool present, const std::string& where) {
        if (!present && is_never_absent(row_.id)) return fail(where, name_ + " is never absent; " + is_what());
        if (made.present && *made.present != present) return fail(where, name_ + " cannot be both present and absent");
        made.present = present;
    }

    void add_equal(std::vector<test>& choices, const pattern& wanted, const literal& operand,
                   const std::string& where) {
        const auto* text = std::get_if<std::string>(&operand);
        if (is_text() && text) {
            if (auto stray = find_stray(name_, *text, words_)) {
                stray->where = where;
                if (!wrong_) wrong_ = std::move(stray);
                return;
            }
            const bool is_address = type_ == field_type::address;
            const std::string bare(is_address ? without_brackets(*text) : std::string_view(*text));
            if (auto made = text_at(place::whole, wanted, bare)) choices.push_back(*std::move(made));
            return;
        }
        if (type_ == field_type::boolean) {
            if (const auto flag = flag_of(operand)) return choices.push_back(flag_test{*flag});
        } else if (type_ == field_type::ordinal) {
            const auto id = ordinal_of(operand);
            if (id && (letter_ == 0 || id->letter == letter_)) return choices.push_back(ordinal_test{*id});
        } else if (auto made = ordered(order::equal, operand)) {
            return choices.push_back(*std::move(made));
        }
        fail(where, is_what() + ", not " + shown(operand) + (is_text() ? "; put it in quotes" : ""));
    }

    // A number or a time, for a field that has them.
    std::optional<test> ordered(order how, const literal& operand) const {
        if (type_ == field_type::number) {
            if (const auto number = number_of(operand)) return number_test{how, *number};
        } else if (type_ == field_type::time) {
            if (const auto time = time_of(operand)) return time_test{how, *time};
        }
        return std::nullopt;
    }

    void compile_orders(node& made, const pattern& wanted, const std::string& where) {
        const auto add = [&](const std::optional<literal>& operand, std::string_view key, order how) {
            if (!operand || wrong_) return;
            if (type_ != field_type::number && type_ != field_type::time) {
                return fail(longer(where, key), is_what() + "; " + std::string(key) + " needs a number or a time");
            }
            auto test = ordered(how, *operand);
            if (!test) return fail(longer(where, key), is_what() + ", not " + shown(*operand));
            made.tests.push_back({*std::move(test)});
        };
        add(wanted.gt, "gt", order::greater);
        add(wanted.lt, "lt", order::less);
    }

    const field_row& row_;
    field_type type_;
    std::string name_;
    std::span<const std::string_view> words_;
    char letter_;
    std::optional<pattern_error> wrong_;
};

}  // namespace

std::variant<node, pattern_error> compile_node(const field& of, const pattern& wanted,
                                               std::span<const std::string_view> words, char letter) {
    return compiler(of, words, letter).run(wanted);
}

}  // namespace mocksmtp::match
