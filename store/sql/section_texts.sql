-- One row is a numbered section of a current report of a unit (the county's own included) with its text. With
-- $words only sections that hold all of them; an empty list lets all through, as does an empty $sections.
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, s.section, s.text
FROM selected_reports($years, $units, $kinds, $edition) r
JOIN section s USING (report_id)
WHERE picked($sections::VARCHAR[], s.section)
  AND len(list_filter($words::VARCHAR[], lambda word: NOT contains(s.text, word))) = 0
ORDER BY r.year DESC, r.unit_position, s.section
