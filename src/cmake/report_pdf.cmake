# Target report_pdf: the sample corpus imported and reported, out/sample.db and out/report.pdf. Every run starts anew.
set(sample "${PROJECT_SOURCE_DIR}/corpus/sample")
set(out "${PROJECT_SOURCE_DIR}/out")
add_custom_target(report_pdf
  COMMAND ${CMAKE_COMMAND} -E make_directory "${out}"
  COMMAND ${CMAKE_COMMAND} -E rm -f "${out}/sample.db"
  COMMAND syncreport import "${out}/sample.db" --quiet
          --families "${sample}/families.csv"
          --github "${sample}/github.csv"
          --huggingface "${sample}/huggingface.csv"
          --collected 2025-06-30
          --note "Made-up data: this report is drawn from the sample corpus that comes with the program. Its families, people and commits were invented by a script, and nothing in it is a finding."
  COMMAND syncreport report "${out}/sample.db" -o "${out}/report.pdf"
  COMMENT "Writing out/report.pdf from the sample corpus"
  VERBATIM)
