#include "mocksmtp/persona_choice.hpp"

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/personas/catalogue.hpp"

namespace mocksmtp {

std::vector<std::string_view> persona_names(const options& among) {
    auto names = personas::names();
    for (const auto& one : among.personas)
        if (one != nullptr) names.emplace_back(one->name);
    return names;
}

std::shared_ptr<const smtp::persona> find_persona(const options& among, std::string_view name) {
    for (const auto& one : among.personas)
        if (one != nullptr && one->name == name) return one;
    return personas::find(name);
}

std::string no_persona(const options& among, std::string_view name) {
    const auto names = persona_names(among);
    const auto meant = base::nearest(name, names);
    std::string all;
    for (const std::string_view each : names) all += (all.empty() ? "" : ", ") + std::string(each);
    return "\"" + base::printable(name) + "\" is no persona here" +
           (meant ? "; did you mean " + *meant + "?" : " (" + all + ")");
}

}  // namespace mocksmtp
