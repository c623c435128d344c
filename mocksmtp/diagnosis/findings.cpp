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
    // Cut first: a value of a megabyte need not be looked at for two lines of it.
    found_.push_back({code, mail::repair_utf8(base::cut(detail, longest_detail)), {}});
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
