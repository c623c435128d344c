#include "mocksmtp/verify/answerable.hpp"

#include <cstddef>
#include <variant>

namespace mocksmtp::verify {

namespace {

std::string why_unanswerable(const match::condition& asked, match::item_kind of) {
    if (auto misplaced = match::why_unknown(asked.on, of); !misplaced.empty()) return misplaced;
    const auto compiled = match::compile(asked.on, asked.wants.source(), of);
    const auto* wrong = std::get_if<match::pattern_error>(&compiled);
    if (wrong == nullptr) return {};
    return wrong->detail + (wrong->did_you_mean.empty() ? "" : "; did you mean " + wrong->did_you_mean + "?");
}

std::string why_unanswerable(const match::filter& asked, match::item_kind of, const std::string& place) {
    for (const auto& each : asked.conditions())
        if (auto why = why_unanswerable(each, of); !why.empty()) return why.insert(0, place + ": ");
    return {};
}

}  // namespace

std::string why_unanswerable(const verification& what) {
    std::string why;
    for (std::size_t i = 0; i < what.expect.size() && why.empty(); ++i) {
        const auto& each = what.expect[i];
        const auto place = "expect[" + std::to_string(i) + "].";
        why = why_unanswerable(each.which, each.what, place + "which");
        if (why.empty()) why = why_unanswerable(each.must, each.what, place + "must");
    }
    if (why.empty() && what.until) why = why_unanswerable(what.until->which, what.until->what, "until.which");
    return why;
}

}  // namespace mocksmtp::verify
