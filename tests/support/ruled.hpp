// A policy that does what a test says, and a house in which one verdict is given at one stage.
#pragma once

#include <functional>
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

}  // namespace tests
