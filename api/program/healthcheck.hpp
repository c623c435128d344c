// The command healthcheck: where to ask whether the mock is ready.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "api/beast/health_client.hpp"
#include "mocksmtp/options.hpp"

namespace api::program {

struct nowhere_to_ask {
    std::string why;
};

// The URL if there is one (numeric address or localhost, path optional), else the HTTP port that these settings open;
// if that is a free one, the port file knows it.
std::variant<beast::health_question, nowhere_to_ask> whom_to_ask(const mocksmtp::program_options& all,
                                                                 const std::optional<std::string>& url);

}  // namespace api::program
