// Collects what is wrong with a message, bounded however much of it there is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"

namespace mocksmtp::diagnosis {

class findings {
public:
    static constexpr std::size_t most_of_one_code = 20;  // the first of them; a message may be wrong a million times
    static constexpr std::size_t longest_detail = 120;   // octets; cut before a character

    // The message that is looked at; it has to outlive this.
    explicit findings(std::string_view message) : message_(message) {}

    // `where` is the place in the message, a view into it; its first octet counts.
    void add(base::diagnostic_code code, std::string_view detail, std::string_view where);
    // Something that is missing stands nowhere.
    void add(base::diagnostic_code code, std::string_view detail = {});

    // Whether another one of that code would be kept: what is costly to find need not be looked for any more.
    bool wants(base::diagnostic_code code) const;

    // In the order of their places, those without one first; of one place in the order of the codes.
    std::vector<base::diagnostic> take();

private:
    std::string_view message_;
    std::vector<base::diagnostic> found_;
    std::vector<std::size_t> counts_;  // by code
};

}  // namespace mocksmtp::diagnosis
