#include "mocksmtp/personas/wording.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace mocksmtp::personas {

void reword(smtp::persona& face, std::initializer_list<words> all) {
    for (const words& one : all) {
        smtp::reply_template made = smtp::words_from(one.text);
        made.hang_up = one.what == then::hangs_up;
        face.replies.reword(one.id, std::move(made));
    }
}

std::vector<smtp::mechanism_offer> mechanisms(std::string_view names, smtp::mechanism_offer::when time) {
    std::vector<smtp::mechanism_offer> all;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find(' '), names.size());
        all.emplace_back(std::string(names.substr(0, end)), time);
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return all;
}

}  // namespace mocksmtp::personas
