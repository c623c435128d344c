// A policy that does what a test says, and a house in which one verdict is given at one stage.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "tests/support/talk.hpp"

namespace tests {

struct scripted_policy final : mocksmtp::smtp::policy {
    std::function<std::optional<mocksmtp::smtp::verdict>(const mocksmtp::smtp::situation&)> decide;
    std::vector<std::uint64_t> stops = {};  // in a body
    std::vector<mocksmtp::base::session_id> touched = {};

    bool asks(mocksmtp::smtp::stage) const override { return true; }
    std::optional<mocksmtp::smtp::verdict> judge(const mocksmtp::smtp::situation& now) override { return decide(now); }
    void acted(const mocksmtp::smtp::rule_hit&, mocksmtp::base::session_id on) override { touched.push_back(on); }
    std::optional<std::uint64_t> next_stop(std::uint64_t from) const override {
        for (const std::uint64_t one : stops)
            if (one >= from) return one;
        return std::nullopt;
    }
};

struct ruled_house {
    explicit ruled_house(mocksmtp::smtp::stage at, mocksmtp::smtp::verdict what) {
        what.by = {"rule-1", 1};
        rules.decide = [at, what = std::move(what)](const mocksmtp::smtp::situation& now) {
            return now.at == at ? std::optional(what) : std::nullopt;
        };
        how.rules = &rules;
    }
    scripted_policy rules;
    house how;
};

// A session whose actions are asked for one by one, instead of by a driver.
struct undriven {
    explicit undriven(mocksmtp::smtp::policy& rules, mocksmtp::smtp::connection_facts where = {.listener = "smtp"},
                      mocksmtp::smtp::settings limits = {})
        : session({.where = std::move(where),
                   .face = std::make_shared<const mocksmtp::smtp::persona>(),
                   .limits = std::make_shared<const mocksmtp::smtp::settings>(std::move(limits)),
                   .users = users,
                   .rules = rules,
                   .journal = std::make_unique<recorder>(book),
                   .time = *clock,
                   .nonces = nonces}) {}

    record_book book;
    mocksmtp::base::derived_nonces nonces{"seed"};
    std::unique_ptr<mocksmtp::base::clock> clock = mocksmtp::base::make_clock(mocksmtp::base::clock_kind::logical);
    mocksmtp::sasl::directory users;
    mocksmtp::smtp::session session;
};

}  // namespace tests
