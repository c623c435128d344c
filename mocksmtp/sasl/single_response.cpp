#include "mocksmtp/sasl/single_response.hpp"

#include <string>

namespace mocksmtp::sasl {

step single_response::next(std::optional<std::string_view> response) {
    if (over_) return reject("the exchange is over");
    if (!response && !asked_) {
        asked_ = true;
        return challenge{};
    }
    over_ = true;
    const std::string_view said = response.value_or(std::string_view{});
    last_ = {{.name = "response", .value = std::string(said), .secret = true}};
    return judge(said);
}

}  // namespace mocksmtp::sasl
