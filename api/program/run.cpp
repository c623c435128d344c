#include "api/program/run.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "api/json/persona_json.hpp"
#include "api/program/command_line.hpp"
#include "api/program/config_file.hpp"
#include "api/program/environment.hpp"
#include "api/program/healthcheck.hpp"
#include "api/program/help.hpp"
#include "api/program/persona_tables.hpp"
#include "api/program/print_config.hpp"
#include "api/program/serve.hpp"
#include "api/program/settings.hpp"
#include "mocksmtp/persona_choice.hpp"
#include "mocksmtp/version.hpp"

namespace api::program {
namespace {

constexpr int done = 0, failed = 1, wrong_use = 2;

int say(const std::string& text) {
    const bool taken = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (taken && std::fflush(stdout) == 0) return done;
    std::fprintf(stderr, "mocksmtp: standard output: %s\n", std::strerror(errno));
    return failed;
}

int refuse(const std::vector<std::string>& problems) {
    for (const auto& one : problems) std::fprintf(stderr, "mocksmtp: %s\n", one.c_str());
    return wrong_use;
}

// The configuration file the command line or else the environment names.
std::optional<std::string> config_path(const command_line& line, const layer& environment) {
    if (line.asked.config) return line.asked.config;
    const auto* variable = find(environment, "config");
    return variable ? std::optional(variable->values.front().text) : std::nullopt;
}

settings read_settings(const command_line& line, const layer& environment) {
    std::vector<layer> layers;
    if (const auto path = config_path(line, environment)) layers.push_back(read_config_file(*path));
    layers.push_back(environment);
    layers.push_back(line.options);
    return merge(layers);
}

// What a configuration that contradicts nothing can still have wrong: its files.
int check_config(const mocksmtp::program_options& all, const logger& log) {
    const auto problems = why_not_served(all, log);
    return problems.empty() ? say("configuration ok\n") : refuse(problems);
}

int healthcheck(const settings& all, const std::optional<std::string>& url) {
    const auto whom = whom_to_ask(all.values, url);
    if (const auto* nowhere = std::get_if<nowhere_to_ask>(&whom)) return refuse({"healthcheck: " + nowhere->why});
    const auto answer = beast::ask_health(*std::get_if<beast::health_question>(&whom));
    std::fprintf(answer.ready ? stdout : stderr, "%s\n", answer.because.c_str());
    return answer.ready ? done : failed;
}

int print_persona(const mocksmtp::options& among, const std::string& name) {
    const auto face = mocksmtp::find_persona(among, name);
    if (face == nullptr) return refuse({"persona: " + mocksmtp::no_persona(among, name)});
    return say(json::dump_readable(json::to_json(*face)) + "\n");
}

std::string help(const std::string& on) {
    if (on == "markdown") return settings_table();
    if (on == "fields") return fields_table();
    if (on == "diagnostics") return diagnostics_table();
    if (on == "personas") return personas_table();
    if (on == "presets") return presets_table();
    return help_text();
}

int act(const command_line& line, const settings& all) {
    console standard_error(STDERR_FILENO);
    const logger log(all.values.log_format, all.values.log_level, standard_error);
    if (line.asked.print_config) {
        return say(print_config(all, line.asked.print_config->empty() ? sources::left_out : sources::as_comments));
    }
    if (line.what == command::persona) return print_persona(all.values.mock, line.asked.persona);
    if (line.what == command::healthcheck) return healthcheck(all, line.asked.url);
    for (const auto& one : all.warnings) log.write(mocksmtp::log_level::warning, one);
    if (line.asked.check_config) return check_config(all.values, log);
    return serve(all.values, log);
}

}  // namespace

int run(int argc, const char* const* argv, const char* const* environment) {
    const auto line = parse_command_line(std::vector<std::string>(argv + 1, argv + argc));
    if (!line.options.problems.empty()) return refuse(line.options.problems);
    if (line.asked.help) return say(help(*line.asked.help));
    if (line.asked.version) return say("mocksmtp " + std::string(mocksmtp::version()) + "\n");

    std::vector<std::string> variables;
    for (; *environment; ++environment) variables.emplace_back(*environment);
    const auto all = read_settings(line, read_environment(variables));
    if (!all.problems.empty()) return refuse(all.problems);
    return act(line, all);
}

}  // namespace api::program
