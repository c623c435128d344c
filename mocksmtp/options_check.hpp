// What follows from several options together: the listeners, who may relay, and what contradicts itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options.hpp"

namespace mocksmtp {

// Every SMTP listener, named: "smtp" and "smtps" (with "-2", "-3" for further bind addresses), then those of `listen`,
// "listen-1" and so on unless they have a name. None at all of a mock that is read-only.
std::vector<listener_spec> listeners_of(const options& all);

// The same options with every listener among `listen`, named, so that each can be spoken of.
options with_all_listeners(options all);

// Everyone, until there is a local domain: then only clients that have authenticated, unless `relay` says otherwise.
smtp::relaying relaying_of(const options& all);

// What cannot be as it is, because of the other options.
struct contradiction {
    std::string_view option;  // the name of the one to change, "tls-key"; empty: nobody can say which
    std::string detail;       // what is wrong, and the remedy, as it is told at the start
};

// None if the options can be served. Files are not looked at.
std::vector<contradiction> contradictions(const options& all);

// The port of the API where a listener of mail has it.
std::vector<contradiction> port_contradictions(const program_options& all);

}  // namespace mocksmtp
