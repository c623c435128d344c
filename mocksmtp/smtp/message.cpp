#include "mocksmtp/smtp/message.hpp"

namespace mocksmtp::smtp {

received_message received_message::share() { return {bytes.share(), removed_dots, terminator, via}; }

std::string on_the_wire(const received_message& message) {
    const std::string_view bytes = message.bytes.view();
    std::string out;
    out.reserve(bytes.size() + message.removed_dots.size() + message.terminator.size());
    std::size_t from = 0;
    for (const std::size_t dot : message.removed_dots) {
        out.append(bytes.substr(from, dot - from));
        out += '.';
        from = dot;
    }
    out.append(bytes.substr(from));
    out += message.terminator;
    return out;
}

}  // namespace mocksmtp::smtp
