-- How many documents are there of each year and kind?
--
-- An empty year is a date that can mean more than one year, or none.
SELECT
  year,
  source_id,
  document_type,
  count(*) AS documents,
  sum(priority_code IS NOT NULL) AS with_priority,
  sum(classification_code IS NOT NULL) AS with_classification
FROM documents
GROUP BY year, source_id, document_type
ORDER BY year, source_id, document_type
