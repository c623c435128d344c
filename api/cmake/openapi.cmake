# Takes api/openapi.yaml into api/routes/documents.cpp: as it is, as JSON, and as a page to read. The latter two are made
# by Python, Debian's own first: that is the one that has python3-yaml.
find_program(MOCKSMTP_PYTHON3 python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(MOCKSMTP_PYTHON3 python3 REQUIRED)
set(openapi_yaml ${CMAKE_CURRENT_SOURCE_DIR}/api/openapi.yaml)
set(openapi_json ${CMAKE_CURRENT_BINARY_DIR}/openapi.json)
set(openapi_script ${CMAKE_CURRENT_SOURCE_DIR}/api/cmake/yaml_to_json.py)
add_custom_command(OUTPUT ${openapi_json}
  COMMAND ${MOCKSMTP_PYTHON3} ${openapi_script} ${openapi_yaml} ${openapi_json}
  DEPENDS ${openapi_yaml} ${openapi_script} VERBATIM)
set(docs_html ${CMAKE_CURRENT_BINARY_DIR}/docs.html)
set(docs_script ${CMAKE_CURRENT_SOURCE_DIR}/api/cmake/docs_page.py)
set(docs_style ${CMAKE_CURRENT_SOURCE_DIR}/api/cmake/docs_page.css)
add_custom_command(OUTPUT ${docs_html}
  COMMAND ${MOCKSMTP_PYTHON3} ${docs_script} ${openapi_yaml} ${docs_style} ${docs_html}
  DEPENDS ${openapi_yaml} ${docs_script} ${docs_style} VERBATIM)
set_source_files_properties(api/routes/documents.cpp PROPERTIES
  OBJECT_DEPENDS "${openapi_yaml};${openapi_json};${docs_html}"
  COMPILE_DEFINITIONS "MOCKSMTP_OPENAPI_YAML=\"${openapi_yaml}\";MOCKSMTP_OPENAPI_JSON=\"${openapi_json}\";MOCKSMTP_DOCS_HTML=\"${docs_html}\"")
