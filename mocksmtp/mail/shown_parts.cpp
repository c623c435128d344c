#include "mocksmtp/mail/shown_parts.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

// Forms of the same, or what belongs to one of the parts: not shown one after another (RFC 2046 section 5.1.4, RFC
// 2387).
bool shows_one_part(const part& parent) {
    return parent.type.value == "multipart/alternative" || parent.type.value == "multipart/related";
}

// A text with a file name is an attachment to most mailers that do not say what it is.
bool is_shown_with_its_name(const part& one, const std::vector<part>& parts) {
    const bool says_so = one.disposition && one.disposition->value == "inline";
    return &one == &parts.front() || says_so || parts[one.parent].type.value == "multipart/alternative";
}

// RFC 2387 section 3.2: the parameter is the root's Content-ID.
bool names(const std::string& start, const part& one) {
    const std::string_view written = base::trim(start);
    return one.id && (written == *one.id || written == "<" + *one.id + ">");
}

class chooser {
public:
    explicit chooser(const std::vector<part>& parts) : parts_(parts), shown_child_(parts.size(), nobody) {
        std::vector<const std::string*> starts(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].type.value == "multipart/related") starts[i] = parts[i].type.find("start");
            const std::size_t parent = parts[i].parent;
            if (parent == i || starts[parent] == nullptr || shown_child_[parent] != nobody) continue;
            if (names(*starts[parent], parts[i])) shown_child_[parent] = i;
        }
    }

    // Whether the multiparts around it show it beside what was chosen before; if so, it is chosen.
    bool choose(std::size_t index) {
        for (std::size_t at = index; at != 0; at = parts_[at].parent) {
            const std::size_t parent = parts_[at].parent;
            const std::size_t shown = shown_child_[parent];
            if (shows_one_part(parts_[parent]) && shown != nobody && shown != at) return false;
        }
        for (std::size_t at = index; at != 0; at = parts_[at].parent) shown_child_[parts_[at].parent] = at;
        return true;
    }

private:
    const std::vector<part>& parts_;
    std::vector<std::size_t> shown_child_;  // of each part, the last of its parts that holds something chosen
};

}  // namespace

std::vector<const part*> choose_shown(const std::vector<part>& parts, std::string_view type) {
    std::vector<const part*> shown;
    const part* named = nullptr;
    chooser around(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const part& one = parts[i];
        if (!one.leaf || one.message || is_attachment(one) || one.type.value != type) continue;
        if (!file_name(one) && around.choose(i)) shown.push_back(&one);
        if (named == nullptr && file_name(one) && is_shown_with_its_name(one, parts)) named = &one;
    }
    if (shown.empty() && named != nullptr) shown.push_back(named);
    return shown;
}

std::optional<decoded_body> decode_shown(const std::vector<const part*>& shown) {
    std::optional<decoded_body> all;
    for (const part* one : shown) {
        decoded_body next = decode_body(*one);
        if (!all) {
            all = std::move(next);
            continue;
        }
        if (!all->text.empty() && !all->text.ends_with('\n')) all->text += '\n';
        all->text += next.text;
        all->charset_known = all->charset_known && next.charset_known;
        all->lossy = all->lossy || next.lossy;
    }
    return all;
}

}  // namespace mocksmtp::mail
