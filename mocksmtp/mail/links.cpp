#include "mocksmtp/mail/links.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "mocksmtp/mail/text_urls.hpp"

namespace mocksmtp::mail {

std::vector<link> gather_links(std::vector<link> of_html, std::string_view text) {
    std::vector<link> all = std::move(of_html);
    for (text_url& found : find_urls(text)) all.push_back({.url = found.url, .text = found.url});

    std::vector<link> made;
    std::map<std::string, std::size_t> seen;  // where in `made`
    for (link& one : all) {
        const auto [known, is_new] = seen.try_emplace(one.url, made.size());
        if (is_new) {
            made.push_back(std::move(one));
        } else if (link& first = made[known->second]; first.text.empty() && first.in == one.in) {
            first.text = std::move(one.text);
        }
    }
    return made;
}

}  // namespace mocksmtp::mail
