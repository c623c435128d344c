#include "mocksmtp/diagnosis/parameter_sections.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::diagnosis {

namespace {

// RFC 2231 section 7: attribute ["*" section] ["*"].
struct section_name {
    std::string_view base;
    std::optional<unsigned> section;
    bool extended = false;
    const written_parameter* of = nullptr;
};

std::optional<section_name> read_section_name(const written_parameter& one) {
    std::string_view name = one.name;
    section_name read{name.substr(0, name.find('*')), {}, false, &one};
    if (read.base.empty()) return std::nullopt;
    name.remove_prefix(read.base.size());
    if (name.empty()) return read;
    name.remove_prefix(1);
    if (name.empty()) {
        read.extended = true;
        return read;
    }
    read.extended = name.ends_with('*');
    if (read.extended) name.remove_suffix(1);
    if (!base::is_digits(name) || (name.size() > 1 && name.front() == '0')) return std::nullopt;
    unsigned section = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), section).ec != std::errc{}) return std::nullopt;
    read.section = section;
    return read;
}

bool percent_signs_escape(std::string_view value) {
    for (std::size_t at = value.find('%'); at != std::string_view::npos; at = value.find('%', at + 1))
        if (!mail::hex_octet(value.substr(at + 1, 2))) return false;
    return true;
}

// What is wrong with the value of name*= or name*N*=; nothing says nothing.
std::string wrong_with_extended(const section_name& name) {
    std::string_view value = name.of->value;
    if (name.of->quoted) return "an extended value may not stand in quotation marks";
    if (name.section.value_or(0) == 0) {
        const std::size_t first = value.find('\'');
        const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
        if (second == std::string_view::npos) return "no charset'language' in front of the value";
        const std::string_view charset = value.substr(0, first);
        if (!charset.empty() && !mail::knows_charset(charset))
            return shown_value(charset) + " is no charset that is known";
        value.remove_prefix(second + 1);
    }
    return percent_signs_escape(value) ? "" : "a percent sign without two hex digits";
}

class section_check {
public:
    explicit section_check(parameter_syntax& read) : read_(read) {
        for (const parameter_mistake& one : read.mistakes) told_.insert(one.where.data());
    }

    void check() {
        std::vector<section_name> sections;
        for (const written_parameter& one : read_.parameters) {
            const auto name = read_section_name(one);
            if (!name) {
                refuse(one, "no such form of a name");
            } else if (!seen_.insert(without_last_star(one.name, *name)).second) {
                refuse(one, "given twice");
            } else {
                if (const std::string wrong = name->extended ? wrong_with_extended(*name) : ""; !wrong.empty())
                    refuse(one, wrong);
                if (name->section) sections.push_back(*name);
            }
        }
        check_gaps(std::move(sections));
    }

private:
    // name*0 and name*0* are the same section; name and name* are a plain value and one for those who know RFC 2231.
    static std::string without_last_star(const std::string& written, const section_name& name) {
        return name.section && name.extended ? written.substr(0, written.size() - 1) : written;
    }

    void check_gaps(std::vector<section_name> sections) {
        std::ranges::stable_sort(sections, [](const section_name& a, const section_name& b) {
            return a.base != b.base ? a.base < b.base : a.section < b.section;
        });
        unsigned expected = 0;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            const section_name& one = sections[i];
            if (i == 0 || sections[i - 1].base != one.base) expected = 0;
            if (*one.section == expected) {
                ++expected;
            } else if (expected != skipped) {
                refuse(*one.of, "section " + std::to_string(expected) + " is missing");
                expected = skipped;  // one gap says it
            }
        }
    }

    void refuse(const written_parameter& one, const std::string& why) {
        if (read_.mistakes.size() >= most_parameter_mistakes) return;
        const auto told = told_.lower_bound(one.value.data());
        if (one.value.empty() || (told != told_.end() && *told < one.value.data() + one.value.size())) return;
        told_.insert(one.value.data());
        read_.mistakes.push_back({parameter_mistake::kind::grammar, one.name + ": " + why, one.value});
    }

    static constexpr unsigned skipped = ~0U;

    parameter_syntax& read_;
    std::set<const char*> told_;  // where mistakes are
    std::set<std::string> seen_;
};

}  // namespace

void check_sections(parameter_syntax& read) { section_check(read).check(); }

}  // namespace mocksmtp::diagnosis
