// All rules of a scope: who is asked first, what each does, and what became of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/rules/check.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

struct rule_set_options {
    std::string seed = "mocksmtp";  // of probabilities
    std::string scope{};            // whose rules these are; empty: the world's, where each step has its own
    std::vector<rule> baseline{};   // configured: a reset re-arms them
    bool reply_addresses = false;   // see reply_addresses.hpp
    // Why a certificate cannot be wrong in this way here, in one sentence; empty: it can. Nothing: it always can.
    std::function<std::string(const smtp::tls_fault&)> tls_objection{};
    // The same of the stages at which the scope cannot be known yet.
    std::function<std::string(stage)> stage_objection{};
};

// A rule and what became of it since it was added, put again, or re-armed by a reset.
struct standing {
    enum class state { armed, spent, expired };
    struct miss {
        base::session_id session;  // none: at connect
        std::string because;       // one clause: "to is carol@example.test", "skips 1 more match"
    };
    static constexpr std::size_t list_limit = 1000;

    rule what;
    bool baseline = false;
    state now = state::armed;
    std::uint64_t evaluations = 0;                    // how often it was asked
    std::uint64_t matches = 0;                        // how often its conditions held
    std::uint64_t hits = 0;                           // how often it acted
    std::map<std::string, std::uint64_t> hits_per{};  // by the value of `per`; the first list_limit values
    std::optional<miss> last_miss{};
    std::vector<base::session_id> sessions{};  // it acted on, each once, in order; the first list_limit
};

// What a rule would do in a situation that is only described.
struct opinion {
    std::string id;
    bool acts = false;
    std::string because;  // why not, or "acts: hit 2"
};

// The rule added last is asked first, a higher priority before a lower one, those added before the configured ones. The
// first that matches and whose counts let it act decides.
class rule_set final : public smtp::policy {
public:
    // Throws std::invalid_argument, with the fault in one line, where a rule of the baseline is not usable. The clock
    // outlives the set.
    rule_set(const base::clock& time, rule_set_options options);
    ~rule_set() override;

    bool asks(stage at) const override;
    std::optional<smtp::verdict> judge(const smtp::situation& now) override;
    void acted(const smtp::rule_hit& by, base::session_id on) override;
    std::optional<std::uint64_t> next_stop(std::uint64_t from) const override;

    struct placed {
        std::string id;
        bool is_new = true;  // false: it took the place of one with the same id
    };
    // Adds the rule in front, armed anew; one with the same id goes (a configured one is hidden until a reset).
    std::variant<placed, std::vector<fault>> put(rule what);
    // Replaces all that were added; nothing changes if one of them is not usable: faults point to "/3/match/...".
    std::vector<fault> replace(std::vector<rule> all);
    bool remove(std::string_view id);             // a configured one comes back with the next reset
    void clear();                                 // all that were added
    void reset();                                 // as it was at the start
    void begin_again_in(std::string_view scope);  // what is counted per scope

    const standing* find(std::string_view id) const;
    std::vector<const standing*> all() const;                     // in the order in which they are asked
    const std::map<std::string, std::string>& scenarios() const;  // state by name, of those that have left "started"

    // What each rule of this stage would do, in the order in which they are asked, up to and with the first that acts;
    // nothing is counted.
    std::vector<opinion> consider(stage at, const match::facts& situation, smtp::auth_moment moment = {},
                                  std::uint64_t octets = 0) const;

private:
    struct works;
    std::unique_ptr<works> works_;
};

}  // namespace mocksmtp::rules
