#include "mocksmtp/mail/message_ids.hpp"

#include <cstddef>

#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::mail {

std::vector<std::string> parse_message_ids(std::string_view unfolded) {
    std::vector<std::string> found;
    while (true) {
        unfolded = skip_space_and_comments(unfolded);
        if (unfolded.empty()) return found;
        std::size_t length = 1;
        if (unfolded.front() == '"') {
            length = read_quoted_string(unfolded).length;
        } else if (unfolded.front() == '<') {
            length = unfolded.find('>');
            if (length == std::string_view::npos) return found;
            found.push_back(repair_utf8(unfolded.substr(0, ++length)));
        }
        unfolded.remove_prefix(length);
    }
}

}  // namespace mocksmtp::mail
