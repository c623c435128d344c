// How the text of an option becomes a value and a value becomes text again.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/options.hpp"

namespace mocksmtp::option_values {

// Why a text is no such value, and what would be one: fit to follow "--smtp-port 99999: ".
struct complaint {
    std::string what;
    friend bool operator==(const complaint&, const complaint&) = default;
};

template <class type>
using parsed = std::variant<type, complaint>;

// How a configuration file writes the value.
enum class shape { toggle, number, text, json };

// Passwords and tokens in what is printed: as they are, or as stars.
enum class secrets { masked, shown };
inline constexpr std::string_view mask = "********";

// Without white space around the parts.
std::vector<std::string> split_at(std::string_view text, char separator);
inline std::vector<std::string> split_at_commas(std::string_view text) { return split_at(text, ','); }

// A codec says how help calls the value (placeholder), how JSON writes it, which values one text holds (parts), and
// parses and prints it; print writes the canonical form, which parse accepts unless it is masked.
template <class type, shape written>
struct codec {
    using value = type;
    static constexpr shape json = written;
    static std::vector<std::string> parts(std::string_view text) { return {std::string(text)}; }
};

struct toggle : codec<bool, shape::toggle> {
    static constexpr std::string_view placeholder = "";
    static parsed<bool> parse(std::string_view text);
    static std::string print(bool v, secrets) { return v ? "true" : "false"; }
};

// 0 to 65535; `off` or -1 closes.
struct port : codec<port_choice, shape::number> {
    static constexpr std::string_view placeholder = "PORT";
    static parsed<port_choice> parse(std::string_view text);
    static std::string print(port_choice v, secrets) { return v ? std::to_string(*v) : "off"; }
};

struct count : codec<std::uint64_t, shape::number> {
    static constexpr std::string_view placeholder = "N";
    static parsed<std::uint64_t> parse(std::string_view text);
    static std::string print(std::uint64_t v, secrets) { return std::to_string(v); }
};

// Octets, or with a unit: kB MB GB (powers of 1000), KiB MiB GiB (of 1024). Below 2^63.
struct octets : codec<std::uint64_t, shape::number> {
    static constexpr std::string_view placeholder = "SIZE";
    static parsed<std::uint64_t> parse(std::string_view text);
    static std::string print(std::uint64_t v, secrets) { return std::to_string(v); }
};

// A whole number with ms, s, m or h; a bare 0 needs no unit; at most 1000 hours.
struct duration : codec<std::chrono::milliseconds, shape::text> {
    static constexpr std::string_view placeholder = "TIME";
    static parsed<std::chrono::milliseconds> parse(std::string_view text);
    static std::string print(std::chrono::milliseconds v, secrets);
};

// The names of wire diagnostics; `all` is every one of them.
struct diagnostics : codec<base::diagnostic_code, shape::text> {
    static constexpr std::string_view placeholder = "CODE";
    static std::vector<std::string> parts(std::string_view text);
    static parsed<base::diagnostic_code> parse(std::string_view text);
    static std::string print(base::diagnostic_code v, secrets);
};

}  // namespace mocksmtp::option_values
