#include "mocksmtp/sasl/anonymous.hpp"

#include <algorithm>
#include <string>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/single_response.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr std::ptrdiff_t longest_trace = 255;  // characters, not octets

std::ptrdiff_t characters_of(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; });
}

class anonymous : public single_response {
private:
    step judge(std::string_view trace) override {
        if (!base::is_utf8(trace)) return reject("ANONYMOUS trace is not UTF-8");
        if (std::any_of(trace.begin(), trace.end(), base::is_control))
            return reject("ANONYMOUS trace with a control character");
        if (characters_of(trace) > longest_trace) return reject("ANONYMOUS trace of more than 255 characters");
        last_ = {{.name = "trace", .value = std::string(trace)}};
        found_.user = "anonymous";
        if (!trace.empty()) found_.more = last_;
        return conclude({.admitted = true, .verified = std::nullopt, .because = "anonymous: nobody is identified"});
    }
};

}  // namespace

std::unique_ptr<mechanism> make_anonymous(const context&, const directory&) { return std::make_unique<anonymous>(); }

}  // namespace mocksmtp::sasl
