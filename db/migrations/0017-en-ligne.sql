-- outside a transaction: each statement may be cut and begun again, and nobody who works waits for it.

-- What an auditor asks: latest first, of an organisme, a person, an object, a network, or one kind of act.
create index concurrently journal_at on infra.journal (at desc, id desc);
create index concurrently journal_organisme on infra.journal (organisme_id, at desc, id desc);
create index concurrently journal_compte on infra.journal (compte_id, at desc, id desc);
create index concurrently journal_origine on infra.journal (origine, at desc, id desc);
create index concurrently journal_action on infra.journal (action, at desc, id desc);
create index concurrently tombe_dossier on dossiers.tombe (dossier_id);
alter table infra.journal validate constraint journal_classe;

-- What was received before there were keys, and is still to be sealed.
create index concurrently version_en_clair on dossiers.version (id) where saisies_chiffrees is null;
create index concurrently piece_en_clair on dossiers.piece (id) where cle_fichier is null;
create index concurrently message_piece_en_clair on dossiers.message_piece (fichier_id) where cle_fichier is null;
