#include "mocksmtp/smtp/envelope.hpp"

#include <algorithm>

namespace mocksmtp::smtp {

bool envelope::any_refused() const { return std::ranges::any_of(to, &addressed::refused); }

bool envelope::all_refused() const { return !to.empty() && std::ranges::all_of(to, &addressed::refused); }

}  // namespace mocksmtp::smtp
