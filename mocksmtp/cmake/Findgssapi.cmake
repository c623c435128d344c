# MIT krb5's GSS-API, which has no CMake package. Heimdal's library has another name, so it is never taken for this one.
find_path(gssapi_INCLUDE_DIR gssapi/gssapi_krb5.h)
find_library(gssapi_LIBRARY NAMES gssapi_krb5)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(gssapi REQUIRED_VARS gssapi_LIBRARY gssapi_INCLUDE_DIR)
if(gssapi_FOUND AND NOT TARGET gssapi::krb5)
  add_library(gssapi::krb5 UNKNOWN IMPORTED)
  set_target_properties(gssapi::krb5 PROPERTIES IMPORTED_LOCATION ${gssapi_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${gssapi_INCLUDE_DIR})
endif()
mark_as_advanced(gssapi_INCLUDE_DIR gssapi_LIBRARY)
