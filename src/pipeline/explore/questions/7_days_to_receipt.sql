-- How many days passed from the date of a document to its receipt?
--
-- Only where both days are stated to the day. A number below zero is what the document says: see its checks.
SELECT
  d.document_id,
  d.date_edtf AS dated,
  e.event_type,
  e.at_edtf AS received,
  CAST(julianday(e.at_edtf) - julianday(d.date_edtf) AS INTEGER) AS days,
  e.at_basis,
  d.title
FROM routing_events e
JOIN documents d ON d.document_id = e.document_id
WHERE e.event_type IN ('received', 'arrived')
  AND length(e.at_edtf) = 10 AND length(d.date_edtf) = 10
ORDER BY days DESC, d.document_id
