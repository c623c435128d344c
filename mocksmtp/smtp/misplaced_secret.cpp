#include "mocksmtp/smtp/misplaced_secret.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

namespace {

// Letters left out, doubled or swapped; a longer word is another one, or holds it.
bool resembles_auth(std::string_view verb) {
    constexpr std::size_t longest = 6;
    const std::string upper = base::to_upper(verb);
    return upper.find("AUTH") != std::string::npos ||
           (upper.size() <= longest && base::edit_distance(upper, "AUTH") <= 2);
}

bool is_plain_response(std::string_view word) {
    const auto decoded = base::decode_base64(word);
    return decoded && decoded->find('\0') != std::string::npos;
}

}  // namespace

std::optional<std::size_t> misplaced_secret(std::string_view line) {
    constexpr std::string_view blanks = " \t";
    bool at_verb = true, by_verb = false;
    for (std::size_t at = line.find_first_not_of(blanks); at < line.size(); at = line.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
        const std::string_view word = line.substr(at, end - at);
        if (by_verb || is_plain_response(word)) return at;
        by_verb = std::exchange(at_verb, false) && resembles_auth(word);
        at = end;
    }
    return std::nullopt;
}

}  // namespace mocksmtp::smtp
