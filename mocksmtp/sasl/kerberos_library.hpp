// MIT krb5's GSS-API, loaded when a keytab is given: who uses no Kerberos neither loads it nor needs it on the machine.
// Only where its headers are.
#pragma once

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

#include <string>

namespace mocksmtp::sasl {

// What we call of it, under its own names without their prefix.
struct gssapi_library {
    decltype(&gss_accept_sec_context) accept_sec_context = nullptr;
    decltype(&gss_acquire_cred_from) acquire_cred_from = nullptr;
    decltype(&gss_delete_sec_context) delete_sec_context = nullptr;
    decltype(&gss_display_name) display_name = nullptr;
    decltype(&gss_display_status) display_status = nullptr;
    decltype(&gss_release_buffer) release_buffer = nullptr;
    decltype(&gss_release_cred) release_cred = nullptr;
    decltype(&gss_release_name) release_name = nullptr;
    decltype(&gss_unwrap) unwrap = nullptr;
    decltype(&gss_wrap) wrap = nullptr;
    decltype(&gss_wrap_size_limit) wrap_size_limit = nullptr;
    gss_OID kerberos = nullptr;  // the mechanism
    std::string missing = {};    // why nothing of the above is there; empty if all of it is
};

// Never unloaded.
gssapi_library load_gssapi(const char* file);

// The one that is installed; whoever calls it first loads it.
const gssapi_library& gssapi();

}  // namespace mocksmtp::sasl
