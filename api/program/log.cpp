#include "api/program/log.hpp"

#include <nlohmann/json.hpp>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_choices.hpp"

namespace api::program {

namespace base = mocksmtp::base;
namespace values = mocksmtp::option_values;
using mocksmtp::log_format;
using mocksmtp::log_level;

std::string log_line(log_format format, log_level level, std::string_view message,
                     std::initializer_list<log_field> fields) {
    const auto severity = values::choice<values::log_level_words>::print(level, values::secrets::masked);
    if (format == log_format::json) {
        nlohmann::ordered_json line = {{"level", severity}, {"message", message}};
        for (const auto& one : fields) line[std::string(one.name)] = one.value;
        return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    }
    auto line = "mocksmtp: " + (level == log_level::info ? "" : severity + ": ") + base::printable(message);
    for (const auto& one : fields) line += " " + std::string(one.name) + "=" + base::printable(one.value);
    return line + "\n";
}

void logger::write(log_level level, std::string_view message, std::initializer_list<log_field> fields) const {
    if (!wants(level)) return;
    to_.write(log_line(format_, level, message, fields));
}

}  // namespace api::program
