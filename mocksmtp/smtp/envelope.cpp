#include "mocksmtp/smtp/envelope.hpp"

#include <algorithm>

namespace mocksmtp::smtp {

bool envelope::any_accepted() const {
    return std::any_of(to.begin(), to.end(), [](const addressed& one) { return one.answer.completed(); });
}

bool envelope::any_refused() const {
    return std::any_of(to.begin(), to.end(), [](const addressed& one) { return !one.answer.completed(); });
}

}  // namespace mocksmtp::smtp
