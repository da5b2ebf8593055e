# Build files into the program: add_resource(VARIABLE NAME FILE...) makes NAME_resource.c and .h with
# NAME_get_resource(); each file is /syncreport/NAME/BASENAME. VARIABLE holds the files to add to a target.
find_program(GLIB_COMPILE_RESOURCES glib-compile-resources REQUIRED)
function(add_resource variable name)
  set(entries "")
  foreach(file ${ARGN})
    get_filename_component(base "${file}" NAME)
    string(APPEND entries "    <file alias=\"${base}\">${file}</file>\n")
  endforeach()
  set(folder "${PROJECT_BINARY_DIR}/resources")
  set(manifest "${folder}/${name}.gresource.xml")
  file(CONFIGURE OUTPUT "${manifest}" CONTENT
       "<gresources>\n  <gresource prefix=\"/syncreport/${name}\">\n${entries}  </gresource>\n</gresources>\n")
  foreach(kind source header)
    string(REPLACE source c ending ${kind})
    string(REPLACE header h ending ${ending})
    add_custom_command(OUTPUT "${folder}/${name}_resource.${ending}"
      COMMAND ${GLIB_COMPILE_RESOURCES} --generate-${kind} --internal --manual-register --c-name ${name}
              --target=${folder}/${name}_resource.${ending} ${manifest}
      DEPENDS "${manifest}" ${ARGN} VERBATIM)
  endforeach()
  set_source_files_properties("${folder}/${name}_resource.c" PROPERTIES COMPILE_OPTIONS "-w")
  set(${variable} "${folder}/${name}_resource.c" "${folder}/${name}_resource.h" PARENT_SCOPE)
endfunction()
