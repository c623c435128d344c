// How a mail says its reader can leave the list: List-Unsubscribe (RFC 2369) and its one click (RFC 8058).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct list_unsubscribe {
    std::vector<std::string> uris;  // in the sender's order of preference, without angle brackets and white space
    bool one_click = false;         // List-Unsubscribe-Post asks for it, and there is an HTTPS URI to post to
};

// Takes the unfolded values of the two fields; the second may be missing. Comments are passed over. URIs that stand
// without angle brackets are none. Linear.
list_unsubscribe parse_list_unsubscribe(std::string_view unsubscribe, const std::optional<std::string>& post);

}  // namespace mocksmtp::mail
