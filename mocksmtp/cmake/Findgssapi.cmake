# MIT krb5's GSS-API, which has no CMake package. Heimdal's library has another name, so it is never taken for this one.
# Only its headers are used; the library is loaded at run time.
find_path(gssapi_INCLUDE_DIR gssapi/gssapi_krb5.h)
find_library(gssapi_LIBRARY NAMES gssapi_krb5)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(gssapi REQUIRED_VARS gssapi_LIBRARY gssapi_INCLUDE_DIR)
mark_as_advanced(gssapi_INCLUDE_DIR gssapi_LIBRARY)
