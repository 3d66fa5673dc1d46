-- Who helps whom, with what right and until when; and what a sign-in remembers of the account that it makes surer.

-- The instant at which who asks lives, as the application tells it; the database's own when it does not.
create function infra.maintenant() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('parvis.maintenant', true), '')::timestamptz, statement_timestamp());

-- The name of birth, when the provider tells another one for every day.
alter table comptes.compte add column nom_naissance text;

-- blocks: sign-ins under way live ten minutes, there are a few hundred
alter table comptes.connexion
  -- The account that was signed in when it began, in order to be surer of it.
  add column avant_id uuid references comptes.compte,
  -- Used once; kept as long as the others, so that a second click leads where the first one did, to the account it opened.
  add column used_at timestamptz,
  add column compte_id uuid references comptes.compte;

-- Where somebody may be written to: an address that they proved, never the one that a provider merely passed on.
create view comptes.joignable with (security_invoker = true) as
select id, courriel, langue from comptes.compte where courriel is not null and courriel_confirme_at is not null;
grant select on comptes.joignable to parvis_app;
revoke insert, update, delete on comptes.joignable from parvis_app;

-- Done with somebody whom Aidants Connect let in for the usager.
alter table dossiers.traitement add column aidant boolean not null default false;
-- Somebody helped at a counter may have no address: the filing is acknowledged on paper.
alter table dossiers.recepisse alter column courriel_id drop not null;

-- What was a sharing becomes a mandate: on one dossier, or on one démarche of somebody's, with a right and an end. Those who
-- filled a dossier with its usager could file it, and keep that right for the twelve months that a mandate may last.
-- blocks: sharings are a few for a hundred dossiers, and nobody waits for one
alter table dossiers.invite
  alter column dossier_id drop not null,
  add column mandant_id uuid references comptes.compte,
  add column demarche_id uuid references demarches.demarche,
  add column droit text not null default 'deposer' check (droit in ('preparer', 'deposer')),
  add column fin_at timestamptz,
  -- The mandate signed on paper, when somebody helps at a counter with one dossier; its key is sealed like those of the dossier's files.
  add column fichier_id uuid references infra.fichier,
  add column cle_fichier text;
-- blocks: the same few rows, written once
update dossiers.invite set fin_at = created_at + interval '12 months';
-- blocks: the same few rows, read once
alter table dossiers.invite
  alter column droit drop default,
  alter column fin_at set not null,
  add constraint invite_portee check (num_nonnulls(dossier_id, demarche_id) = 1 and (demarche_id is null) = (mandant_id is null)),
  add constraint invite_signe check (fichier_id is null or (dossier_id is not null and cle_fichier is not null)),
  add constraint invite_duree check (fin_at > created_at and fin_at <= created_at + interval '12 months');
-- blocks: the same few rows, of which none has a démarche yet
create unique index invite_demarche_unique on dossiers.invite (mandant_id, demarche_id, courriel) where revoked_at is null;
-- blocks: the same few rows, of which none has a file yet
create index invite_fichier on dossiers.invite (fichier_id) where fichier_id is not null;

-- The dossiers that who asks helps with, one by one, at that very instant.
create or replace function dossiers.partages() returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select i.dossier_id from dossiers.invite i
  where i.compte_id = infra.compte_courant() and i.dossier_id is not null and i.revoked_at is null
    and i.fin_at > infra.maintenant();
end;

-- Whom they help with a whole démarche, dossiers yet to begin included.
create function dossiers.aides() returns table (mandant_id uuid, demarche_id uuid)
  language sql stable security definer set search_path = ''
begin atomic
  select i.mandant_id, i.demarche_id from dossiers.invite i
  where i.compte_id = infra.compte_courant() and i.demarche_id is not null and i.revoked_at is null
    and i.fin_at > infra.maintenant();
end;
revoke execute on function dossiers.aides() from public;
grant execute on function dossiers.aides() to parvis_app;

drop policy usager on dossiers.dossier;
create policy usager on dossiers.dossier to parvis_app
  using (infra.role_courant() = 'usager'
    and (compte_id = infra.compte_courant() or id in (select dossiers.partages())
      or (compte_id, demarche_id) in (select a.mandant_id, a.demarche_id from dossiers.aides() a)));

-- Who helps is seen with the dossier, and by themselves; who gave a mandate alone changes it.
drop policy dossier on dossiers.invite;
create policy dossier on dossiers.invite for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent')
    and exists (select from dossiers.dossier d where d.id = invite.dossier_id));
create policy demarche on dossiers.invite for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent')
    and exists (select from dossiers.dossier d where d.compte_id = invite.mandant_id and d.demarche_id = invite.demarche_id));
create policy aidant on dossiers.invite for select to parvis_app
  using (infra.role_courant() = 'usager' and compte_id = infra.compte_courant());
create policy mandant on dossiers.invite to parvis_app
  using (infra.role_courant() = 'usager'
    and (mandant_id = infra.compte_courant()
      or exists (select from dossiers.dossier d where d.id = invite.dossier_id and d.compte_id = infra.compte_courant())));

-- Somebody who helps knows whom, before any dossier of theirs.
create policy mandant on comptes.compte for select to parvis_app
  using (infra.role_courant() = 'usager' and exists (select from dossiers.invite i where i.mandant_id = compte.id));
-- A signed mandate is seen with the mandate.
create policy mandat on infra.fichier for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent') and exists (select from dossiers.invite i where i.fichier_id = fichier.id));
