// What the options mean for each part of the mock.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mocksmtp/net/server.hpp"
#include "mocksmtp/net/tls_profiles.hpp"
#include "mocksmtp/options.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/smtp/settings.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp {

smtp::listener_kind kind_of(listener_kind kind);
smtp::settings settings_of(const options& from, const listener_spec& listener);
sasl::directory directory_of(const options& from);
store::scope_options scope_options_of(const options& from);
// Of the world.
rules::rule_set_options rule_set_options_of(const options& from,
                                            const std::shared_ptr<net::tls_profiles>& certificates);
// What is configured are the world's rules: they stand behind every scope's own.
rules::rule_set_options named_rules_of(const options& from, const std::shared_ptr<net::tls_profiles>& certificates);
// The configured listeners that belong to a named scope, by its name.
std::map<std::string, std::vector<std::string>> listeners_of_scopes(const options& from);
net::server_options server_options_of(const options& from);
// Throws where they cannot be loaded.
std::shared_ptr<net::tls_profiles> certificates_of(const options& from);

}  // namespace mocksmtp
