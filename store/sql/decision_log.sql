-- One row is a decision, whatever it is about, the last one first.
SELECT d.*, coalesce(u.name, ru.name) AS unit_name, coalesce(d.year, r.year) AS of_year, r.file_name,
    a.table_title, a.row_label, a.column_label
FROM decision d LEFT JOIN report r USING (report_id)
LEFT JOIN unit u ON u.unit_code = d.unit_code
LEFT JOIN unit ru ON ru.unit_code = r.unit_code
LEFT JOIN address a USING (table_key, row_key, column_key)
WHERE (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], coalesce(d.year, r.year)))
  AND (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], coalesce(d.unit_code, r.unit_code)))
ORDER BY d.id DESC
