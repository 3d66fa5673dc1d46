-- What proves who acts beside an address or an identity: second factors, recovery codes, passphrases, trusted devices.

-- An application of codes (RFC 6238), one an account. A time-step is accepted once: the last one accepted is kept.
create table comptes.totp (
  compte_id uuid primary key references comptes.compte,
  -- Sealed.
  secret text not null,
  dernier_pas bigint not null,
  created_at timestamptz not null
);

-- A passkey (WebAuthn).
create table comptes.cle_acces (
  id uuid primary key default uuidv7(),
  compte_id uuid not null references comptes.compte,
  identifiant bytea not null unique,
  cle_publique bytea not null,
  -- Grows at each use where the key counts; a smaller one later is a copy.
  compteur bigint not null,
  transports text[] not null default '{}',
  nom text not null check (length(nom) between 1 and 60),
  created_at timestamptz not null,
  used_at timestamptz
);
create index cle_acces_compte on comptes.cle_acces (compte_id);

-- SHA-256 of 120 random bits: nothing to guess, whoever reads this table.
create table comptes.code_secours (
  compte_id uuid not null references comptes.compte,
  empreinte bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (compte_id, empreinte)
);

-- argon2id of the phrase under a pepper that the database does not hold; `kid` names the pepper.
create table comptes.phrase (
  compte_id uuid primary key references comptes.compte,
  hachage text not null,
  kid text not null,
  changed_at timestamptz not null
);

-- A device where the second factor is not asked again for thirty days.
create table comptes.appareil_confiance (
  -- SHA-256 of the cookie.
  empreinte bytea primary key,
  compte_id uuid not null references comptes.compte,
  appareil text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index appareil_confiance_compte on comptes.appareil_confiance (compte_id);

-- What a passkey is asked to sign: used once, five minutes.
create table comptes.defi (
  empreinte bytea primary key,
  compte_id uuid not null references comptes.compte,
  usage text not null check (usage in ('enregistrement', 'preuve')),
  created_at timestamptz not null
);

-- Failures to prove, by account or by address (a keyed digest): each makes the next try wait longer.
create table comptes.tentative (
  cle text primary key,
  echecs integer not null,
  libre_at timestamptz not null,
  -- Since when, and how many, of this day of twenty-four hours.
  jour_at timestamptz not null,
  echecs_du_jour integer not null
);

-- Somebody lost every factor: an administrator asked for them to be removed, which happens a day later.
create table comptes.remise_facteurs (
  id uuid primary key default uuidv7(),
  compte_id uuid not null references comptes.compte,
  par uuid references comptes.compte,
  demandee_at timestamptz not null,
  effet_at timestamptz not null,
  annulee_at timestamptz,
  faite_at timestamptz
);
create unique index remise_facteurs_une on comptes.remise_facteurs (compte_id) where annulee_at is null and faite_at is null;

-- Opened on a trusted device: the second factor was not asked.
alter table comptes.session add column confiance boolean not null default false;

alter table comptes.lien drop constraint lien_usage_check;
alter table comptes.lien add constraint lien_usage_check check (usage in ('connexion', 'rattachement', 'invitation_agent',
  'invitation_dossier', 'reprise', 'depannage'));

-- Factors are the door's alone: no page of an agent nor of a usager reads them, whatever it is asked.
do $$
declare
  nom text;
begin
  foreach nom in array array['totp', 'cle_acces', 'code_secours', 'phrase', 'appareil_confiance', 'defi', 'tentative',
    'remise_facteurs']
  loop
    execute format('alter table comptes.%I enable row level security, force row level security', nom);
    execute format('create policy proprietaire on comptes.%I to current_user using (true)', nom);
    execute format('create policy porte on comptes.%I to parvis_app
      using (infra.role_courant() in (''systeme'', ''connexion''))', nom);
    execute format('grant select, insert, update, delete on comptes.%I to parvis_app', nom);
  end loop;
end $$;

-- As before, with what tells whether a second factor is awaited: when it opened, on what, and whether the person works here.
drop function comptes.session_ouverte(bytea, timestamptz);
create function comptes.session_ouverte(asked bytea, maintenant timestamptz)
  returns table (compte_id uuid, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, porte text, acr text,
    preuve_at timestamptz, partage boolean, confiance boolean, aidant boolean, facteur boolean, membre boolean,
    nature text, courriel text, civilite text, nom text, prenom text, telephone text, langue text, roles json)
  language sql stable security definer set search_path = ''
begin atomic
  select s.compte_id, s.created_at, s.seen_at, s.expires_at, s.porte, s.acr, s.preuve_at, s.partage, s.confiance, s.aidant,
    exists (select from comptes.totp t where t.compte_id = s.compte_id)
      or exists (select from comptes.cle_acces k where k.compte_id = s.compte_id),
    exists (select from demarches.membre m where m.compte_id = s.compte_id),
    c.nature, c.courriel, c.civilite, c.nom, c.prenom, c.telephone, c.langue,
    coalesce((select json_agg(json_strip_nulls(
        json_build_object('role', r.role, 'organismeId', r.organisme_id, 'demarcheId', r.demarche_id)))
      from comptes.role r
      where r.compte_id = s.compte_id and r.suspendu_at is null and (r.fin_at is null or r.fin_at > maintenant)), '[]'::json)
  from comptes.session s join comptes.compte c on c.id = s.compte_id
  where s.empreinte = asked and s.fin_at is null and c.rattache_a is null;
end;
revoke execute on function comptes.session_ouverte(bytea, timestamptz) from public;
grant execute on function comptes.session_ouverte(bytea, timestamptz) to parvis_app;
