// What stands around the evidence: the page's head with its style, its sections, its end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace api::routes {

// For the header field, and for a page that was saved to a file, inside it.
inline constexpr std::string_view report_policy = "default-src 'none'; style-src 'unsafe-inline'";

// One number of the summary, which leads to its section.
struct report_tile {
    std::string_view section;
    std::string_view label;
    std::uint64_t count = 0;
    bool bad = false;  // a number that somebody should look at
};

struct report_title {
    std::string version;
    std::string scope;
    std::string cursor;
};

std::string report_head(const report_title& title, const std::vector<report_tile>& tiles);

std::string open_section(std::string_view id, std::string_view heading);
std::string open_table(const std::vector<std::string_view>& columns);
inline constexpr std::string_view close_table = "</table>\n";
inline constexpr std::string_view close_section = "</section>\n";
inline constexpr std::string_view report_end = "</main></body></html>\n";

// The cells are markup already.
std::string table_row(const std::vector<std::string>& cells);

// Two columns, for what one thing says about itself; `value` is markup already. Nothing where it is empty.
std::string fact(std::string_view name, std::string_view value);

}  // namespace api::routes
