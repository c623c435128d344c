#include "mocksmtp/mail/flowed.hpp"

#include <algorithm>
#include <cstddef>

namespace mocksmtp::mail {

namespace {

struct flowed_line {
    std::size_t depth = 0;  // of quoting
    std::string_view text;  // without quote marks and stuffing
    bool ended = true;      // by a line end; the last line may have none
};

flowed_line take_line(std::string_view& rest) {
    const std::size_t lf = rest.find('\n');
    flowed_line line;
    line.ended = lf != std::string_view::npos;
    line.text = rest.substr(0, lf);
    rest.remove_prefix(line.ended ? lf + 1 : rest.size());
    line.depth = std::min(line.text.find_first_not_of('>'), line.text.size());
    line.text.remove_prefix(line.depth);
    if (line.text.starts_with(' ')) line.text.remove_prefix(1);
    return line;
}

}  // namespace

std::string unflow(std::string_view text, bool delsp) {
    std::string joined;
    bool flowing = false;  // the line before goes on here
    std::size_t depth = 0;
    while (!text.empty()) {
        const flowed_line line = take_line(text);
        const bool signature = line.text == "-- ";
        if (flowing && (line.depth != depth || signature)) {
            joined += '\n';
            flowing = false;
        }
        if (!flowing && line.depth > 0) joined.append(line.depth, '>').append(" ");
        const bool soft = line.ended && !signature && line.text.ends_with(' ');
        joined += soft && delsp ? line.text.substr(0, line.text.size() - 1) : line.text;
        if (line.ended && !soft) joined += '\n';
        flowing = soft;
        depth = line.depth;
    }
    // A paragraph that flows into the end of the text was cut off: its line ended nevertheless.
    if (flowing) joined += '\n';
    return joined;
}

}  // namespace mocksmtp::mail
