-- Dossiers: what usagers file, what is said about it, and what agents do with it.

create sequence dossiers.numero_dossier;

create table dossiers.dossier (
  id uuid primary key default uuidv7(),
  numero integer not null unique check (numero > 0),
  demarche_id uuid not null references demarches.demarche,
  organisme_id uuid not null references annuaire.organisme,
  -- The revision it was begun under; only an explicit action moves it.
  revision_id uuid not null references demarches.revision,
  groupe_id uuid references demarches.groupe,
  compte_id uuid not null references comptes.compte,
  etat text not null default 'brouillon'
    check (etat in ('brouillon', 'en_construction', 'en_instruction', 'accepte', 'refuse', 'sans_suite')),
  langue text not null default 'fr' check (langue in ('fr', 'en')),
  -- { kind: 'personne' | 'organisation', …, mandataire? }; absent until the first step has been answered.
  demandeur jsonb,
  -- The asker as agents read and sort it: « Le Roux Anaïs », or the name of the organisation.
  demandeur_nom text collate "fr-x-icu",
  motivation text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  depose_at timestamptz,
  instruction_at timestamptz,
  traite_at timestamptz,
  -- When its people were told that it would be deleted; a change since then makes the notice void.
  preavis_at timestamptz,
  -- In the trash since; destroyed two weeks later.
  supprime_at timestamptz,
  supprime_par text check (supprime_par in ('usager', 'administration', 'expiration')),
  -- Département of the asker or of the place concerned, when an answer tells it: a filter of the agents' table.
  code_departement text,
  -- Every word an agent may search by: number, name, answers that are not sensitive.
  recherche tsvector,
  check ((etat = 'brouillon') = (depose_at is null)),
  check (etat = 'brouillon' or (demandeur is not null and groupe_id is not null)),
  check ((etat in ('accepte', 'refuse', 'sans_suite')) = (traite_at is not null)),
  -- A refusal gives its reasons (CRPA L211-2).
  check (etat <> 'refuse' or length(trim(motivation)) > 0)
);
create index dossier_compte on dossiers.dossier (compte_id, updated_at desc);
-- An agent reads the dossiers of the groups he belongs to, so every list begins by the group. Ties are broken by id: lists are read by keyset.
create index dossier_groupe_depot on dossiers.dossier (groupe_id, depose_at desc, id desc) where supprime_at is null;
create index dossier_groupe_etat on dossiers.dossier (groupe_id, etat, depose_at desc, id desc) where supprime_at is null;
create index dossier_groupe_nom on dossiers.dossier (groupe_id, demandeur_nom, id) where supprime_at is null;
create index dossier_groupe_departement on dossiers.dossier (groupe_id, code_departement, depose_at desc, id desc) where supprime_at is null;
create index dossier_recherche on dossiers.dossier using gin (groupe_id, recherche) where supprime_at is null;
-- What the nightly retention looks at: everything but what is in instruction, oldest first.
create index dossier_conservation on dossiers.dossier (updated_at, id) where supprime_at is null and etat <> 'en_instruction';
create index dossier_corbeille on dossiers.dossier (supprime_at) where supprime_at is not null;
create index dossier_revision on dossiers.dossier (revision_id);

-- How many dossiers each group has in each state, exact at any moment and without a hot row: a change inserts lines of +1 and -1,
-- and the worker folds them. Counting a million rows at each page would cost more than the page.
create table dossiers.effectif (
  groupe_id uuid not null references demarches.groupe,
  etat text not null,
  nombre integer not null
);
create index effectif_groupe on dossiers.effectif (groupe_id, etat);

create function dossiers.count_dossier() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.groupe_id is not null and old.supprime_at is null and old.etat <> 'brouillon' then
    insert into dossiers.effectif (groupe_id, etat, nombre) values (old.groupe_id, old.etat, -1);
  end if;
  if tg_op <> 'DELETE' and new.groupe_id is not null and new.supprime_at is null and new.etat <> 'brouillon' then
    insert into dossiers.effectif (groupe_id, etat, nombre) values (new.groupe_id, new.etat, 1);
  end if;
  return null;
end $$;
create trigger count_dossier after insert or delete on dossiers.dossier
  for each row execute function dossiers.count_dossier();
create trigger count_dossier_moved after update of etat, groupe_id, supprime_at on dossiers.dossier
  for each row when (old.etat is distinct from new.etat or old.groupe_id is distinct from new.groupe_id
    or old.supprime_at is distinct from new.supprime_at)
  execute function dossiers.count_dossier();

-- The answers: the draft, what was filed, the edits made after filing, and those that an agent's instruction overtook
-- (kept two weeks as a copy for the usager). One draft or edit at most; filings pile up.
create table dossiers.version (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  nature text not null check (nature in ('brouillon', 'depot', 'tampon', 'ecarte')),
  -- Counts the saves of this version: a form carries the one it was made from.
  numero integer not null default 1 check (numero > 0),
  -- Answers as typed, by key of champ.
  saisies jsonb not null default '{}',
  -- For each key, the save that last changed it: two people filling the same dossier are told when they cross.
  modifie jsonb not null default '{}',
  -- Values as read at filing, by key of champ; absent before.
  valeurs jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((nature = 'depot') = (valeurs is not null))
);
create unique index version_ouverte on dossiers.version (dossier_id) where nature in ('brouillon', 'tampon');
create index version_depot on dossiers.version (dossier_id, created_at desc) where nature = 'depot';

create index version_ecartee on dossiers.version (dossier_id, updated_at) where nature = 'ecarte';

create table dossiers.piece (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  -- Key of the champ: `<id>` or `<id>.<row>`.
  cle text not null,
  fichier_id uuid not null references infra.fichier,
  created_at timestamptz not null,
  created_by uuid not null references comptes.compte,
  -- Removed by edits that are not filed yet: agents still have it.
  retire_at timestamptz
);
create index piece_dossier on dossiers.piece (dossier_id);
create index piece_fichier on dossiers.piece (fichier_id);

create table dossiers.message (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  auteur text not null check (auteur in ('usager', 'agent')),
  compte_id uuid not null references comptes.compte,
  corps text not null,
  created_at timestamptz not null
);
create index message_dossier on dossiers.message (dossier_id, created_at);

create table dossiers.message_piece (
  message_id uuid not null references dossiers.message,
  fichier_id uuid not null references infra.fichier,
  primary key (message_id, fichier_id)
);
create index message_piece_fichier on dossiers.message_piece (fichier_id);

create table dossiers.correction (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  message_id uuid not null references dossiers.message,
  motif text not null check (motif in ('incorrect', 'incomplet', 'perime')),
  created_at timestamptz not null,
  resolue_at timestamptz
);
-- One pending correction at most.
create unique index correction_en_cours on dossiers.correction (dossier_id) where resolue_at is null;
create index correction_dossier on dossiers.correction (dossier_id);

-- The visible history of a dossier, one line a change of state.
create table dossiers.traitement (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  evenement text not null,
  etat text not null,
  par text not null check (par in ('usager', 'instructeur', 'systeme')),
  compte_id uuid references comptes.compte,
  motivation text,
  revision_id uuid not null references demarches.revision,
  at timestamptz not null
);
create index traitement_dossier on dossiers.traitement (dossier_id, at);

-- One acknowledgement a filing, whatever happens: the key says so.
create table dossiers.recepisse (
  dossier_id uuid not null references dossiers.dossier,
  version_id uuid not null references dossiers.version,
  courriel_id uuid not null references infra.courriel,
  created_at timestamptz not null,
  primary key (dossier_id, version_id)
);

-- Somebody invited to fill a dossier together.
create table dossiers.invite (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier,
  courriel text not null,
  compte_id uuid references comptes.compte,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index invite_unique on dossiers.invite (dossier_id, courriel) where revoked_at is null;
create index invite_compte on dossiers.invite (compte_id);

-- What remains of a dossier that was destroyed.
create table dossiers.tombe (
  numero integer primary key,
  demarche_id uuid not null references demarches.demarche,
  organisme_id uuid not null references annuaire.organisme,
  etat text not null,
  motif text not null,
  supprime_at timestamptz not null,
  detruit_at timestamptz not null
);

-- When an agent last looked at a dossier: what changed since is shown.
create table instruction.vue (
  dossier_id uuid not null references dossiers.dossier on delete cascade,
  compte_id uuid not null references comptes.compte,
  seen_at timestamptz not null,
  primary key (dossier_id, compte_id)
);

create table instruction.suivi (
  dossier_id uuid not null references dossiers.dossier on delete cascade,
  compte_id uuid not null references comptes.compte,
  created_at timestamptz not null,
  primary key (dossier_id, compte_id)
);
create index suivi_compte on instruction.suivi (compte_id);

-- Notes of the team; usagers never see them.
create table instruction.note (
  id uuid primary key default uuidv7(),
  dossier_id uuid not null references dossiers.dossier on delete cascade,
  compte_id uuid not null references comptes.compte,
  corps text not null,
  created_at timestamptz not null
);
create index note_dossier on instruction.note (dossier_id, created_at);
