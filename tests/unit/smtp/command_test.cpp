#include "mocksmtp/smtp/command.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace mocksmtp;
using base::diagnostic_code;

using place = std::pair<diagnostic_code, std::size_t>;

std::vector<place> told_of(std::string_view line) {
    std::vector<place> told;
    for (const auto& note : smtp::parse_command(line, smtp::usual_grammar()).notes)
        told.emplace_back(note.code, note.offset.value_or(line.size()));
    return told;
}

}  // namespace

TEST_CASE("spaces and control characters of a command line are told of where they stand") {
    constexpr auto space = diagnostic_code::command_space_wrong;
    constexpr auto control = diagnostic_code::command_control_character;
    const std::vector<std::pair<std::string_view, std::vector<place>>> lines{
        {"NOOP  x", {{space, 4}}},
        {"NOOP\tx", {{space, 4}}},
        {"NOOP \t x", {{space, 5}}},
        {"MAIL  FROM:<a@b.test>  SIZE=1", {{space, 4}}},
        {"MAIL FROM:<a@b.test>   SIZE=1", {{space, 20}}},
        {"MAIL FROM:<a@b.test> SIZE=1  BODY=7BIT", {{space, 27}}},
        {"MAIL FROM :<a@b.test>", {{space, 9}}},
        {"NOOP a\rb", {{control, 6}}},
        {"VRFY \x7f\tx", {{control, 5}, {space, 6}}},
        // What is between the words alone.
        {"MAIL FROM:<\"a  b\"@b.test> SIZE=1", {}},
        {"NOOP a  b", {}},
        {"VRFY a  b", {}},
    };
    for (const auto& [line, expected] : lines) {
        CAPTURE(line);
        CHECK(told_of(line) == expected);
    }
}
