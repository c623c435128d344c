# The library as others use it: mocksmtp::mocksmtp (the mock as one object) and mocksmtp::api (HTTP on top of it),
# the same names from find_package(mocksmtp) and from FetchContent. Included last, when every floor is there.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_directory_property(all_targets BUILDSYSTEM_TARGETS)
set(library_floors "")
set(api_floors "")
foreach(target IN LISTS all_targets)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "STATIC_LIBRARY")
    continue()
  elseif(target MATCHES "^mocksmtp_api_")
    list(APPEND api_floors ${target})
  else()
    list(APPEND library_floors ${target})
  endif()
endforeach()

# One name for the floors of HTTP. The program's own floor, flags and main, is no part of it.
list(REMOVE_ITEM api_floors mocksmtp_api_program)
if(api_floors)
  add_library(mocksmtp_api INTERFACE)
  add_library(mocksmtp::api ALIAS mocksmtp_api)
  set_target_properties(mocksmtp_api PROPERTIES EXPORT_NAME api)
  target_link_libraries(mocksmtp_api INTERFACE ${api_floors})
  list(APPEND api_floors mocksmtp_api)
endif()

if(NOT MOCKSMTP_INSTALL)
  return()
endif()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/mocksmtp)
function(mocksmtp_install_part part)
  install(TARGETS ${ARGN} EXPORT ${part} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT ${part} FILE ${part}.cmake NAMESPACE mocksmtp:: DESTINATION ${package_folder})
endfunction()

mocksmtp_install_part(mocksmtp_library_targets mocksmtp_settings ${library_floors})
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/mocksmtp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN *.hpp PATTERN cmake EXCLUDE)
if(api_floors)
  mocksmtp_install_part(mocksmtp_api_targets ${api_floors})
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/api DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN *.hpp PATTERN program EXCLUDE)
endif()
if(TARGET mocksmtp)
  install(TARGETS mocksmtp RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/mocksmtpConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/mocksmtpConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/mocksmtpConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mocksmtpConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/mocksmtpConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/Findre2.cmake DESTINATION ${package_folder})
