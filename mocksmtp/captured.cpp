#include "mocksmtp/captured.hpp"

#include "mocksmtp/base/text.hpp"

namespace mocksmtp {

std::optional<std::string> captured_message::header(std::string_view name) const {
    for (const captured_header& one : headers) {
        if (base::iequals(one.name, name)) return one.value;
    }
    return std::nullopt;
}

}  // namespace mocksmtp
