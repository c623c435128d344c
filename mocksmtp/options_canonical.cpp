#include "mocksmtp/options_canonical.hpp"

#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_table.hpp"

namespace mocksmtp {

std::variant<options, contradiction> canonical(const options& made) {
    using option_values::secrets;
    const program_options given{.mock = made};
    program_options read = given;
    for (const option_row& row : option_table()) {
        if (row.assign == nullptr) continue;
        const auto texts = row.show(given, secrets::shown);
        if (texts.empty()) continue;
        const auto refused = row.assign(read, texts);
        if (!refused) continue;
        const std::string shown = row.show(given, secrets::masked).at(refused->index);
        return contradiction{row.name,
                             "--" + std::string(row.name) + " " + base::printable(shown) + ": " + refused->what};
    }
    read.mock.users = made.users;  // as text the name ends at the first colon, here it may hold one
    return std::move(read.mock);
}

}  // namespace mocksmtp
