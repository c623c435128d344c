#include "mocksmtp/mail/mime.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "mocksmtp/mail/header.hpp"

namespace mocksmtp::mail {
namespace {

bool is_padding(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

class part_reader {
public:
    explicit part_reader(std::string_view message) : message_(message) {}

    std::vector<part> read() {
        std::size_t at = begin_parts(0, 0);
        while (!open_.empty()) {
            const std::size_t line = next_candidate(at);
            if (line == std::string_view::npos) break;
            const std::size_t lf = message_.find('\n', line);
            at = lf == std::string_view::npos ? message_.size() : lf + 1;
            const auto found = match(message_.substr(line, lf == std::string_view::npos ? lf : lf - line));
            if (!found) continue;
            if (!found->closing && parts_.size() >= max_parts) {
                parts_[open_[found->level].part].skipped = true;
                break;
            }
            end_parts_inside(found->level, line);
            if (found->closing) {
                parts_[open_[found->level].part].closed = true;
                open_.resize(found->level);
                continue;
            }
            open_.resize(found->level + 1);
            at = begin_parts(at, open_.back().part);
        }
        for (part& one : parts_) {
            if (one.leaf && is_message(one)) one.number = in_message(one) ? parts_[one.parent].number + ".1" : "1";
        }
        return std::move(parts_);
    }

private:
    // A multipart whose closing delimiter has not come.
    struct open_multipart {
        std::size_t part = 0;
        std::string delimiter;  // with its two hyphens
        unsigned children = 0;
    };

    struct delimiter_line {
        std::size_t level = 0;  // in open_
        bool closing = false;
    };

    // The next line at or behind `from`, which begins a line, that begins with two hyphens.
    std::size_t next_candidate(std::size_t from) const {
        if (message_.substr(from).starts_with("--")) return from;
        const std::size_t before = message_.find("\n--", from);
        return before == std::string_view::npos ? before : before + 1;
    }

    // The innermost multipart wins: an outer boundary may be a prefix of an inner one.
    std::optional<delimiter_line> match(std::string_view line) const {
        for (std::size_t level = open_.size(); level-- > 0;) {
            if (!line.starts_with(open_[level].delimiter)) continue;
            const std::string_view behind = line.substr(open_[level].delimiter.size());
            if (is_padding(behind)) return delimiter_line{level, false};
            if (behind.starts_with("--") && is_padding(behind.substr(2))) return delimiter_line{level, true};
        }
        return std::nullopt;
    }

    // The line end in front of a delimiter belongs to it (RFC 2046 section 5.1.1).
    void end_parts_inside(std::size_t level, std::size_t delimiter) {
        std::size_t end = delimiter;
        if (end > 0 && message_[end - 1] == '\n') --end;
        if (end > 0 && end < delimiter && message_[end - 1] == '\r') --end;
        while (unfinished_.back() != open_[level].part) {
            std::string_view& body = parts_[unfinished_.back()].body;
            const std::size_t begin = static_cast<std::size_t>(body.data() - message_.data());
            body = body.substr(0, end > begin ? end - begin : 0);
            unfinished_.pop_back();
        }
    }

    // The part that begins at `start`, and the messages that it may be; answers where the innermost body begins.
    std::size_t begin_parts(std::size_t start, std::size_t parent) {
        std::size_t body = begin_part(start, parent);
        while (holds_message(parts_.back())) {
            const bool room = unfinished_.size() <= max_nesting && parts_.size() < max_parts;
            parts_.back().skipped = !room;
            if (!room) break;
            body = begin_part(body, parts_.size() - 1);
        }
        return body;
    }

    // Reads the header that begins at `start`; the body is the rest of the message until its end is found.
    // Answers where the body begins.
    std::size_t begin_part(std::size_t start, std::size_t parent) {
        const auto ends_header = [&](std::string_view line) { return match(line).has_value(); };
        const std::size_t body = start + read_headers(message_.substr(start), ends_header).body_offset;
        const bool in_digest = !parts_.empty() && parts_[parent].type.value == "multipart/digest";
        part found = describe_part(message_.substr(start, body - start), in_digest ? "message/rfc822" : "text/plain");
        found.parent = parent;
        found.body = message_.substr(body);
        const std::string* boundary = found.type.find("boundary");
        const bool multipart = found.type.value.starts_with("multipart/") && boundary != nullptr && !boundary->empty();
        place(found, multipart);
        const bool deep = unfinished_.size() >= max_nesting;
        found.skipped = multipart && deep;
        if (multipart && !deep) open_.push_back({parts_.size(), "--" + *boundary, 0});
        unfinished_.push_back(parts_.size());
        parts_.push_back(std::move(found));
        return body;
    }

    // A multipart that is a message has no number of its own until it turns out to have no parts.
    void place(part& found, bool multipart) {
        if (parts_.empty()) {
            found.number = multipart ? "" : "1";
            return;
        }
        part& parent = parts_[found.parent];
        found.message = holds_message(parent) ? std::optional(found.parent) : parent.message;
        if (holds_message(parent)) {
            found.number = parent.number + (multipart ? ".TEXT" : ".1");
            return;
        }
        parent.leaf = false;
        const std::string& outer = is_message(parent) ? number_of_message(parent) : parent.number;
        found.number = (outer.empty() ? "" : outer + '.') + std::to_string(++open_.back().children);
    }

    // The message that a message/rfc822 part holds.
    bool in_message(const part& one) const { return &one != &parts_.front() && holds_message(parts_[one.parent]); }
    bool is_message(const part& one) const { return &one == &parts_.front() || in_message(one); }
    const std::string& number_of_message(const part& root) const {
        return &root == &parts_.front() ? root.number : parts_[root.parent].number;
    }

    std::string_view message_;
    std::vector<part> parts_;
    std::vector<open_multipart> open_;
    std::vector<std::size_t> unfinished_;  // the part being read and those around it
};

}  // namespace

std::vector<part> read_parts(std::string_view message) { return part_reader(message).read(); }

}  // namespace mocksmtp::mail
