#include "mocksmtp/sasl/mechanism.hpp"

#include <utility>

#include "mocksmtp/sasl/directory.hpp"

namespace mocksmtp::sasl {

mechanism::~mechanism() = default;
security_layer::~security_layer() = default;

step mechanism::conclude(const judgement& judged) {
    found_.verified = judged.verified;
    found_.because = judged.because;
    found_.credential = judged.credential;
    if (judged.admitted) return accepted{};
    return refused{};
}

step mechanism::reject(std::string because) {
    found_.because = because;
    return malformed{std::move(because)};
}

}  // namespace mocksmtp::sasl
