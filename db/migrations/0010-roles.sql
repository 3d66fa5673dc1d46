-- More roles: one démarche's administrator, experts, managers of funds, authors of the observatory, auditors.
alter table comptes.role drop constraint role_role_check;
alter table comptes.role add constraint role_role_check check (role in ('administrateur_instance', 'administrateur',
  'administrateur_demarche', 'instructeur', 'expert', 'gestionnaire_fonds', 'auteur_observatoire', 'auditeur'));
-- The instance's administrator and the author of its observatory are of no organisme; an auditor reads one organisme's journal, or all of it.
alter table comptes.role drop constraint role_check;
alter table comptes.role add constraint role_portee check (case
  when role in ('administrateur_instance', 'auteur_observatoire') then organisme_id is null
  when role = 'auditeur' then true
  else organisme_id is not null end);

-- A role may be held for a time (a delegation), of one démarche only, or be suspended (somebody who changed employer).
alter table comptes.role
  add column demarche_id uuid references demarches.demarche,
  add column fin_at timestamptz,
  add column delegue_par uuid references comptes.compte,
  add column suspendu_at timestamptz,
  add constraint role_demarche check ((role = 'administrateur_demarche') = (demarche_id is not null)),
  add constraint role_delegation check (delegue_par is null or fin_at is not null);
drop index comptes.role_unique;
create unique index role_unique on comptes.role (compte_id, role, organisme_id, demarche_id) nulls not distinct;

alter table comptes.session
  -- When the second factor was last proved in this session; how sure it makes us of who acts.
  add column preuve_at timestamptz,
  -- On a computer that others use: ends sooner, remembers nothing.
  add column partage boolean not null default false,
  -- Opened by somebody who helps the person of the account (Aidants Connect).
  add column aidant boolean not null default false;

-- As before, with how sure the identity is, and with the roles that hold at that moment.
drop function comptes.session_ouverte(bytea);
create function comptes.session_ouverte(asked bytea, maintenant timestamptz)
  returns table (compte_id uuid, seen_at timestamptz, expires_at timestamptz, porte text, acr text, preuve_at timestamptz,
    partage boolean, aidant boolean, nature text, courriel text, civilite text, nom text, prenom text, telephone text, langue text,
    roles json)
  language sql stable security definer set search_path = ''
begin atomic
  select s.compte_id, s.seen_at, s.expires_at, s.porte, s.acr, s.preuve_at, s.partage, s.aidant,
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
