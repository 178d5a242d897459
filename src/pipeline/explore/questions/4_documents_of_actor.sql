-- Which documents is an actor in?
--
-- By its id or one of its names: as sender, recipient or agent of a step, or named in the text.
SELECT
  d.document_id,
  d.date_edtf,
  d.title,
  max(p.place = 'sender') AS is_sender,
  max(p.place = 'recipient') AS is_recipient,
  max(p.place = 'agent') AS is_agent,
  sum(p.place = 'named') AS times_named
FROM (
  SELECT document_id, from_actor_id AS actor_id, 'sender' AS place FROM routing_events
  UNION ALL SELECT document_id, to_actor_id, 'recipient' FROM routing_events
  UNION ALL SELECT document_id, agent_actor_id, 'agent' FROM routing_events
  UNION ALL SELECT document_id, actor_id, 'named' FROM mentions
) p
JOIN documents d ON d.document_id = p.document_id
WHERE p.actor_id IN (
    SELECT actor_id FROM actors WHERE actor_id = :actor
    UNION SELECT actor_id FROM actor_names WHERE name = :actor COLLATE NOCASE
  )
GROUP BY d.document_id
ORDER BY d.date_earliest, d.document_id
