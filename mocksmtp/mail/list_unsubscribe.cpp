#include "mocksmtp/mail/list_unsubscribe.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::mail {

list_unsubscribe parse_list_unsubscribe(std::string_view unsubscribe, const std::optional<std::string>& post) {
    list_unsubscribe made;
    while (true) {
        unsubscribe = skip_space_and_comments(unsubscribe);
        if (unsubscribe.empty()) break;
        if (unsubscribe.front() != '<') {
            unsubscribe.remove_prefix(1);
            continue;
        }
        const std::size_t end = unsubscribe.find('>');
        if (end == std::string_view::npos) break;
        std::string uri = repair_utf8(unsubscribe.substr(1, end - 1));
        std::erase_if(uri, base::is_space);  // RFC 2369 section 2: white space in a long URI is to be ignored
        made.uris.push_back(std::move(uri));
        unsubscribe.remove_prefix(end + 1);
    }
    const bool asked = post && base::iequals(base::trim(*post), "List-Unsubscribe=One-Click");
    const auto is_https = [](const std::string& uri) { return base::istarts_with(uri, "https:"); };
    made.one_click = asked && std::ranges::any_of(made.uris, is_https);
    return made;
}

}  // namespace mocksmtp::mail
