-- One row is an address of the form (table, row, column), in form order; editions are separated by commas.
SELECT *
FROM address
WHERE picked($tables::VARCHAR[], table_key)
  AND (len($edition::VARCHAR[]) = 0 OR list_has_any(string_split(editions, ','), $edition::VARCHAR[]))
ORDER BY position
