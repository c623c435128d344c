#include "mocksmtp/smtp/peer_words.hpp"

#include <algorithm>
#include <utility>

namespace mocksmtp::smtp {

peer_words words_for_peer(const persona& face, const std::string& address, const std::vector<named_host>& names,
                          std::string_view helo) {
    const auto named = std::ranges::find(names, address, &named_host::address);
    std::string name = named != names.end() ? named->name : "[" + address + "]";
    std::string shown = filled(named != names.end() ? face.named_peer : face.unnamed_peer,
                               {.helo = helo, .peer_ip = address, .peer_name = name});
    return {.name = std::move(name), .shown = std::move(shown)};
}

}  // namespace mocksmtp::smtp
