// What is remarkable about paths, and what is made of those that are none.
#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/domain.hpp"
#include "mocksmtp/smtp/path.hpp"

namespace mocksmtp::smtp {

namespace {

using enum path_trait;

struct name_row {
    path_trait trait;
    std::string_view name;
};

constexpr std::array names{
    name_row{space_before, "space_before"},
    name_row{bare, "bare"},
    name_row{unclosed, "unclosed"},
    name_row{unopened, "unopened"},
    name_row{junk_behind, "junk_behind"},
    name_row{null_path, "null_path"},
    name_row{without_domain, "without_domain"},
    name_row{without_local_part, "without_local_part"},
    name_row{quoted, "quoted"},
    name_row{not_dot_string, "not_dot_string"},
    name_row{long_local_part, "long_local_part"},
    name_row{long_path, "long_path"},
    name_row{long_domain, "long_domain"},
    name_row{source_route, "source_route"},
    name_row{literal, "literal"},
    name_row{bad_literal, "bad_literal"},
    name_row{unknown_host, "unknown_host"},
    name_row{localhost, "localhost"},
    name_row{bad_domain, "bad_domain"},
    name_row{percent, "percent"},
    name_row{pipe, "pipe"},
    name_row{non_ascii, "non_ascii"},
    name_row{unreadable, "unreadable"},
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_plain_local(std::string_view local) {
    if (local.empty() || local.front() == '.' || local.back() == '.' || local.find("..") != local.npos) return false;
    return std::all_of(local.begin(), local.end(), [](char c) {
        return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
    });
}

bool is_domain(std::string_view domain) {
    if (domain.empty() || domain.front() == '.' || domain.find("..") != domain.npos) return false;
    return std::all_of(domain.begin(), domain.end(), [](char c) {
        return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '_' || c == '.';
    });
}

void look_at_local_part(std::string_view local, std::vector<path_trait>& traits) {
    if (local.empty()) return traits.push_back(without_local_part);
    if (local.front() == '"')
        traits.push_back(quoted);
    else if (!is_plain_local(local))
        traits.push_back(not_dot_string);
    if (local.size() > 64) traits.push_back(long_local_part);
    if (local.find_first_of("%!") != local.npos) traits.push_back(percent);
    if (local.front() == '|' || local.front() == '/') traits.push_back(pipe);
}

void look_at_domain(std::string_view domain, std::vector<path_trait>& traits) {
    if (domain.size() > 253) traits.push_back(long_domain);
    if (domain.starts_with('[')) {
        traits.push_back(literal);
        if (!is_address_literal(domain)) traits.push_back(bad_literal);
    } else if (!is_domain(domain)) {
        traits.push_back(bad_domain);
    } else if (base::iequals(domain, "localhost")) {
        traits.push_back(localhost);
    } else if (base::iequals(domain.substr(domain.rfind('.') + 1), "invalid")) {
        traits.push_back(unknown_host);
    }
}

// How many octets up to a blank outside of quotes.
std::size_t word_length(std::string_view text) {
    bool quoted_now = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted_now = !quoted_now;
        if (!quoted_now && is_blank(text[i])) return i;
    }
    return text.size();
}

}  // namespace

std::string_view name(path_trait trait) {
    return std::find_if(names.begin(), names.end(), [&](const name_row& row) { return row.trait == trait; })->name;
}

std::vector<path_trait> traits_of(const parsed_path& path) {
    const std::string_view address = path.address;
    const std::string_view written = path.written;
    std::vector<path_trait> traits;
    if (path.space_before) traits.push_back(space_before);
    if (written.starts_with('<')) {
        const std::size_t close = written.rfind('>');
        if (close == written.npos)
            traits.push_back(unclosed);
        else if (close + 1 != written.size())
            traits.push_back(junk_behind);
        if (written.starts_with("<@") && written.find(':') != written.npos) traits.push_back(source_route);
    } else {
        traits.push_back(written.ends_with('>') ? unopened : bare);
    }
    if (address.empty()) {
        traits.push_back(written == "<>" ? null_path : unreadable);
        return traits;
    }
    if (address.size() > 253) traits.push_back(long_path);
    const std::size_t at = address.starts_with('"') ? address.find('@', address.find('"', 1)) : address.find('@');
    look_at_local_part(address.substr(0, at), traits);
    if (at == address.npos)
        traits.push_back(without_domain);
    else
        look_at_domain(address.substr(at + 1), traits);
    if (!path.ascii) traits.push_back(non_ascii);
    return traits;
}

parsed_path take_any_path(std::string_view& rest) {
    parsed_path made;
    const std::size_t blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    made.space_before = blanks != 0;
    rest.remove_prefix(blanks);
    const std::size_t length = word_length(rest);
    std::string_view word = rest.substr(0, length);
    rest.remove_prefix(length);
    std::string_view inside = word;
    if (word.starts_with('<')) {
        const std::size_t close = word.rfind('>');
        inside = word.substr(1, close == word.npos ? close : close - 1);
    } else if (word.ends_with('>')) {
        inside.remove_suffix(1);
    }
    if (inside.starts_with('@') && inside.find(':') != inside.npos) inside.remove_prefix(inside.find(':') + 1);
    made.written = word;
    made.address = inside;
    made.ascii = base::is_ascii(inside);
    return made;
}

}  // namespace mocksmtp::smtp
