#include "mocksmtp/store/packed.hpp"

#include <algorithm>

namespace mocksmtp::store {

namespace {

// Numbers stand in groups of seven bits, the lowest first; text behind its length; an optional behind 0 or 1.
constexpr std::size_t most_groups = 10;

// What a reply has besides code and lines.
constexpr std::uint64_t has_enhanced = 1, has_raw = 2;

char* put_groups(char* to, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) *to++ = static_cast<char>(number | 0x80);
    *to++ = static_cast<char>(number);
    return to;
}

}  // namespace

void packer::put_large(std::uint64_t number) {
    char groups[most_groups];
    const char* const end = put_groups(groups, number);
    out_.append(groups, static_cast<std::size_t>(end - groups));
}

// Nearly all replies have one short line: all of it goes into the string at once.
void packer::put(const smtp::reply& what) {
    constexpr std::size_t short_line = 0x7f;  // its length is one group
    char front[6 * most_groups + 1 + short_line];
    char* end = put_groups(front, static_cast<std::uint64_t>(what.code));
    end = put_groups(end, (what.enhanced ? has_enhanced : 0) | (what.raw.empty() ? 0 : has_raw));
    if (what.enhanced) {
        end = put_groups(end, what.enhanced->status_class);
        end = put_groups(end, what.enhanced->subject);
        end = put_groups(end, what.enhanced->detail);
    }
    end = put_groups(end, what.lines.size());
    const bool is_short = what.lines.size() == 1 && what.lines[0].size() <= short_line;
    if (is_short) {
        const std::string& line = what.lines[0];
        *end++ = static_cast<char>(line.size());
        end = std::copy(line.begin(), line.end(), end);
    }
    out_.append(front, static_cast<std::size_t>(end - front));
    if (!is_short)
        for (const auto& line : what.lines) put(std::string_view(line));
    if (!what.raw.empty()) put(what.raw.view());
}

void packer::put(const std::optional<smtp::rule_hit>& what) {
    put(std::uint64_t{what ? 1u : 0u});
    if (!what) return;
    put(std::string_view(what->rule));
    put(what->hit);
}

void packer::put(const smtp::addressed& what) {
    put(std::string_view(what.address));
    put(std::uint64_t{what.refused() ? 1u : 0u});
    const std::size_t start = out_.size();
    put(what.answer);
    put(what.rule);
    for (const auto& parameter : what.params) {
        put(std::string_view(parameter.name));
        put(std::uint64_t{parameter.value ? 1u : 0u});
        if (parameter.value) put(std::string_view(*parameter.value));
    }
    char length[most_groups];  // of all that, to pass over it
    out_.insert(start, length, static_cast<std::size_t>(put_groups(length, out_.size() - start) - length));
}

void packer::put(const std::optional<smtp::data_facts>& what) {
    put(std::uint64_t{what ? 1u : 0u});
    if (!what) return;
    put(static_cast<std::uint64_t>(what->via));
    put(what->octets);
    put(what->answer);
}

void packer::put(const base::diagnostic& what) {
    put(static_cast<std::uint64_t>(what.code));
    put(std::string_view(what.detail));
    put(std::uint64_t{what.offset ? *what.offset + 1 : 0});
}

void packer::put(const smtp::command_received& what) {
    put(std::uint64_t{what.secret_from ? *what.secret_from + 1 : 0});
    put(std::string_view(what.line));
}

void packer::put(const smtp::reply_made& what) {
    put(what.said);
    put(what.rule);
}

void packer::put(const smtp::rule_acted& what) {
    put(static_cast<std::uint64_t>(what.at));
    put(std::optional(what.by));
}

void packer::put(const hold_begun& what) {
    put(what.id.number);
    put(static_cast<std::uint64_t>(what.at));
    put(std::optional(what.by));
}

void packer::put(const smtp::hold_closed& what) {
    put(what.id.number);
    put(std::uint64_t{what.released ? 1u : 0u});
}

void packer::put(const smtp::diagnosed& what) {
    put(std::uint64_t{what.of_transaction ? 1u : 0u});
    put(what.what);
}

std::uint64_t packed_reader::number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; !rest_.empty() && shift < 64; shift += 7) {
        const auto group = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        number |= std::uint64_t{group & 0x7fu} << shift;
        if (group < 0x80) break;
    }
    return number;
}

std::string_view packed_reader::text() {
    const auto length = number();
    const auto found = rest_.substr(0, length);
    rest_.remove_prefix(found.size());
    return found;
}

smtp::reply packed_reader::reply() {
    smtp::reply made;
    made.code = static_cast<int>(number());
    const auto more = number();
    if ((more & has_enhanced) != 0) {
        auto& enhanced = made.enhanced.emplace();
        enhanced.status_class = static_cast<std::uint16_t>(number());
        enhanced.subject = static_cast<std::uint16_t>(number());
        enhanced.detail = static_cast<std::uint16_t>(number());
    }
    std::vector<std::string> lines;
    for (auto count = number(); count > 0 && !done(); --count) lines.emplace_back(text());
    made.lines = std::move(lines);
    if ((more & has_raw) != 0) made.raw = std::string(text());
    return made;
}

std::optional<smtp::rule_hit> packed_reader::rule() {
    if (number() == 0) return std::nullopt;
    smtp::rule_hit made;
    made.rule = text();
    made.hit = number();
    return made;
}

smtp::addressed packed_reader::addressed() {
    smtp::addressed made;
    made.address = text();
    number();
    packed_reader inner(text());
    made.answer = inner.reply();
    made.rule = inner.rule();
    while (!inner.done()) {
        auto& parameter = made.params.emplace_back();
        parameter.name = inner.text();
        if (inner.number() != 0) parameter.value = inner.text();
    }
    return made;
}

packed_reader::glimpse packed_reader::glance() {
    glimpse seen;
    seen.address = text();
    seen.refused = number() != 0;
    text();
    return seen;
}

std::optional<smtp::data_facts> packed_reader::data() {
    if (number() == 0) return std::nullopt;
    smtp::data_facts made;
    made.via = static_cast<smtp::body_via>(number());
    made.octets = number();
    made.answer = reply();
    return made;
}

base::diagnostic packed_reader::diagnostic() {
    base::diagnostic made;
    made.code = static_cast<base::diagnostic_code>(number());
    made.detail = text();
    if (const auto offset = number()) made.offset = offset - 1;
    return made;
}

}  // namespace mocksmtp::store
