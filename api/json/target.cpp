#include "api/json/target.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;

namespace {

mistake wrong(std::string detail) { return at_pointer("", std::move(detail)); }

// Which octet RFC 3986 has no place for, in words that help: the parser itself only says "bad".
mistake explain(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && !(i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                          std::isxdigit(static_cast<unsigned char>(text[i + 2]))))
            return wrong("a % in the target is not followed by two hexadecimal digits; write %25 for the sign itself");
        const bool high = static_cast<unsigned char>(c) > 126;
        if (!high && c > ' ' && std::string_view("[]{}|\\^\"<>`").find(c) == std::string_view::npos) continue;
        const std::string shown = high ? "an octet that is not ASCII" : "'" + base::printable({&c, 1}) + "'";
        return wrong(shown + " cannot stand in a request target as it is (RFC 3986); write " + percent_encoded(c) +
                     " (curl: --get --data-urlencode 'name=value')");
    }
    if (text.empty() || text[0] != '/') return wrong("the request target has to be a path that begins with /");
    return wrong("the request target is no path and query (RFC 3986)");
}

// Slashes in a row are one, and a query may have what many clients leave as it is: the brackets of from=<>, and the
// signs of regular expressions that browsers do not encode in a query either (WHATWG URL, query percent-encode set).
std::string made_regular(std::string_view text) {
    const auto query = text.find('?');
    std::string made;
    for (const char c : text.substr(0, query))
        if (c != '/' || made.empty() || made.back() != '/') made += c;
    if (query == std::string_view::npos) return made;
    for (const char c : text.substr(query)) {
        if (std::string_view("<>^[]{}|\\`").find(c) == std::string_view::npos)
            made += c;
        else
            made += percent_encoded(c);
    }
    return made;
}

// Whether an encoder of forms can have written it (WHATWG URL, application/x-www-form-urlencoded percent-encode set,
// but for the tilde, which some leave as it is), and its pluses for spaces: behind a dot one may be an operator.
bool may_be_of_a_form(std::string_view parameter) {
    if (parameter.find("%20") != parameter.npos || parameter.find(".+") != parameter.npos) return false;
    return std::ranges::all_of(parameter, [](char c) {
        return base::is_alphanumeric(c) || std::string_view("*-._~+%=").find(c) != std::string_view::npos;
    });
}

query_parameter decode(const boost::urls::param_pct_view& raw) {
    query_parameter made;
    made.name = raw.key.decode();
    made.has_value = raw.has_value;
    made.value = raw.value.decode(boost::urls::encoding_opts(true));
    made.value_with_plus = raw.value.decode();
    return made;
}

}  // namespace

const query_parameter* target::find(std::string_view name) const {
    for (const auto& each : query)
        if (each.name == name) return &each;
    return nullptr;
}

std::string percent_encoded(char octet) { return "%" + base::to_upper(base::hex({&octet, 1})); }

std::string path_in(std::string_view scope, std::string_view call) {
    std::string made = "/v1";
    if (scope != "default") made += "/scopes/" + std::string(scope);
    return made += call;
}

std::variant<target, mistake> parse_target(std::string_view text) {
    const std::string regular = made_regular(text);
    const auto parsed = boost::urls::parse_origin_form(regular);
    if (!parsed) return explain(text);
    target made;
    for (const auto& segment : parsed->encoded_segments()) {
        if (segment.empty()) continue;
        made.path.push_back(segment.decode());
        if (!base::is_utf8(made.path.back())) return wrong("the path is not UTF-8");
    }
    std::string_view left = text.substr(std::min(text.find('?'), text.size() - 1) + 1);
    for (const auto& raw : parsed->encoded_params()) {
        const auto as_written = left.substr(0, left.find('&'));
        left.remove_prefix(std::min(as_written.size() + 1, left.size()));
        if (raw.key.empty() && !raw.has_value) continue;  // "?" alone, "&&"
        made.query.push_back(decode(raw));
        auto& last = made.query.back();
        last.doubtful_plus = as_written.find('+') != std::string_view::npos && !may_be_of_a_form(as_written);
        if (!base::is_utf8(last.name) || !base::is_utf8(last.value))
            return at_parameter(base::printable(last.name), "not UTF-8");
    }
    return made;
}

}  // namespace api::json
