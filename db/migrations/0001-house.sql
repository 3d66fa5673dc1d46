-- The house: one schema a module, the role of the application (which owns nothing), and the tools every module leans on.

do $$
begin
  if not exists (select from pg_roles where rolname = 'parvis_app') then
    create role parvis_app nologin nosuperuser nobypassrls;
  end if;
end $$;

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create schema if not exists infra;
create schema annuaire;
create schema comptes;
create schema demarches;
create schema dossiers;
create schema instruction;

grant usage on schema infra, annuaire, comptes, demarches, dossiers, instruction to parvis_app;
-- The application reads and writes rows; the owner alone changes tables. Erasing is granted table by table.
alter default privileges in schema infra, annuaire, comptes, demarches, dossiers, instruction
  grant select, insert, update, delete on tables to parvis_app;
alter default privileges in schema infra, annuaire, comptes, demarches, dossiers, instruction
  grant usage, select on sequences to parvis_app;

-- Lower case without accents: what searches and sorted look-ups compare. Immutable because the dictionary is named.
create function infra.sans_accent(texte text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent', texte));

-- A French text search that does not care for accents.
create text search configuration infra.francais (copy = pg_catalog.french);
alter text search configuration infra.francais
  alter mapping for hword, hword_part, word with public.unaccent, french_stem;

-- Who did what, to what, when. Written in the caller's transaction; never changed, never read by it.
create table infra.journal (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  organisme_id uuid,
  compte_id uuid,
  role text not null,
  action text not null,
  objet text not null,
  meta jsonb not null default '{}'
);
create index journal_objet on infra.journal (objet, at);
revoke update, delete on infra.journal from parvis_app;

-- How often somebody did something lately; lost in a crash, which is acceptable for a limit.
create unlogged table infra.limite (
  cle text not null,
  fenetre timestamptz not null,
  nombre integer not null,
  primary key (cle, fenetre)
);

-- A form sent twice has its effect once: the second sending finds the answer of the first.
create table infra.envoi (
  cle text primary key,
  reponse jsonb not null,
  created_at timestamptz not null default now()
);
create index envoi_created_at on infra.envoi (created_at);

-- Who exists, from the official geographic code, and the organisations that use this instance.
create table annuaire.region (
  code text primary key,
  nom text not null
);
create table annuaire.departement (
  code text primary key,
  nom text not null,
  code_region text not null references annuaire.region
);
create table annuaire.epci (
  siren text primary key,
  nom text not null,
  nature text not null,
  population integer
);
create table annuaire.commune (
  code text primary key,
  nom text not null,
  nom_recherche text not null generated always as (replace(infra.sans_accent(nom), '-', ' ')) stored,
  codes_postaux text[] not null,
  code_departement text not null references annuaire.departement,
  code_region text not null references annuaire.region,
  siren text,
  siren_epci text references annuaire.epci,
  population integer
);
create index commune_nom on annuaire.commune using gin (nom_recherche gin_trgm_ops);
create index commune_debut on annuaire.commune (nom_recherche text_pattern_ops);
create index commune_codes_postaux on annuaire.commune using gin (codes_postaux);
create index commune_siren on annuaire.commune (siren);

create table annuaire.organisme (
  id uuid primary key default uuidv7(),
  nature text not null check (nature in ('commune', 'epci', 'departement', 'region', 'prefecture', 'etat', 'autre')),
  nom text not null,
  -- Absent for départements, régions and préfectures, which the geographic code gives none.
  siren text unique check (siren ~ '^\d{9}$'),
  -- INSEE code of the commune, département or région it is or stands for.
  code text,
  accent text not null default '#0b5a4a' check (accent ~ '^#[0-9a-f]{6}$'),
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);

-- Who people are. An e-mail address is not an identity: two accounts may share one.
create table comptes.compte (
  id uuid primary key default uuidv7(),
  -- 'courriel': known by an e-mail address confirmed by a link; 'identifie': known by an identity provider.
  nature text not null check (nature in ('courriel', 'identifie')),
  courriel text check (courriel = lower(courriel)),
  courriel_confirme_at timestamptz,
  civilite text check (civilite in ('M.', 'Mme')),
  nom text,
  prenom text,
  telephone text,
  langue text not null default 'fr' check (langue in ('fr', 'en')),
  created_at timestamptz not null default now(),
  -- The account whose dossiers this one's were joined to; such an account no longer signs in.
  rattache_a uuid references comptes.compte
);
create unique index compte_courriel on comptes.compte (courriel) where nature = 'courriel' and rattache_a is null;

create table comptes.identite (
  emetteur text not null,
  client text not null,
  sujet text not null,
  compte_id uuid not null references comptes.compte,
  siret text,
  seen_at timestamptz not null,
  primary key (emetteur, client, sujet)
);
create index identite_compte on comptes.identite (compte_id);

create table comptes.session (
  -- SHA-256 of the cookie: reading this table does not give a session.
  empreinte bytea primary key,
  compte_id uuid not null references comptes.compte,
  porte text not null,
  acr text,
  id_token text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  fin_at timestamptz
);
create index session_compte on comptes.session (compte_id);

-- A sign-in under way with an identity provider: used once, ten minutes.
create table comptes.connexion (
  etat bytea primary key,
  navigateur bytea not null,
  -- Which provider it was begun with: an answer of another is refused.
  porte text not null,
  nonce text not null,
  verifier text not null,
  retour text not null,
  created_at timestamptz not null
);

-- A link sent by e-mail: signing in, joining an organisation, sharing or resuming a dossier.
create table comptes.lien (
  empreinte bytea primary key,
  usage text not null check (usage in ('connexion', 'rattachement', 'invitation_agent', 'invitation_dossier', 'reprise')),
  courriel text not null,
  retour text not null,
  donnees jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index lien_courriel on comptes.lien (courriel, usage);

-- A form that met an expired session: kept sealed for one hour, given back after sign-in.
create table comptes.envoi_en_attente (
  empreinte bytea primary key,
  adresse text not null,
  contenu text not null,
  created_at timestamptz not null
);

create table comptes.role (
  id uuid primary key default uuidv7(),
  compte_id uuid not null references comptes.compte,
  role text not null check (role in ('administrateur_instance', 'administrateur', 'instructeur')),
  organisme_id uuid references annuaire.organisme,
  created_at timestamptz not null default now(),
  -- The instance has no organisme; every other role is held within one.
  check ((role = 'administrateur_instance') = (organisme_id is null))
);
create unique index role_unique on comptes.role (compte_id, role, organisme_id) nulls not distinct;

-- State of the demonstration identity provider, so that several processes share it.
create table comptes.idp (
  modele text not null,
  cle text not null,
  contenu jsonb not null,
  grant_id text,
  uid text,
  expires_at timestamptz,
  primary key (modele, cle)
);
create index idp_grant on comptes.idp (grant_id);
create index idp_uid on comptes.idp (modele, uid);

-- Démarches, their revisions, the groups of agents who receive dossiers, and the services behind them.
create sequence demarches.numero_demarche;
create sequence demarches.numero_groupe;

create table demarches.service (
  id uuid primary key default uuidv7(),
  organisme_id uuid not null references annuaire.organisme,
  nom text not null,
  telephone text not null,
  courriel text not null,
  horaires text not null,
  adresse text not null,
  -- Contact of the data protection officer.
  dpo text not null
);
create index service_organisme on demarches.service (organisme_id);

create table demarches.demarche (
  id uuid primary key default uuidv7(),
  numero integer not null unique check (numero > 0),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
  organisme_id uuid not null references annuaire.organisme,
  service_id uuid references demarches.service,
  etat text not null default 'brouillon' check (etat in ('brouillon', 'publiee', 'close')),
  revision_publiee_id uuid,
  -- Copies of the published revision's French and English titles and summaries, for lists and searches.
  titre jsonb not null,
  resume jsonb not null,
  duree_en_minutes integer not null,
  delai jsonb not null,
  recherche tsvector not null,
  created_at timestamptz not null,
  publiee_at timestamptz,
  close_at timestamptz,
  -- A published démarche has a revision and a service; a closed one once had them.
  check (etat = 'brouillon' or (revision_publiee_id is not null and service_id is not null and publiee_at is not null)),
  check ((etat = 'close') = (close_at is not null))
);
create index demarche_organisme on demarches.demarche (organisme_id);
create index demarche_recherche on demarches.demarche using gin (recherche);

create table demarches.slug_ancien (
  slug text primary key,
  demarche_id uuid not null references demarches.demarche
);

create table demarches.revision (
  id uuid primary key default uuidv7(),
  demarche_id uuid not null references demarches.demarche,
  numero integer not null check (numero > 0),
  definition jsonb not null,
  created_at timestamptz not null,
  publiee_at timestamptz,
  unique (demarche_id, numero)
);
-- One draft at most.
create unique index revision_brouillon on demarches.revision (demarche_id) where publiee_at is null;
alter table demarches.demarche add foreign key (revision_publiee_id) references demarches.revision;

-- A published revision never changes: dossiers are pinned to it.
create function demarches.protect_revision() returns trigger language plpgsql as $$
begin
  if old.publiee_at is not null then
    raise exception 'a published revision never changes' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger protect_revision before update on demarches.revision
  for each row execute function demarches.protect_revision();

create table demarches.groupe (
  id uuid primary key default uuidv7(),
  numero integer not null unique check (numero > 0),
  demarche_id uuid not null references demarches.demarche,
  label text not null,
  par_defaut boolean not null default false,
  ferme boolean not null default false,
  regle jsonb,
  unique (demarche_id, label),
  -- The default group is always open.
  check (not (par_defaut and ferme))
);
create unique index groupe_par_defaut on demarches.groupe (demarche_id) where par_defaut;

create table demarches.membre (
  groupe_id uuid not null references demarches.groupe,
  compte_id uuid not null references comptes.compte,
  created_at timestamptz not null default now(),
  primary key (groupe_id, compte_id)
);
create index membre_compte on demarches.membre (compte_id);
