// The whole state of a scope as one JSON document, session by session.
#pragma once

#include <memory>

#include "api/routes/route.hpp"

namespace api::routes {

answer get_export(const call& asked);

std::shared_ptr<body_source> make_export(const surroundings& world);

}  // namespace api::routes
