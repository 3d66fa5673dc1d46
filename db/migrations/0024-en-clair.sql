-- outside a transaction: each statement may be cut and begun again, and nobody who works waits for it.

-- What came before there were keys is looked for by its dossier and by its file.
create index concurrently version_sans_cle on dossiers.version (dossier_id) where saisies_chiffrees is null;
create index concurrently piece_sans_cle on dossiers.piece (fichier_id) where cle_fichier is null;
drop index concurrently if exists dossiers.version_en_clair;
drop index concurrently if exists dossiers.piece_en_clair;
