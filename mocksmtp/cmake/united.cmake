# mocksmtp_unite(<variable> <target> <sources...>): what to compile for these sources of one folder, given as absolute
# paths. Several at a time, which takes a quarter of the time; one by one where MOCKSMTP_UNITED is OFF.
find_package(Python3 COMPONENTS Interpreter QUIET)
cmake_dependent_option(MOCKSMTP_UNITED "Compile several sources at once" ON "Python3_Interpreter_FOUND" OFF)

function(mocksmtp_unite variable target)
  set(alone "")
  set(together "")
  foreach(source IN LISTS ARGN)
    get_source_file_property(definitions ${source} COMPILE_DEFINITIONS)
    if(NOT MOCKSMTP_UNITED OR definitions)
      list(APPEND alone ${source})
    else()
      # Which names a source has of its own decides where it goes.
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
      list(APPEND together ${source})
    endif()
  endforeach()
  set(made "")
  if(together)
    execute_process(COMMAND ${Python3_EXECUTABLE} -I -S -B ${PROJECT_SOURCE_DIR}/mocksmtp/cmake/united.py ${PROJECT_SOURCE_DIR}
      ${CMAKE_BINARY_DIR}/mocksmtp-united ${target} ${together} OUTPUT_VARIABLE made COMMAND_ERROR_IS_FATAL ANY)
  endif()
  set(${variable} ${alone} ${made} PARENT_SCOPE)
endfunction()
