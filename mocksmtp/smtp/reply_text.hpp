// What a reply says, shared by all its copies: nearly every reply is one of the book's, word for word, and is kept in
// several places.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mocksmtp::smtp {

/// A copy is changed without the others.
class text_lines {
public:
    using list = std::vector<std::string>;
    using const_iterator = list::const_iterator;

    text_lines() = default;
    text_lines(list lines) : kept_(lines.empty() ? nullptr : std::make_shared<list>(std::move(lines))) {}
    text_lines(std::initializer_list<std::string> lines) : text_lines(list(lines)) {}

    const list& get() const {
        static const list none;
        return kept_ ? *kept_ : none;
    }
    /// To be changed; no copy sees that.
    list& edit() {
        if (!kept_)
            kept_ = std::make_shared<list>();
        else if (kept_.use_count() != 1)
            kept_ = std::make_shared<list>(*kept_);
        return *kept_;
    }

    std::size_t size() const { return kept_ ? kept_->size() : 0; }
    bool empty() const { return size() == 0; }
    const std::string& operator[](std::size_t which) const { return (*kept_)[which]; }
    const std::string& front() const { return kept_->front(); }
    const std::string& back() const { return kept_->back(); }
    const_iterator begin() const { return get().begin(); }
    const_iterator end() const { return get().end(); }

    friend bool operator==(const text_lines& one, const text_lines& other) {
        return one.kept_ == other.kept_ || one.get() == other.get();
    }

private:
    std::shared_ptr<list> kept_;
};

/// Octets as they go over the wire; most replies have none of their own.
class raw_octets {
public:
    raw_octets() = default;
    raw_octets(std::string octets)
        : kept_(octets.empty() ? nullptr : std::make_shared<const std::string>(std::move(octets))) {}
    raw_octets(const char* octets) : raw_octets(std::string(octets)) {}

    std::string_view view() const { return kept_ ? std::string_view(*kept_) : std::string_view(); }
    bool empty() const { return kept_ == nullptr; }

    friend bool operator==(const raw_octets& one, const raw_octets& other) { return one.view() == other.view(); }

private:
    std::shared_ptr<const std::string> kept_;
};

}  // namespace mocksmtp::smtp
