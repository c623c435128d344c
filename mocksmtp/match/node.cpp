#include "mocksmtp/match/node.hpp"

#include <algorithm>

namespace mocksmtp::match {
namespace {

template <class type>
bool in_order(order how, const type& found, const type& wanted) {
    if (how == order::equal) return found == wanted;
    return how == order::less ? found < wanted : found > wanted;
}

struct asker {
    const value& found;

    bool operator()(const text_test& test) const {
        const auto* text = std::get_if<std::string_view>(&found);
        return text && stands(test.where, test.how, *text, test.wanted);
    }
    bool operator()(const regex& test) const {
        const auto* text = std::get_if<std::string_view>(&found);
        return text && test.found_in(*text);
    }
    bool operator()(const number_test& test) const {
        const auto* number = std::get_if<std::int64_t>(&found);
        return number && in_order(test.how, *number, test.wanted);
    }
    bool operator()(const time_test& test) const {
        const auto* time = std::get_if<base::timestamp>(&found);
        return time && in_order(test.how, *time, test.wanted);
    }
    bool operator()(const flag_test& test) const {
        const auto* flag = std::get_if<bool>(&found);
        return flag && *flag == test.wanted;
    }
    bool operator()(const ordinal_test& test) const {
        const auto* id = std::get_if<ordinal>(&found);
        return id && *id == test.wanted;
    }
};

bool passes(const std::vector<std::vector<test>>& tests, const value& found) {
    return std::ranges::all_of(tests, [&](const std::vector<test>& one_of) {
        return std::ranges::any_of(one_of, [&](const test& each) { return std::visit(asker{found}, each); });
    });
}

bool matches_any(const std::vector<node>& wanted, const value& found) {
    return std::ranges::any_of(wanted, [&](const node& each) { return holds(each, found); });
}

bool some_matches(const values& found, const node& wanted) {
    return std::ranges::any_of(found, [&](const value& each) { return holds(wanted, each); });
}

// Pairs wanted elements with found ones, one to one, by augmenting paths: a found element that is taken is given up
// if whoever has it can take another. Equal texts would need no search, but patterns may overlap.
class pairing {
public:
    pairing(const std::vector<node>& wanted, const values& found)
        : wanted_(wanted), found_(found), taken_by_(found.size(), nobody) {}

    bool complete() {
        if (wanted_.size() != found_.size()) return false;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            tried_.assign(found_.size(), 0);
            if (!place(i)) return false;
        }
        return true;
    }

private:
    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    // As deep as there are elements, which the number of patterns written down bounds.
    bool place(std::size_t which) {
        for (std::size_t step = 0; step < found_.size(); ++step) {
            const std::size_t i = (which + step) % found_.size();  // usually both are in the same order
            if (tried_[i] != 0 || !holds(wanted_[which], found_[i])) continue;
            tried_[i] = 1;
            if (taken_by_[i] != nobody && !place(taken_by_[i])) continue;
            taken_by_[i] = which;
            return true;
        }
        return false;
    }

    const std::vector<node>& wanted_;
    const values& found_;
    std::vector<std::size_t> taken_by_;
    std::vector<char> tried_;
};

bool holds_of_list(const node& wanted, const values& found) {
    const auto among = [&](const std::vector<node>& allowed) {
        return [&](const value& each) { return matches_any(allowed, each); };
    };
    if (wanted.only && (found.empty() || !std::ranges::all_of(found, among(*wanted.only)))) return false;
    if (wanted.none && std::ranges::any_of(found, among(*wanted.none))) return false;
    if (wanted.all && !std::ranges::all_of(*wanted.all, [&](const node& each) { return some_matches(found, each); })) {
        return false;
    }
    return !wanted.exactly || pairing(*wanted.exactly, found).complete();
}

}  // namespace

bool holds(const node& wanted, const value& found) {
    if (wanted.present && *wanted.present == std::holds_alternative<std::monostate>(found)) return false;
    return passes(wanted.tests, found) && (wanted.any_of.empty() || matches_any(wanted.any_of, found)) &&
           !matches_any(wanted.unless, found);
}

bool holds(const node& wanted, const values& found) {
    if (wanted.present && *wanted.present == found.empty()) return false;
    if (!wanted.tests.empty() &&
        std::ranges::none_of(found, [&](const value& each) { return passes(wanted.tests, each); })) {
        return false;
    }
    const auto holds_here = [&](const node& each) { return holds(each, found); };
    if (!wanted.any_of.empty() && std::ranges::none_of(wanted.any_of, holds_here)) return false;
    if (std::ranges::any_of(wanted.unless, holds_here)) return false;
    return holds_of_list(wanted, found);
}

}  // namespace mocksmtp::match
