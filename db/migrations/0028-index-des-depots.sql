-- outside a transaction: each statement may be cut and begun again, and nobody who works waits for it.

-- The last filing of a dossier, and its filings, are found by their rank.
create index concurrently version_depose on dossiers.version (dossier_id, rang desc nulls last, created_at desc) where nature = 'depot';
drop index concurrently if exists dossiers.version_depot;
