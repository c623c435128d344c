#include "mocksmtp/mail/address.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/domain_name.hpp"
#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

// Where the first of some characters stands that is outside quotes and comments; the text's size if none is.
std::size_t find_outside(std::string_view text, std::string_view wanted) {
    std::size_t at = 0;
    while (at < text.size() && wanted.find(text[at]) == std::string_view::npos) {
        if (text[at] == '"') {
            at += read_quoted_string(text.substr(at)).length;
        } else if (text[at] == '(') {
            at += read_comment(text.substr(at)).length;
        } else {
            ++at;
        }
    }
    return at;
}

// An address without the white space and comments that RFC 5322 allows in it.
std::string squeeze(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        text = skip_space_and_comments(text);
        const bool quoted = text.starts_with('"');
        const std::size_t length = quoted ? read_quoted_string(text).length : text.empty() ? 0 : 1;
        result += text.substr(0, length);
        text.remove_prefix(length);
    }
    return repair_utf8(result);
}

// What stands between '<' and '>': a route may stand in front of the address (RFC 5322 section 4.4).
std::string address_in_angle(std::string_view text) {
    text = skip_space_and_comments(text);
    if (text.starts_with('@')) {
        const std::size_t colon = find_outside(text, ":");
        if (colon < text.size()) text.remove_prefix(colon + 1);
    }
    return squeeze(text);
}

// Where the last '@' outside quotes stands; npos if there is none.
std::size_t last_at(std::string_view text) {
    std::size_t last = std::string_view::npos;
    for (std::size_t at = find_outside(text, "@"); at < text.size(); at += 1 + find_outside(text.substr(at + 1), "@")) {
        last = at;
    }
    return last;
}

struct extent {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Which part of some words is the address around the '@'. White space may stand around the '@' and the dots of an
// address (RFC 5322 section 4.4); anywhere else it parts the address from a name.
extent find_address(std::string_view words, std::size_t at_sign) {
    extent address{0, words.size()};
    std::size_t gap = find_outside(words, blanks);
    while (gap < words.size()) {
        const std::size_t next = words.find_first_not_of(blanks, gap);
        const bool glued = words[gap - 1] == '@' || words[gap - 1] == '.' || words[next] == '@' || words[next] == '.';
        if (!glued && gap > at_sign) {
            address.end = gap;
            break;
        }
        if (!glued) address.begin = next;
        gap = next + find_outside(words.substr(next), blanks);
    }
    return address;
}

// A mailbox written without angle brackets: `bob@example.com`, or what people take for one.
mailbox bare_mailbox(std::string_view source, std::string_view phrase) {
    source = base::trim(source);
    const std::size_t at_sign = last_at(source);
    if (at_sign == std::string_view::npos) {
        const bool one_word = find_outside(source, blanks) == source.size();
        if (one_word && !source.starts_with('"') && !source.starts_with("=?")) return {{}, squeeze(source)};
        return {decode_encoded_words(base::trim(phrase)), {}};
    }
    const extent address = find_address(source, at_sign);
    std::string_view name = base::trim(source.substr(0, address.begin));
    if (name.empty()) name = base::trim(source.substr(address.end));
    const std::string plain = name.starts_with('"') ? read_quoted_string(name).content : std::string(name);
    return {decode_encoded_words(plain), squeeze(source.substr(address.begin, address.end - address.begin))};
}

class list_reader {
public:
    explicit list_reader(std::string_view text) : rest_(text) {}

    std::vector<mailbox> read() {
        while (!rest_.empty()) step();
        finish();
        return std::move(found_);
    }

private:
    // What is known of the mailbox being read.
    struct draft {
        std::string phrase;  // words as they are meant
        std::string source;  // words as they are written
        std::string comment;
        std::optional<std::string> angle;
        std::size_t words_before_angle = 0;  // octets of phrase
        bool has_at = false;                 // in source
        bool spaced = false;                 // white space since the last word
    };

    void step() {
        const char c = rest_.front();
        if (base::is_space(c)) {
            now_.spaced = true;
            rest_.remove_prefix(1);
        } else if (c == '(') {
            take_comment();
        } else if (c == '"') {
            const lexical_piece quoted = read_quoted_string(rest_);
            add_word(quoted.content, rest_.substr(0, quoted.length));
        } else if (c == '<') {
            take_angle();
        } else if (c == '>' && now_.angle) {
            rest_.remove_prefix(1);
        } else if (c == ',' || c == ';') {
            rest_.remove_prefix(1);
            finish();
            if (c == ';') group_.clear();
        } else if (c == ':' && !now_.angle && !now_.has_at) {
            rest_.remove_prefix(1);
            group_ = decode_encoded_words(base::trim(now_.phrase));
            now_ = {};
        } else {
            const std::string_view word = rest_.substr(0, c == '[' ? bracket_length() : word_length());
            add_word(word, word);
        }
    }

    // A domain literal, or a name that somebody put in brackets, may hold colons.
    std::size_t bracket_length() const {
        if (now_.source.ends_with('@')) return rest_.find(']');
        const std::size_t end = rest_.find_first_of("[]<,\"(", 1);
        return end != std::string_view::npos && rest_[end] == ']' ? end + 1 : word_length();
    }

    std::size_t word_length() const {
        const std::size_t end = rest_.find_first_of(" \t\r\n\v\f()\"<,;:[", 1);
        return end == std::string_view::npos ? rest_.size() : end;
    }

    void add_word(std::string_view meant, std::string_view written) {
        const std::string_view gap = now_.spaced && !now_.source.empty() ? " " : "";
        now_.phrase.append(gap).append(meant);
        now_.source.append(gap).append(written);
        now_.spaced = false;
        now_.has_at = now_.has_at || written.find('@') != std::string_view::npos;
        rest_.remove_prefix(written.size());
    }

    void take_comment() {
        const lexical_piece comment = read_comment(rest_);
        if (!now_.comment.empty()) now_.comment += ' ';
        now_.comment += comment.content;
        now_.spaced = true;
        rest_.remove_prefix(comment.length);
    }

    void take_angle() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of('<'), rest_.size()));
        const bool route = skip_space_and_comments(rest_).starts_with('@');
        const std::size_t path = route ? find_outside(rest_, ":>") : 0;  // the commas of a route end nothing
        const std::size_t end = path + find_outside(rest_.substr(path), ">,;<");
        if (now_.angle) finish_before(now_.words_before_angle);
        now_.angle = address_in_angle(rest_.substr(0, end));
        now_.words_before_angle = now_.phrase.size();
        rest_.remove_prefix(end);
        if (rest_.starts_with('>')) rest_.remove_prefix(1);
        now_.spaced = true;
    }

    // A second '<' where a comma is missing: the words between the two belong to the mailbox that begins.
    void finish_before(std::size_t words) {
        draft next;
        next.phrase = next.source = base::trim(std::string_view(now_.phrase).substr(words));
        now_.phrase.resize(words);
        finish();
        now_ = std::move(next);
    }

    void finish() {
        mailbox one;
        if (now_.angle) {
            one = {decode_encoded_words(now_.phrase), *now_.angle};
        } else if (!now_.source.empty()) {
            one = bare_mailbox(now_.source, now_.phrase);
        }
        // Without an address it is a remark on the list: "undisclosed-recipients: (hidden);".
        if (one.name.empty() && !one.address.empty()) one.name = decode_encoded_words(base::trim(now_.comment));
        one.group = group_;
        if (!one.name.empty() || !one.address.empty()) found_.push_back(std::move(one));
        now_ = {};
    }

    std::string_view rest_;
    draft now_;
    std::string group_;
    std::vector<mailbox> found_;
};

}  // namespace

std::vector<mailbox> parse_mailboxes(std::string_view unfolded) { return list_reader(unfolded).read(); }

address_parts split_address(std::string_view address) {
    const std::size_t local = address.starts_with('"') ? read_quoted_string(address).length : 0;
    const std::size_t at = address.rfind('@');
    if (at == std::string_view::npos || at < local) return {address, {}};
    return {address.substr(0, at), address.substr(at + 1)};
}

std::string unquoted_local_part(std::string_view local_part) {
    if (!local_part.starts_with('"')) return std::string(local_part);
    lexical_piece quoted = read_quoted_string(local_part);
    return quoted.closed && quoted.length == local_part.size() ? std::move(quoted.content) : std::string(local_part);
}

bool same_address(std::string_view a, std::string_view b) {
    const address_parts left = split_address(a);
    const address_parts right = split_address(b);
    return same_domain(left.domain, right.domain) &&
           unquoted_local_part(left.local_part) == unquoted_local_part(right.local_part);
}

}  // namespace mocksmtp::mail
