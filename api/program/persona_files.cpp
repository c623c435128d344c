#include "api/program/persona_files.hpp"

#include <utility>
#include <variant>

#include "api/json/parse.hpp"
#include "api/json/persona_json.hpp"
#include "api/program/files.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::program {
namespace {

namespace smtp = mocksmtp::smtp;

std::string complaint(const std::string& path, const json::mistake& wrong) {
    std::string text = "--persona-file " + path + ": ";
    if (!wrong.pointer.empty()) text += wrong.pointer + ": ";
    text += wrong.detail;
    if (!wrong.did_you_mean.empty()) text += "; did you mean " + wrong.did_you_mean + "?";
    return mocksmtp::base::printable(text);
}

}  // namespace

std::vector<std::shared_ptr<const smtp::persona>> read_persona_files(const std::vector<std::string>& paths,
                                                                     std::vector<std::string>& problems) {
    std::vector<std::shared_ptr<const smtp::persona>> all;
    for (const std::string& path : paths) {
        const auto content = read_file(path);
        if (const auto* failed = std::get_if<unreadable>(&content)) {
            problems.push_back(complaint(path, json::at_pointer("", failed->why)));
            continue;
        }
        const auto parsed = json::parse(std::get<std::string>(content));
        if (const auto* wrong = std::get_if<json::mistake>(&parsed)) {
            problems.push_back(complaint(path, *wrong));
            continue;
        }
        auto read = json::persona_of(std::get<json::value>(parsed));
        if (const auto* wrong = std::get_if<std::vector<json::mistake>>(&read))
            for (const json::mistake& one : *wrong) problems.push_back(complaint(path, one));
        else
            all.push_back(std::make_shared<const smtp::persona>(std::get<smtp::persona>(std::move(read))));
    }
    return all;
}

}  // namespace api::program
