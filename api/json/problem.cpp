#include "api/json/problem.hpp"

#include <utility>

namespace api::json {

std::string_view phrase(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 431:
            return "Request Header Fields Too Large";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Error";
    }
}

mistake at_parameter(std::string_view name, std::string detail, std::string did_you_mean) {
    return {.parameter = std::string(name),
            .pointer = {},
            .detail = std::move(detail),
            .did_you_mean = std::move(did_you_mean)};
}

mistake at_pointer(std::string pointer, std::string detail, std::string did_you_mean) {
    return {.parameter = {},
            .pointer = std::move(pointer),
            .detail = std::move(detail),
            .did_you_mean = std::move(did_you_mean)};
}

problem bad_request(std::vector<mistake> errors) {
    problem made;
    const bool too_many = errors.size() > most_mistakes;
    if (too_many) errors.resize(most_mistakes);
    for (const auto& each : errors) {
        if (!made.detail.empty()) made.detail += "; ";
        if (!each.parameter.empty())
            made.detail += each.parameter + ": ";
        else if (!each.pointer.empty())
            made.detail += each.pointer + ": ";
        made.detail += each.detail;
        if (!each.did_you_mean.empty()) made.detail += " (did you mean " + each.did_you_mean + "?)";
    }
    if (too_many) made.detail += "; and there is more: these are the first " + std::to_string(most_mistakes);
    made.errors = std::move(errors);
    return made;
}

value to_json(const problem& what) {
    value made = {{"detail", what.detail}, {"title", phrase(what.status)}, {"status", what.status}};
    if (what.errors.empty()) return made;
    value errors = value::array();
    for (const auto& each : what.errors) {
        value error = value::object();
        if (!each.parameter.empty()) error["parameter"] = each.parameter;
        if (!each.pointer.empty() || each.parameter.empty()) error["pointer"] = each.pointer;
        error["detail"] = each.detail;
        if (!each.did_you_mean.empty()) error["did_you_mean"] = each.did_you_mean;
        errors.push_back(std::move(error));
    }
    made["errors"] = std::move(errors);
    return made;
}

}  // namespace api::json
