-- What is sensitive, and every file, is sealed: by a key of its dossier, itself sealed by a key of the organisme, itself sealed by the master key,
-- which is never here. A dossier whose key is erased is erased.

create table infra.cle_organisme (
  id uuid primary key default uuidv7(),
  organisme_id uuid not null references annuaire.organisme,
  -- 'donnees' seals the keys of dossiers; 'recherche' makes the fingerprints by which identifiers are found.
  usage text not null check (usage in ('donnees', 'recherche')),
  -- What is new is sealed by the last rank.
  rang integer not null check (rang > 0),
  chiffree text not null check (chiffree like 'v1.%'),
  created_at timestamptz not null,
  unique (organisme_id, usage, rang)
);

create table dossiers.cle (
  dossier_id uuid primary key references dossiers.dossier,
  -- A key of the organisme cannot go while one of a dossier is under it.
  cle_organisme_id uuid not null references infra.cle_organisme,
  chiffree text not null check (chiffree like 'v1.%')
);
create index cle_organisme on dossiers.cle (cle_organisme_id, dossier_id);

alter table dossiers.version
  -- Sensitive answers, sealed, by key of champ; the others stay in `saisies`. Null: received before there were keys, and still to be sealed.
  add column saisies_chiffrees jsonb,
  add column valeurs_chiffrees jsonb;
-- The key of the file, sealed by that of the dossier. Null: received before there were keys, and still in clear on the disk.
alter table dossiers.piece add column cle_fichier text;
alter table dossiers.message_piece add column cle_fichier text;

-- The fingerprints of the identifiers of a dossier: whoever types one exactly finds the dossier, and nothing can be read back.
create table dossiers.identifiant (
  dossier_id uuid not null references dossiers.dossier,
  empreinte bytea not null check (length(empreinte) = 32),
  primary key (dossier_id, empreinte)
);
create index identifiant_empreinte on dossiers.identifiant (empreinte);

-- A key that signed the journal tells, as it leaves, which one signs after it.
create table infra.succession (
  note text primary key,
  created_at timestamptz not null
);

grant select, insert, update, delete on infra.cle_organisme, dossiers.cle, dossiers.identifiant to parvis_app;
grant select, insert on infra.succession to parvis_app;
revoke update, delete, truncate on infra.succession from parvis_app;

create policy systeme on infra.cle_organisme to parvis_app using (infra.role_courant() = 'systeme');
-- Sealed, it tells nothing: whoever may have a dossier there may load it. The first one is made with the first dossier.
create policy lecture on infra.cle_organisme for select to parvis_app using (infra.role_courant() in ('usager', 'agent'));
create policy premiere on infra.cle_organisme for insert to parvis_app
  with check (infra.role_courant() in ('usager', 'agent') and rang = 1);
create policy proprietaire on infra.cle_organisme to current_user using (true);
alter table infra.cle_organisme enable row level security, force row level security;

do $$
declare
  nom text;
begin
  foreach nom in array array['cle', 'identifiant'] loop
    execute format('create policy systeme on dossiers.%I to parvis_app using (infra.role_courant() = ''systeme'')', nom);
    execute format('create policy dossier on dossiers.%I to parvis_app using (infra.role_courant() in (''usager'', ''agent'')
      and exists (select from dossiers.dossier d where d.id = dossier_id))', nom);
    execute format('create policy proprietaire on dossiers.%I to current_user using (true)', nom);
    execute format('alter table dossiers.%I enable row level security, force row level security', nom);
  end loop;
end $$;
