-- Walls between people and between organisations, held by PostgreSQL under the checks of the application: without a context,
-- no row of a dossier is visible, and with one, only those of who is asking (parvis.role, parvis.compte; see with-context.ts).

create function infra.role_courant() returns text language sql stable parallel safe
  return current_setting('parvis.role', true);
create function infra.compte_courant() returns uuid language sql stable parallel safe
  return nullif(current_setting('parvis.compte', true), '')::uuid;

-- The dossiers shared with who is asking. As its owner: a policy of `dossier` may not read a table whose policy reads `dossier`.
create function dossiers.partages() returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select i.dossier_id from dossiers.invite i where i.compte_id = infra.compte_courant() and i.revoked_at is null;
end;
revoke execute on function dossiers.partages() from public;
grant execute on function dossiers.partages() to parvis_app;

create policy systeme on dossiers.dossier to parvis_app using (infra.role_courant() = 'systeme');
create policy usager on dossiers.dossier to parvis_app
  using (infra.role_courant() = 'usager'
    and (compte_id = infra.compte_courant() or id in (select dossiers.partages())));
-- An agent sees what was filed with a group he belongs to; a draft is nobody's business but its usager's.
create policy agent on dossiers.dossier to parvis_app
  using (infra.role_courant() = 'agent' and etat <> 'brouillon'
    and groupe_id in (select m.groupe_id from demarches.membre m where m.compte_id = infra.compte_courant()));

-- What hangs from a dossier is seen by who sees the dossier.
do $$
declare
  nom text;
begin
  foreach nom in array array['version', 'piece', 'message', 'correction', 'traitement', 'recepisse', 'invite'] loop
    execute format('create policy systeme on dossiers.%I to parvis_app using (infra.role_courant() = ''systeme'')', nom);
    execute format('create policy dossier on dossiers.%I to parvis_app using (infra.role_courant() in (''usager'', ''agent'')
      and exists (select from dossiers.dossier d where d.id = dossier_id))', nom);
  end loop;
  foreach nom in array array['vue', 'suivi', 'note'] loop
    execute format('create policy systeme on instruction.%I to parvis_app using (infra.role_courant() = ''systeme'')', nom);
    execute format('create policy dossier on instruction.%I to parvis_app using (infra.role_courant() = ''agent''
      and exists (select from dossiers.dossier d where d.id = dossier_id))', nom);
  end loop;
end $$;
create policy systeme on dossiers.message_piece to parvis_app using (infra.role_courant() = 'systeme');
create policy dossier on dossiers.message_piece to parvis_app
  using (infra.role_courant() in ('usager', 'agent') and exists (select from dossiers.message m where m.id = message_id));
create policy systeme on dossiers.tombe to parvis_app using (infra.role_courant() = 'systeme');
-- Counts, without a person in them; lines come from the trigger of whoever moves a dossier.
create policy contexte on dossiers.effectif to parvis_app using (infra.role_courant() in ('systeme', 'usager', 'agent'));

-- Forced: the owner obeys too. He is given a policy of his own, for migrations and backups, which run without a context.
do $$
declare
  t record;
begin
  for t in select schemaname, tablename from pg_tables where schemaname in ('dossiers', 'instruction') loop
    execute format('alter table %I.%I enable row level security, force row level security', t.schemaname, t.tablename);
    execute format('create policy proprietaire on %I.%I to current_user using (true)', t.schemaname, t.tablename);
  end loop;
end $$;
