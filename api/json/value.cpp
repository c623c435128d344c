#include "api/json/value.hpp"

namespace api::json {

std::string dump(const value& what) { return what.dump(-1, ' ', false, value::error_handler_t::replace); }

std::string dump_readable(const value& what) { return what.dump(2, ' ', false, value::error_handler_t::replace); }

}  // namespace api::json
