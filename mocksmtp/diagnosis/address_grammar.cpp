#include "mocksmtp/diagnosis/address_grammar.hpp"

#include <string>
#include <utility>

#include "mocksmtp/diagnosis/word_run.hpp"

namespace mocksmtp::diagnosis {

namespace {

// Every function that answers bool has said what is wrong when it answers false, and stands where it was found.
class address_list_checker {
public:
    explicit address_list_checker(std::string_view raw) : rest_(raw) { advance(); }

    checked_addresses check() {
        while (next_.kind != lexeme_kind::end) {
            if (next_.is(',')) {
                skip_empty_place();
                continue;
            }
            ++seen_.entries;
            if (!address(place::list) || !separator(place::list)) recover(place::list);
        }
        return std::move(seen_);
    }

private:
    enum class place { list, group };

    void advance() { next_ = take_lexeme(rest_); }

    bool fault(std::string what, std::string_view where) { return keep(seen_.faults, std::move(what), where); }
    bool antique(std::string what, std::string_view where) { return keep(seen_.antiques, std::move(what), where); }

    static bool keep(std::vector<flaw>& flaws, std::string what, std::string_view where) {
        constexpr std::size_t most = 20;  // of either kind; a report keeps no more
        if (flaws.size() < most) flaws.push_back({std::move(what), where});
        return false;
    }

    // What was written since `begin`.
    std::string_view since(std::string_view begin) const {
        return {begin.data(), static_cast<std::size_t>(next_.text.data() + next_.text.size() - begin.data())};
    }

    void skip_empty_place() {
        antique("an empty place in front of a comma", next_.text);
        advance();
    }

    bool separator(place where) {
        if (next_.kind == lexeme_kind::end || (where == place::group && next_.is(';'))) return true;
        if (!next_.is(',')) return misplaced(true);
        const std::string_view comma = next_.text;
        advance();
        const bool nothing = next_.kind == lexeme_kind::end || (where == place::group && next_.is(';'));
        if (nothing) antique("a comma behind the last address", comma);
        return true;
    }

    void recover(place where) {
        while (next_.kind != lexeme_kind::end && !next_.is(',') && !(where == place::group && next_.is(';'))) advance();
        if (next_.is(',')) advance();
    }

    bool misplaced(bool behind_address) {
        if (next_.kind == lexeme_kind::end) return fault("it ends too early", next_.text);
        const char first = next_.text.front();
        if (next_.kind == lexeme_kind::not_closed)
            return fault(first == '(' ? "a comment is not closed" : "a quote or bracket is not closed", next_.text);
        if (behind_address && next_.is(';')) return fault("\";\" stands where a comma belongs", next_.text);
        if (behind_address && next_.is_word())
            return fault("no comma stands in front of " + quoted(next_.text), next_.text);
        return fault(quoted(next_.text) + " stands where it may not", next_.text);
    }

    bool address(place where) {
        const word_run run = take_run(run_kind::any, next_, rest_);
        if (next_.is('@')) return bare_address(run);
        if (next_.is('<')) return phrase(run) && angle_address();
        if (next_.is(':') && where == place::list && run.words > 0) return phrase(run) && group(run);
        const bool over = next_.kind == lexeme_kind::end || next_.is(',') || next_.is(';');
        if (run.empty() || !over) return misplaced(false);
        return fault(quoted(run.text) + (run.neighbours ? " has no address" : " has no domain"), run.text);
    }

    bool phrase(const word_run& run) {
        if (!run.unsafe_encoded.empty())
            return fault("an encoded word holds a special as it is: " + quoted(run.unsafe_encoded), run.unsafe_encoded);
        if (run.begins_with_dot) return fault("a name begins with a dot: " + quoted(run.text), run.text);
        if (run.dots > 0) antique("a name with a dot stands without quotes: " + quoted(run.text), run.text);
        return true;
    }

    bool group(const word_run& name) {
        advance();
        while (!next_.is(';')) {
            if (next_.kind == lexeme_kind::end)
                return fault("group " + quoted(name.text) + " is not closed", name.text);
            if (next_.is(',')) {
                skip_empty_place();
            } else if (!address(place::group) || !separator(place::group)) {
                recover(place::group);
            }
        }
        advance();
        return true;
    }

    bool bare_address(const word_run& local) {
        const std::string_view begin = local.empty() ? next_.text : local.text;
        if (!address_of(local, begin)) return false;
        if (!next_.is('<')) return true;
        const std::string_view name{begin.data(), static_cast<std::size_t>(next_.text.data() - begin.data())};
        return fault(quoted(name) + " in front of \"<\" has to stand in quotes", begin);
    }

    bool angle_address() {
        const std::string_view open = next_.text;
        advance();
        if ((next_.is('@') || next_.is(',')) && !route(open)) return false;
        if (next_.is('>')) return fault(quoted(since(open)) + " holds no address", open);
        const word_run local = take_run(run_kind::any, next_, rest_);
        if (next_.is('>') && !local.empty()) return fault(quoted(since(open)) + " has no domain", open);
        if (!next_.is('@')) return misplaced(false);
        if (!address_of(local, local.empty() ? next_.text : local.text)) return false;
        if (next_.kind == lexeme_kind::end || next_.is(',')) return fault("\"<\" is not closed", open);
        if (!next_.is('>')) return misplaced(false);
        advance();
        return true;
    }

    // RFC 5322 section 4.4: <@a,@b:user@domain>
    bool route(std::string_view open) {
        antique("a route stands in front of the address", open);
        while (next_.is('@') || next_.is(',')) {
            const lexeme mark = next_;
            advance();
            if (mark.is('@') && !domain(mark.text)) return false;
        }
        if (!next_.is(':')) return misplaced(false);
        advance();
        return true;
    }

    // The local part is taken, the "@" comes.
    bool address_of(const word_run& local, std::string_view begin) {
        if (local.empty()) return fault("nothing stands in front of \"@\"", next_.text);
        if (local.neighbours) return fault(quoted(since(begin)) + " has white space in its local part", begin);
        if (local.dot_too_many) return fault(quoted(since(begin)) + " has a dot too many", begin);
        const bool spaced = local.inner_gap || next_.behind_gap;
        if (spaced) antique(quoted(since(begin)) + " holds white space or a comment", begin);
        if (local.quoted && local.words > 1) antique(quoted(since(begin)) + " is quoted in part", begin);
        advance();
        if (next_.behind_gap && next_.is_word() && !spaced)
            antique(quoted(since(begin)) + " holds white space or a comment", begin);
        return domain(begin);
    }

    bool domain(std::string_view begin) {
        if (next_.kind == lexeme_kind::domain_literal) {
            if (next_.text.find('\\') != std::string_view::npos) antique("a domain holds a backslash", next_.text);
            advance();
            return true;
        }
        const word_run name = take_run(run_kind::dotted, next_, rest_);
        if (name.quoted) return fault("a domain is quoted: " + quoted(name.text), name.text);
        if (name.dot_too_many) return fault(quoted(name.text) + " has a dot too many", name.text);
        if (name.inner_gap) antique(quoted(name.text) + " holds white space or a comment", name.text);
        if (!name.empty()) return true;
        if (next_.kind == lexeme_kind::not_closed) return misplaced(false);
        const std::string_view written{begin.data(), static_cast<std::size_t>(next_.text.data() - begin.data())};
        return fault(quoted(written) + " has no domain", begin);
    }

    std::string_view rest_;
    lexeme next_;
    checked_addresses seen_;
};

}  // namespace

checked_addresses check_addresses(std::string_view raw) { return address_list_checker(raw).check(); }

}  // namespace mocksmtp::diagnosis
