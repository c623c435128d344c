// How a persona shows who is connected.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/persona.hpp"
#include "mocksmtp/smtp/settings.hpp"

namespace mocksmtp::smtp {

struct peer_words {
    std::string name;   // {peer_name}: by --peer-name, else the address in brackets
    std::string shown;  // {peer}
};

peer_words words_for_peer(const persona& face, const std::string& address, const std::vector<named_host>& names,
                          std::string_view helo = {});

}  // namespace mocksmtp::smtp
