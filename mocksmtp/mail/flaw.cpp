#include "mocksmtp/mail/flaw.hpp"

#include <cstddef>

#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {

namespace {

constexpr std::size_t longest_quote = 48;  // octets

}  // namespace

std::string quoted(std::string_view text) {
    const std::string_view first = base::cut(base::trim(text), longest_quote);
    return '"' + base::printable(unfold(first)) + (first.size() < base::trim(text).size() ? "..." : "") + '"';
}

std::string about(const header_field& field, std::string_view what) {
    std::string said(base::cut(field.name, longest_quote));
    said += ": ";
    said += what;
    return said;
}

}  // namespace mocksmtp::mail
