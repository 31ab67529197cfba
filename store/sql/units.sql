-- One row is a unit of the roster, in its order.
SELECT unit_code, name AS unit_name, kind, aliases, valid_from, valid_to, successors, population, position
FROM unit
WHERE picked($kinds::VARCHAR[], kind)
ORDER BY position
