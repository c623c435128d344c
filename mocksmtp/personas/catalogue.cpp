#include "mocksmtp/personas/catalogue.hpp"

#include <array>

#include "mocksmtp/personas/mocksmtp.hpp"

namespace mocksmtp::personas {

namespace {

struct catalogue_row {
    std::string_view name;
    smtp::persona (*make)();
};

constexpr std::array rows{
    catalogue_row{"mocksmtp", make_mocksmtp},
};

}  // namespace

std::shared_ptr<const smtp::persona> find(std::string_view name) {
    for (const catalogue_row& row : rows) {
        if (row.name == name) return std::make_shared<const smtp::persona>(row.make());
    }
    return nullptr;
}

std::vector<std::string_view> names() {
    std::vector<std::string_view> all;
    all.reserve(rows.size());
    for (const catalogue_row& row : rows) all.push_back(row.name);
    return all;
}

}  // namespace mocksmtp::personas
