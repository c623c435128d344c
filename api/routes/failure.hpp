// The one way to say that an expectation does not hold: to the client, to the journal and to the log.
#pragma once

#include <string>

#include "api/json/value.hpp"
#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"

namespace api::routes {

struct failure {
    std::string summary;                       // the reason phrase
    std::string report;                        // for whom it answers
    std::string lasting;                       // the same as it is in every run, for the journal and the log
    std::string name{};                        // of the test or of its expectation; may be empty
    json::value more = json::value::object();  // of the JSON, behind the members that every failure has
    bool as_text = false;
};

// A 417.
response tell_failure(surroundings& world, const failure& what);

}  // namespace api::routes
