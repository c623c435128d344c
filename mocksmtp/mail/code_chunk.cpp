#include "mocksmtp/mail/code_chunk.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view joiners = "-./,:;_'=+&?%~\\@#|*";

}  // namespace

code_chunk next_chunk(std::string_view text, std::size_t from) {
    code_chunk made;
    std::size_t at = from;
    while (at < text.size() && !base::is_alphanumeric(text[at])) ++at;
    while (at < text.size()) {
        code_word word{.begin = at};
        while (at < text.size() && base::is_alphanumeric(text[at])) ++at;
        word.end = at;
        const bool goes_on =
            at + 1 < text.size() && joiners.find(text[at]) != joiners.npos && base::is_alphanumeric(text[at + 1]);
        if (goes_on) word.joiner = text[at];
        made.push_back(word);
        if (!goes_on) break;
        ++at;
    }
    return made;
}

}  // namespace mocksmtp::mail
