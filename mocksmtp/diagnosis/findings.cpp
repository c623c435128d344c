#include "mocksmtp/diagnosis/findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/mail/charset.hpp"

namespace mocksmtp::diagnosis {

using base::diagnostic;
using base::diagnostic_code;

bool findings::wants(diagnostic_code code) const {
    const auto index = static_cast<std::size_t>(code);
    return index >= counts_.size() || counts_[index] < most_of_one_code;
}

void findings::add(diagnostic_code code, std::string_view detail) {
    if (!wants(code)) return;
    counts_.resize(base::diagnostic_rows().size());
    ++counts_[static_cast<std::size_t>(code)];
    // A value of a megabyte need not be looked at for two lines of it, so it is cut first, behind the last character
    // that counts. And cut again, as what is no UTF-8 becomes longer by being repaired.
    constexpr std::size_t last_character = 3;  // octets of one that begins within the bound may follow it
    const std::string text = mail::repair_utf8(detail.substr(0, longest_detail + last_character));
    found_.push_back({code, std::string(base::cut(text, longest_detail)), {}});
}

void findings::add(diagnostic_code code, std::string_view detail, std::string_view where) {
    if (!wants(code)) return;
    add(code, detail);
    found_.back().offset = static_cast<std::size_t>(where.data() - message_.data());
}

std::vector<diagnostic> findings::take() {
    // No place is before every place.
    std::ranges::stable_sort(found_, {},
                             [](const diagnostic& one) { return std::tuple(one.offset, static_cast<int>(one.code)); });
    counts_.clear();
    return std::exchange(found_, {});
}

}  // namespace mocksmtp::diagnosis
