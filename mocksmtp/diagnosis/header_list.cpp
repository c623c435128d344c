#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::diagnosis {

namespace {

// White space in a URI does not count: long ones are folded (RFC 2369 section 2).
std::string without_space(std::string_view text) {
    std::string kept(text);
    std::erase_if(kept, base::is_space);
    return kept;
}

bool is_uri(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 == text.size() || !base::is_alpha(text.front())) return false;
    for (const char c : text.substr(0, colon))
        if (!base::is_alphanumeric(c) && c != '+' && c != '-' && c != '.') return false;
    const std::string_view scheme = text.substr(0, colon);
    const bool web = base::iequals(scheme, "http") || base::iequals(scheme, "https");
    return !web || (text.substr(colon).starts_with("://") && text.size() > colon + 3);
}

struct uris {
    bool https = false;
    std::optional<flaw> wrong;
};

// A comma-separated list of URIs in angle brackets, comments between them (RFC 2369 section 2).
uris read_uris(std::string_view raw) {
    uris read;
    std::string_view rest = mail::skip_space_and_comments(raw);
    if (rest.empty()) read.wrong = flaw{"no URI", raw};
    while (!rest.empty() && !read.wrong) {
        const std::size_t end = rest.find('>');
        if (!rest.starts_with('<') || end == std::string_view::npos) {
            read.wrong = flaw{quoted(rest.substr(0, end)) + " is no URI in angle brackets", rest};
            break;
        }
        const std::string uri = without_space(rest.substr(1, end - 1));
        if (!is_uri(uri)) read.wrong = flaw{quoted(uri) + " is no URI", rest};
        read.https = read.https || base::istarts_with(uri, "https://");
        rest = mail::skip_space_and_comments(rest.substr(end + 1));
        if (rest.empty() || read.wrong) break;
        if (!rest.starts_with(',')) read.wrong = flaw{"no comma stands in front of " + quoted(rest), rest};
        rest = mail::skip_space_and_comments(rest.substr(1));
        if (rest.empty() && !read.wrong) read.wrong = flaw{"no URI stands behind the last comma", raw};
    }
    return read;
}

void diagnose_one_click(const mail::header_field& post, const mail::header_field* list, findings& found) {
    constexpr auto code = base::diagnostic_code::one_click_incomplete;
    if (!base::iequals(base::trim(mail::unfold(post.raw)), "List-Unsubscribe=One-Click"))
        return add_flaw(found, code, post, {quoted(post.raw), base::trim(post.raw)});
    if (list == nullptr) return add_flaw(found, code, post, {"no List-Unsubscribe", {}});
    if (!read_uris(list->raw).https) add_flaw(found, code, post, {"no HTTPS URI in List-Unsubscribe", {}});
}

}  // namespace

void diagnose_header_list(const header_fields& fields, findings& found) {
    const mail::header_field* const list = first_of(fields, "List-Unsubscribe");
    const mail::header_field* const post = first_of(fields, "List-Unsubscribe-Post");
    if (list != nullptr) {
        const uris read = read_uris(list->raw);
        if (read.wrong) add_flaw(found, base::diagnostic_code::list_unsubscribe_invalid, *list, *read.wrong);
    }
    if (post != nullptr) diagnose_one_click(*post, list, found);
}

}  // namespace mocksmtp::diagnosis
