// Pictures inside a mail, which its HTML names by cid: URLs (RFC 2392), pointed at somewhere else.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

// The Content-IDs that the HTML names in attributes for URLs, in `srcset` and in its styles (url(cid:...)), each once,
// in order of first appearance. Linear but for the sorting.
std::vector<std::string> named_content_ids(std::string_view html);

using url_of_content_id = std::function<std::optional<std::string>(std::string_view id)>;

// The HTML with every cid: URL in these places replaced by what `url_for` answers for the Content-ID; where it answers
// nothing, the URL stays. Nothing else changes. Linear.
std::string replace_content_ids(std::string_view html, const url_of_content_id& url_for);

}  // namespace mocksmtp::mail
