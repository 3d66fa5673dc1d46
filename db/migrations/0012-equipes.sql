-- Who works where: administrators give and take back roles, within walls; people ask to join; a role that ended opens nothing.

create schema equipes;
grant usage on schema equipes to parvis_app;
alter default privileges in schema equipes grant select, insert, update, delete on tables to parvis_app;

-- The last visit of somebody who works here, kept when their sessions are erased: a team sees who no longer comes.
alter table comptes.compte add column visite_at timestamptz;
create index role_organisme on comptes.role (organisme_id);
create index role_delegation on comptes.role (delegue_par) where delegue_par is not null;

-- Whoever receives dossiers today goes on: from now on, a group opens its dossiers to those who instruct in that organisme.
insert into comptes.role (compte_id, role, organisme_id)
select distinct m.compte_id, 'instructeur', d.organisme_id
from demarches.membre m join demarches.groupe g on g.id = m.groupe_id join demarches.demarche d on d.id = g.demarche_id
on conflict (compte_id, role, organisme_id, demarche_id) do nothing;

-- Somebody who asks to join an organisme: the one where their provider says they work, or the one where they held roles under
-- another identity (`ancien_id`). An administrator answers; nothing is ever given without one.
create table equipes.demande (
  id uuid primary key default uuidv7(),
  organisme_id uuid not null references annuaire.organisme,
  compte_id uuid not null references comptes.compte,
  ancien_id uuid references comptes.compte check (ancien_id <> compte_id),
  message text not null check (length(message) <= 1000),
  created_at timestamptz not null,
  reponse text check (reponse in ('acceptee', 'refusee', 'retiree')),
  repondu_at timestamptz,
  repondu_par uuid references comptes.compte,
  -- Why it was refused: the person reads it.
  motif text check (length(motif) <= 1000),
  check ((reponse is null) = (repondu_at is null)),
  check ((reponse = 'refusee') = (motif is not null))
);
-- Asked twice, answered once.
create unique index demande_en_attente on equipes.demande (compte_id, organisme_id) where reponse is null;
create index demande_organisme on equipes.demande (organisme_id) where reponse is null;
create index demande_ancien on equipes.demande (ancien_id) where ancien_id is not null;

-- What who asks administers at this moment: believed from `comptes.role`, never from a setting. Everything, for the instance's.
create function comptes.administre_instance() returns boolean language sql stable security definer set search_path = ''
begin atomic
  select exists (select from comptes.role r
    where r.compte_id = infra.compte_courant() and r.role = 'administrateur_instance'
      and r.suspendu_at is null and (r.fin_at is null or r.fin_at > now()));
end;
create function comptes.organismes_administres() returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select o.id from annuaire.organisme o where comptes.administre_instance()
  union
  select r.organisme_id from comptes.role r
  where r.compte_id = infra.compte_courant() and r.role = 'administrateur'
    and r.suspendu_at is null and (r.fin_at is null or r.fin_at > now());
end;
create function comptes.demarches_administrees() returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select r.demarche_id from comptes.role r
  where r.compte_id = infra.compte_courant() and r.role = 'administrateur_demarche'
    and r.suspendu_at is null and (r.fin_at is null or r.fin_at > now());
end;

-- The groups whose dossiers somebody receives: those where they were put, as long as they instruct in that organisme.
create function demarches.groupes_recus(asked uuid) returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select m.groupe_id
  from demarches.membre m join demarches.groupe g on g.id = m.groupe_id join demarches.demarche d on d.id = g.demarche_id
    join comptes.role r on r.compte_id = m.compte_id and r.organisme_id = d.organisme_id and r.role = 'instructeur'
  where m.compte_id = asked and r.suspendu_at is null and (r.fin_at is null or r.fin_at > now());
end;

-- As before; a role that ended or is suspended no longer tells one's name, and a group tells it only of those who instruct.
create or replace function comptes.est_agent(asked uuid) returns boolean language sql stable security definer set search_path = ''
begin atomic
  select exists (select from comptes.role r
    where r.compte_id = asked and r.suspendu_at is null and (r.fin_at is null or r.fin_at > now()));
end;

revoke execute on function comptes.administre_instance(), comptes.organismes_administres(), comptes.demarches_administrees(),
  demarches.groupes_recus(uuid) from public;
grant execute on function comptes.administre_instance(), comptes.organismes_administres(), comptes.demarches_administrees(),
  demarches.groupes_recus(uuid) to parvis_app;

-- A role that ended opens no dossier, even to a query badly written.
drop policy agent on dossiers.dossier;
create policy agent on dossiers.dossier to parvis_app
  using (infra.role_courant() = 'agent' and etat <> 'brouillon'
    and groupe_id in (select demarches.groupes_recus(infra.compte_courant())));

-- `administrateur`: somebody who manages teams. One's own roles are read, and left; never given to oneself.
drop policy soi on comptes.role;
create policy soi on comptes.role for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent', 'administrateur') and compte_id = infra.compte_courant());
create policy depart on comptes.role for delete to parvis_app
  using (infra.role_courant() in ('agent', 'administrateur') and compte_id = infra.compte_courant());

do $$
declare
  ici text := $q$infra.role_courant() = 'administrateur' and (organisme_id in (select comptes.organismes_administres())
    or (organisme_id is null and (select comptes.administre_instance())))$q$;
  autrui text := 'compte_id <> infra.compte_courant()';
begin
  execute format('create policy administrateur on comptes.role for select to parvis_app using (%s)', ici);
  execute format('create policy administrateur_donne on comptes.role for insert to parvis_app with check (%s and %s)', ici, autrui);
  execute format('create policy administrateur_change on comptes.role for update to parvis_app using (%s) with check (%s and %s)',
    ici, ici, autrui);
  execute format('create policy administrateur_retire on comptes.role for delete to parvis_app using (%s)', ici);

  -- Invitations of one's own organismes.
  execute format('create policy administrateur on comptes.lien to parvis_app using (usage = ''invitation_agent'' and %s)',
    replace(ici, 'organisme_id', '(donnees ->> ''organismeId'')::uuid'));

  execute format('create policy administrateur on equipes.demande to parvis_app using (%s)', ici);
end $$;
-- Those among whom the administrator of a démarche chooses: the instructeurs of its organisme.
create policy administrateur_demarche on comptes.role for select to parvis_app
  using (infra.role_courant() = 'administrateur' and role = 'instructeur'
    and organisme_id in (select d.organisme_id from demarches.demarche d where d.id in (select comptes.demarches_administrees())));

create policy systeme on equipes.demande to parvis_app using (infra.role_courant() = 'systeme');
create policy soi on equipes.demande to parvis_app
  using (infra.role_courant() in ('usager', 'agent') and compte_id = infra.compte_courant());
create policy proprietaire on equipes.demande to current_user using (true);
alter table equipes.demande enable row level security, force row level security;

-- The people of those roles and requests, what is known of their identity, and their sessions, which may be ended from afar.
create policy administrateur on comptes.compte for select to parvis_app
  using (infra.role_courant() = 'administrateur'
    and (compte.id = infra.compte_courant()
      or exists (select from comptes.role r where r.compte_id = compte.id)
      or exists (select from equipes.demande d where d.compte_id = compte.id)
      or exists (select from equipes.demande d where d.ancien_id = compte.id)));
create policy administrateur on comptes.identite for select to parvis_app
  using (infra.role_courant() = 'administrateur' and exists (select from comptes.compte c where c.id = identite.compte_id));
create policy administrateur on comptes.session for select to parvis_app
  using (infra.role_courant() = 'administrateur' and exists (select from comptes.compte c where c.id = session.compte_id));
create policy administrateur_ferme on comptes.session for update to parvis_app
  using (infra.role_courant() = 'administrateur' and exists (select from comptes.compte c where c.id = session.compte_id));

-- A group gives access to dossiers: who is in it is no longer open to all, and changes by its administrators only.
create policy systeme on demarches.membre to parvis_app using (infra.role_courant() = 'systeme');
create policy administrateur on demarches.membre to parvis_app
  using (infra.role_courant() = 'administrateur'
    and exists (select from demarches.groupe g join demarches.demarche d on d.id = g.demarche_id
      where g.id = membre.groupe_id
        and (d.organisme_id in (select comptes.organismes_administres()) or d.id in (select comptes.demarches_administrees()))));
create policy proprietaire on demarches.membre to current_user using (true);
alter table demarches.membre enable row level security, force row level security;

-- What a team page reads.
create view comptes.role_tenu with (security_invoker = true) as
select compte_id, role, organisme_id, demarche_id, created_at, fin_at, delegue_par, suspendu_at from comptes.role;
create view comptes.derniere_visite with (security_invoker = true) as
select c.id as compte_id, greatest(c.visite_at, (select max(s.seen_at) from comptes.session s where s.compte_id = c.id),
  (select max(i.seen_at) from comptes.identite i where i.compte_id = c.id)) as vu_at
from comptes.compte c;
create view comptes.provenance with (security_invoker = true) as
select compte_id, emetteur, siret, seen_at from comptes.identite;
create view demarches.affectation with (security_invoker = true) as
select m.compte_id, g.id as groupe_id, g.numero as groupe_numero, g.label as groupe_label, g.par_defaut,
  d.id as demarche_id, d.numero as demarche_numero, d.titre, d.organisme_id
from demarches.membre m join demarches.groupe g on g.id = m.groupe_id join demarches.demarche d on d.id = g.demarche_id;
grant select on comptes.role_tenu, comptes.derniere_visite, comptes.provenance, demarches.affectation to parvis_app;
revoke insert, update, delete on comptes.role_tenu, comptes.derniere_visite, comptes.provenance, demarches.affectation from parvis_app;
