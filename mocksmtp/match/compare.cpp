#include "mocksmtp/match/compare.hpp"

#include <algorithm>
#include <cstring>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/domain_name.hpp"

namespace mocksmtp::match {
namespace {

// The octet of the actual text from which on case does not count.
std::size_t caseless_from(letters how, std::string_view actual) {
    if (how == letters::caseless) return 0;
    const std::size_t at = how == letters::address ? actual.rfind('@') : std::string_view::npos;
    return at == std::string_view::npos ? actual.size() : at + 1;
}

bool same(char a, char b, bool caseless) { return a == b || (caseless && base::to_lower(a) == base::to_lower(b)); }

bool stands_at(std::string_view actual, std::size_t offset, std::string_view wanted, std::size_t caseless) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!same(actual[offset + i], wanted[i], offset + i >= caseless)) return false;
    }
    return true;
}

bool stands_inside(letters how, std::string_view actual, std::string_view wanted) {
    if (how == letters::exact) {  // memmem is linear whatever the texts, string_view::find is not
        return wanted.empty() || memmem(actual.data(), actual.size(), wanted.data(), wanted.size()) != nullptr;
    }
    const std::size_t caseless = caseless_from(how, actual);
    for (std::size_t offset = 0; offset + wanted.size() <= actual.size(); ++offset) {
        if (stands_at(actual, offset, wanted, caseless)) return true;
    }
    return false;
}

// The local part is the receiver's business (RFC 5321 2.4), and a domain may have two spellings.
bool is_same_address(std::string_view actual, std::string_view wanted) {
    const std::size_t at = actual.rfind('@'), other = wanted.rfind('@');
    if (actual.substr(0, at) != wanted.substr(0, other)) return false;
    if (at == actual.npos || other == wanted.npos) return at == other;
    return mail::same_domain(actual.substr(at + 1), wanted.substr(other + 1));
}

}  // namespace

letters letters_of(field_type type) {
    if (type == field_type::token) return letters::caseless;
    return type == field_type::address ? letters::address : letters::exact;
}

bool stands(place where, letters how, std::string_view actual, std::string_view wanted) {
    if (where == place::whole && how == letters::address) return is_same_address(actual, wanted);
    if (wanted.size() > actual.size()) return false;
    if (where == place::inside) return stands_inside(how, actual, wanted);
    if (where == place::whole && wanted.size() != actual.size()) return false;
    const std::size_t offset = where == place::back ? actual.size() - wanted.size() : 0;
    if (how == letters::exact) return actual.substr(offset, wanted.size()) == wanted;
    return stands_at(actual, offset, wanted, caseless_from(how, actual));
}

std::size_t first_difference(letters how, std::string_view actual, std::string_view wanted) {
    const std::size_t caseless = caseless_from(how, actual);
    const std::size_t shorter = std::min(actual.size(), wanted.size());
    for (std::size_t i = 0; i < shorter; ++i) {
        if (!same(actual[i], wanted[i], i >= caseless)) return i;
    }
    return shorter;
}

}  // namespace mocksmtp::match
