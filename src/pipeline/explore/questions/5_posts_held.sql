-- Who held which post when?
--
-- The post, or a part of it, as a document writes it. The days are those of the documents that say so: the post can
-- have been held before and after.
SELECT
  p.position_text,
  p.actor_id,
  a.preferred_name AS person,
  p.country_code,
  p.earliest_date,
  p.latest_date,
  p.document_count
FROM actor_positions p
JOIN actors a ON a.actor_id = p.actor_id
WHERE :post = '' OR instr(lower(p.position_text), lower(:post)) > 0
ORDER BY p.position_text, p.earliest_date, p.actor_id
