#include "mocksmtp/mail/html_entity_names.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <vector>

#include "mocksmtp/mail/html_entity_table.hpp"

namespace mocksmtp::mail {
namespace {

std::uint32_t take_code_point(std::string_view& digits) {
    std::uint32_t code_point = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code_point, 16);
    digits.remove_prefix(static_cast<std::size_t>(end - digits.data()));
    return code_point;
}

std::vector<named_character> read_table() {
    std::vector<named_character> names;
    for (std::string_view rest = entity_table; !rest.empty();) {
        const std::size_t name_end = rest.find_first_of(";?");
        named_character one{.name = rest.substr(0, name_end), .open = rest[name_end] == '?'};
        rest.remove_prefix(name_end + 1);
        one.code_point = take_code_point(rest);
        if (rest.starts_with('+')) {
            rest.remove_prefix(1);
            one.second = take_code_point(rest);
        }
        if (!rest.empty()) rest.remove_prefix(1);
        names.push_back(one);
    }
    return names;
}

}  // namespace

const named_character* character_named(std::string_view name) {
    static const std::vector<named_character> names = read_table();
    const auto found = std::ranges::lower_bound(names, name, {}, &named_character::name);
    return found != names.end() && found->name == name ? &*found : nullptr;
}

}  // namespace mocksmtp::mail
