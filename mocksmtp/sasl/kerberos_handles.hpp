// Owning handles for the GSS-API's C objects, and its status codes as text. Only where the library is, and once it is
// loaded.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "mocksmtp/sasl/kerberos_library.hpp"

namespace mocksmtp::sasl {

// What the library allocated for us.
class gss_text {
public:
    gss_text() = default;
    gss_text(const gss_text&) = delete;
    gss_text& operator=(const gss_text&) = delete;
    ~gss_text() {
        OM_uint32 minor = 0;
        gssapi().release_buffer(&minor, &held_);
    }
    gss_buffer_t out() { return &held_; }
    std::string text() const { return {static_cast<const char*>(held_.value), held_.length}; }

private:
    gss_buffer_desc held_ = {0, nullptr};
};

// Octets of ours for the library to read; they must outlive the call.
inline gss_buffer_desc lent(std::string_view octets) {
    return {octets.size(), const_cast<char*>(octets.data())};  // the library's type has no const
}

class gss_context {
public:
    gss_context() = default;
    gss_context(gss_context&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    gss_context& operator=(gss_context&&) = delete;
    ~gss_context() {
        OM_uint32 minor = 0;
        gssapi().delete_sec_context(&minor, &held_, nullptr);
    }
    gss_ctx_id_t get() const { return held_; }
    gss_ctx_id_t* out() { return &held_; }

private:
    gss_ctx_id_t held_ = nullptr;
};

class gss_credentials {
public:
    gss_credentials() = default;
    gss_credentials(const gss_credentials&) = delete;
    gss_credentials& operator=(const gss_credentials&) = delete;
    ~gss_credentials() {
        OM_uint32 minor = 0;
        gssapi().release_cred(&minor, &held_);
    }
    gss_cred_id_t get() const { return held_; }
    gss_cred_id_t* out() { return &held_; }

private:
    gss_cred_id_t held_ = nullptr;
};

// The mechanism's own words if it has any, otherwise the GSS-API's; one line.
std::string gss_reason(OM_uint32 major, OM_uint32 minor);

}  // namespace mocksmtp::sasl
