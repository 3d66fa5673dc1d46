// The rows that a large instance has after a few years, made by the database itself: as many dossiers as asked (`$1`), each with its
// answers, a line of history, a line of journal and its link, a mail, a file. Keys are drawn from the rank, so that rows find each other.

const key = (table: number, rank: string) =>
  `('00000000-0000-7000-${8000 + table}-' || lpad(to_hex(${rank}), 12, '0'))::uuid`

const RANKS = 'generate_series(1, $1::int) as n'

/** Statements, in order; those with `$1` take the number of rows. */
export const FILL: readonly string[] = [
  `insert into annuaire.organisme (id, nature, nom) values (${key(1, '1')}, 'commune', 'Vern')`,
  `insert into comptes.compte (id, nature, courriel, nom)
   select ${key(2, 'n')}, 'courriel', 'usager' || n || '@exemple.fr', 'Le Roux' from generate_series(1, 10000) as n`,
  `insert into comptes.session (empreinte, compte_id, porte, created_at, seen_at, expires_at)
   select sha256(n::text::bytea), ${key(2, 'n')}, 'courriel', now(), now(), now() from generate_series(1, 10000) as n`,
  `insert into demarches.demarche (id, numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
   values (${key(3, '1')}, 1, 'essai', ${key(1, '1')}, '{}', '{}', 5, '{}', '', now())`,
  `insert into demarches.revision (id, demarche_id, numero, definition, created_at)
   values (${key(4, '1')}, ${key(3, '1')}, 1, '{}', now())`,
  `insert into demarches.groupe (id, numero, demarche_id, label) values (${key(5, '1')}, 1, ${key(3, '1')}, 'tous')`,
  `insert into dossiers.dossier (id, numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, demandeur,
     demandeur_nom, created_at, updated_at, depose_at)
   select ${key(6, 'n')}, n, ${key(3, '1')}, ${key(1, '1')}, ${key(4, '1')}, ${key(5, '1')}, ${key(2, '1 + n % 10000')},
     'en_construction', '{}', 'Le Roux', now(), now(), now() from ${RANKS}`,
  `insert into dossiers.version (id, dossier_id, nature, saisies, valeurs, created_at, updated_at)
   select ${key(7, 'n')}, ${key(6, 'n')}, 'depot', '{"1":"Anaïs"}', '{"1":"Anaïs"}', now(), now() from ${RANKS}`,
  `insert into dossiers.traitement (id, dossier_id, evenement, etat, par, revision_id, at)
   select ${key(8, 'n')}, ${key(6, 'n')}, 'submit', 'en_construction', 'usager', ${key(4, '1')}, now() from ${RANKS}`,
  `insert into infra.fichier (id, nom, type, octets, sha256, md5, emplacement)
   select ${key(9, 'n')}, 'piece.pdf', 'application/pdf', 1, sha256(n::text::bytea), decode(md5(n::text), 'hex'),
     '00/00/' || md5(n::text) from ${RANKS}`,
  `insert into dossiers.piece (id, dossier_id, cle, fichier_id, created_at, created_by)
   select ${key(10, 'n')}, ${key(6, 'n')}, '1', ${key(9, 'n')}, now(), ${key(2, '1')} from ${RANKS}`,
  `insert into dossiers.message (id, dossier_id, auteur, compte_id, corps, created_at)
   select ${key(11, 'n')}, ${key(6, 'n')}, 'usager', ${key(2, '1')}, 'Bonjour', now() from ${RANKS}`,
  `insert into infra.journal (id, at, organisme_id, compte_id, role, action, objet)
   select ${key(12, 'n')}, now(), ${key(1, '1')}, ${key(2, '1 + n % 10000')}, 'usager', 'dossier.submit',
     'dossier:' || ${key(6, 'n')} from ${RANKS}`,
  `insert into infra.maillon (rang, chaine, seq, journal_id, empreinte)
   select n - 1, ${key(1, '1')}, n, ${key(12, 'n')}, sha256(n::text::bytea) from ${RANKS}`,
  `insert into infra.courriel (id, cle, message_id, destinataire, sujet, corps_texte, corps_html, langue, created_at, sent_at, attempts)
   select ${key(13, 'n')}, 'essai:' || n, n || '@exemple.fr', 'usager@exemple.fr', '', '', '', 'fr', now(), now(), 1 from ${RANKS}`,
]
