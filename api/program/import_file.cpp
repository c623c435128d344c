#include "api/program/import_file.hpp"

#include <stdexcept>

#include "api/json/parse.hpp"
#include "api/program/files.hpp"
#include "api/routes/import.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/scope_registry.hpp"

namespace api::program {

namespace {

// Base64 and JSON of a store that is full as it is by default.
constexpr std::size_t largest = std::size_t{4096} << 20;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw std::runtime_error(mocksmtp::base::printable("--import " + path + ": " + why));
}

std::string line_of(const json::mistake& wrong) {
    return wrong.pointer.empty() ? wrong.detail : wrong.pointer + ": " + wrong.detail;
}

// Where the document belongs: an export of a named scope goes into the scope of that name.
routes::surroundings& place_of(const json::value& document, routes::surroundings& world) {
    const auto name = mocksmtp::store::scope_registry::name_of(routes::scope_of(document));
    auto* named = name && world.scoped ? world.scoped(*name) : nullptr;
    return named != nullptr ? *named : world;
}

}  // namespace

void import_file(const std::string& path, routes::surroundings& world) {
    const auto content = read_file(path, largest);
    if (const auto* failed = std::get_if<unreadable>(&content)) refuse(path, failed->why);
    const auto document = json::parse(std::get<std::string>(content));
    if (const auto* wrong = std::get_if<json::mistake>(&document)) refuse(path, line_of(*wrong));
    const auto& whole = std::get<json::value>(document);
    const auto mistakes = routes::import_document(whole, place_of(whole, world));
    if (!mistakes.empty()) refuse(path, line_of(mistakes.front()));
}

}  // namespace api::program
