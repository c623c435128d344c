#include "mocksmtp/mail/calendar.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/content_line.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {

namespace {

constexpr std::array<std::string_view, 4> shown_types = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"};
// RFC 5545 3.8: those whose value is TEXT, the structured and the encoded ones left out.
constexpr std::array<std::string_view, 8> text_names = {"summary", "description", "location",  "comment",
                                                        "contact", "categories",  "resources", "uid"};

// RFC 5545 section 3.3.11.
std::string unescape(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        const char escaped = text[++i];
        plain += escaped == 'n' || escaped == 'N' ? '\n' : escaped;
    }
    return plain;
}

class calendar_reader {
public:
    std::vector<calendar> read(std::string_view text) {
        if (text.starts_with(utf8_mark)) text.remove_prefix(utf8_mark.size());
        while (!text.empty()) take(take_content_line(text));
        return std::move(made_);
    }

private:
    void take(content_line line) {
        if (line.name == "begin") return begin(base::to_upper(line.value));
        if (open_.empty() || line.name.empty()) return;
        if (line.name == "end") return end(base::to_upper(line.value));
        if (open_.size() == 1 && line.name == "method") made_.back().method = base::to_upper(line.value);
        if (open_.size() != 2 || !is_shown(open_.back())) return;
        if (properties_ == most_calendar_properties) {
            made_.back().cut = true;
            return;
        }
        ++properties_;
        calendar_property one{std::move(line.name), std::move(line.parameters), std::move(line.value)};
        if (std::ranges::find(text_names, one.name) != text_names.end()) one.value = unescape(one.value);
        made_.back().components.back().properties.push_back(std::move(one));
    }

    void begin(std::string type) {
        if (open_.empty() && type != "VCALENDAR") return;
        if (open_.empty()) made_.emplace_back();
        if (open_.size() == 1 && is_shown(type)) made_.back().components.push_back({type, {}});
        if (open_.size() < deepest) open_.push_back(std::move(type));
    }

    // An END closes what it names and all that is open inside; one that names nothing open is passed over.
    void end(const std::string& type) {
        const auto found = std::ranges::find(open_.rbegin(), open_.rend(), type);
        if (found != open_.rend()) open_.erase(std::prev(found.base()), open_.end());
    }

    static bool is_shown(const std::string& type) { return std::ranges::find(shown_types, type) != shown_types.end(); }

    static constexpr std::size_t deepest = 16;  // RFC 5545 needs three

    std::vector<calendar> made_;
    std::vector<std::string> open_;  // the components around the line
    std::size_t properties_ = 0;
};

}  // namespace

const std::string* calendar_property::find(std::string_view parameter_name) const {
    const auto found = std::ranges::find(parameters, parameter_name, &parameter::name);
    return found == parameters.end() ? nullptr : &found->value;
}

const calendar_property* calendar_component::find(std::string_view name) const {
    const auto found = std::ranges::find(properties, name, &calendar_property::name);
    return found == properties.end() ? nullptr : &*found;
}

std::vector<calendar> read_calendars(std::string_view text) { return calendar_reader().read(text); }

std::string calendar_address(std::string_view uri) {
    constexpr std::string_view scheme = "mailto:";
    if (!base::istarts_with(uri, scheme)) return std::string(uri);
    return repair_utf8(decode_percent(uri.substr(scheme.size())));
}

}  // namespace mocksmtp::mail
