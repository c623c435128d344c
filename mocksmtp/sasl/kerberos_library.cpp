#if MOCKSMTP_HAS_GSSAPI

#include "mocksmtp/sasl/kerberos_library.hpp"

#include <dlfcn.h>

namespace mocksmtp::sasl {

namespace {

#ifdef __APPLE__
constexpr const char* installed_file = "libgssapi_krb5.dylib";
#else
constexpr const char* installed_file = "libgssapi_krb5.so.2";
#endif

// Looks names up until one is not there.
class finder {
public:
    explicit finder(void* handle) : handle_(handle) {}

    template <typename function>
    void find(const char* name, function& into) {
        into = reinterpret_cast<function>(look_up(name));
    }

    void* look_up(const char* name) {
        void* const found = missing_.empty() ? dlsym(handle_, name) : nullptr;
        if (found == nullptr && missing_.empty()) missing_ = dlerror();
        return found;
    }

    const std::string& missing() const { return missing_; }

private:
    void* handle_;
    std::string missing_;
};

}  // namespace

gssapi_library load_gssapi(const char* file) {
    gssapi_library all;
    void* const handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        all.missing = dlerror();
        return all;
    }
    finder names(handle);
    names.find("gss_accept_sec_context", all.accept_sec_context);
    names.find("gss_acquire_cred_from", all.acquire_cred_from);
    names.find("gss_delete_sec_context", all.delete_sec_context);
    names.find("gss_display_name", all.display_name);
    names.find("gss_display_status", all.display_status);
    names.find("gss_release_buffer", all.release_buffer);
    names.find("gss_release_cred", all.release_cred);
    names.find("gss_release_name", all.release_name);
    names.find("gss_unwrap", all.unwrap);
    names.find("gss_wrap", all.wrap);
    names.find("gss_wrap_size_limit", all.wrap_size_limit);
    if (void* const mechanism = names.look_up("gss_mech_krb5")) all.kerberos = *static_cast<gss_OID*>(mechanism);
    all.missing = names.missing();
    return all;
}

const gssapi_library& gssapi() {
    static const gssapi_library installed = load_gssapi(installed_file);
    return installed;
}

}  // namespace mocksmtp::sasl

#endif
