-- Which documents are referred to most and not held?
--
-- Of a year, or of all. Sender and addressee are given as far as the references show them.
SELECT
  g.ghost_id,
  g.reference_count,
  g.kind,
  g.identifier,
  g.date_edtf,
  s.preferred_name AS sender,
  r.preferred_name AS addressee
FROM ghosts g
LEFT JOIN actors s ON s.actor_id = g.from_actor_id
LEFT JOIN actors r ON r.actor_id = g.to_actor_id
WHERE g.status = 'missing' AND g.basis = 'reference'
  AND (:year = '' OR substr(coalesce(g.date_earliest, g.date_latest), 1, 4) = :year)
ORDER BY g.reference_count DESC, g.ghost_id
