-- One row is a report whose cells asked for do not balance: those of $rows_in less those of $rows_out, in the
-- column asked for, with the difference. A cell without a number counts as nothing, as it does in the sums.
WITH asked AS (
    SELECT position AS address_no, CASE WHEN list_contains($rows_in::VARCHAR[], row_key) THEN 1 ELSE -1 END AS sign
    FROM address
    WHERE picked($tables::VARCHAR[], table_key) AND picked($column_keys::VARCHAR[], column_key)
      AND (list_contains($rows_in::VARCHAR[], row_key) OR list_contains($rows_out::VARCHAR[], row_key))
),
summed AS (
    SELECT report_no, sum(sign * value) AS gap
    FROM number JOIN asked USING (address_no)
    GROUP BY report_no
    HAVING gap <> 0
)
SELECT r.unit_code, r.unit_name, r.kind, r.year, r.report_id, s.gap
FROM counted_reports($years, $units, $kinds, $edition) r
JOIN summed s ON s.report_no = r.load_order
ORDER BY r.unit_position, r.year
