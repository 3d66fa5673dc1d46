-- Walls around people themselves: their accounts, their sessions, the mail sent to them and the files they gave.
-- `connexion` is the role of the door: it knows who comes in, and no dossier.

-- Whether somebody holds a role or instructs: who does is known by name to those concerned (CRPA, art. L. 111-2).
create function comptes.est_agent(asked uuid) returns boolean language sql stable security definer set search_path = ''
begin atomic
  select exists (select from comptes.role r where r.compte_id = asked)
    or exists (select from demarches.membre m where m.compte_id = asked);
end;

-- The live session of a cookie's digest with its account and roles: what is asked before it is known who asks.
create function comptes.session_ouverte(asked bytea)
  returns table (compte_id uuid, seen_at timestamptz, expires_at timestamptz, porte text, nature text, courriel text,
    civilite text, nom text, prenom text, telephone text, langue text, roles json)
  language sql stable security definer set search_path = ''
begin atomic
  select s.compte_id, s.seen_at, s.expires_at, s.porte,
    c.nature, c.courriel, c.civilite, c.nom, c.prenom, c.telephone, c.langue,
    coalesce((select json_agg(json_strip_nulls(json_build_object('role', r.role, 'organismeId', r.organisme_id)))
      from comptes.role r where r.compte_id = s.compte_id), '[]'::json)
  from comptes.session s join comptes.compte c on c.id = s.compte_id
  where s.empreinte = asked and s.fin_at is null and c.rattache_a is null;
end;

-- Everybody may have the house send a mail; nobody but the house reads what it sends.
create function infra.deposer_courriel(asked infra.courriel) returns table (id uuid, nouveau boolean)
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    insert into infra.courriel (cle, message_id, destinataire, sujet, corps_texte, corps_html, langue, created_at)
    values (asked.cle, asked.message_id, asked.destinataire, asked.sujet, asked.corps_texte, asked.corps_html, asked.langue,
      asked.created_at)
    on conflict (cle) do nothing returning id, true;
  if not found then
    return query select id, false from infra.courriel where cle = asked.cle;
  end if;
end $$;

revoke execute on function comptes.est_agent(uuid), comptes.session_ouverte(bytea), infra.deposer_courriel(infra.courriel)
  from public;
grant execute on function comptes.est_agent(uuid), comptes.session_ouverte(bytea), infra.deposer_courriel(infra.courriel)
  to parvis_app;

do $$
declare
  t record;
begin
  for t in select * from (values ('comptes', 'compte'), ('comptes', 'identite'), ('comptes', 'session'), ('comptes', 'connexion'),
    ('comptes', 'lien'), ('comptes', 'envoi_en_attente'), ('comptes', 'role'), ('infra', 'courriel'), ('infra', 'fichier'))
    as walled (schema, nom)
  loop
    execute format('alter table %I.%I enable row level security, force row level security', t.schema, t.nom);
    execute format('create policy proprietaire on %I.%I to current_user using (true)', t.schema, t.nom);
    execute format('create policy systeme on %I.%I to parvis_app using (infra.role_courant() = ''systeme'')', t.schema, t.nom);
    if t.schema = 'comptes' then
      execute format('create policy connexion on comptes.%I to parvis_app using (infra.role_courant() = ''connexion'')', t.nom);
    end if;
  end loop;
  foreach t.nom in array array['identite', 'session', 'role'] loop
    execute format('create policy soi on comptes.%I to parvis_app
      using (infra.role_courant() in (''usager'', ''agent'') and compte_id = infra.compte_courant())', t.nom);
  end loop;
end $$;

create policy soi on comptes.compte to parvis_app
  using (infra.role_courant() in ('usager', 'agent') and id = infra.compte_courant());
-- Others are seen, never changed: agents, and the people of the dossiers that one sees oneself.
create policy concerne on comptes.compte for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent')
    and (comptes.est_agent(compte.id)
      or exists (select from dossiers.dossier d where d.compte_id = compte.id)
      or exists (select from dossiers.invite i where i.compte_id = compte.id)));

-- A file is seen with the dossier it hangs from; before it hangs from one, by who brought it.
create policy dossier on infra.fichier to parvis_app
  using (infra.role_courant() in ('usager', 'agent')
    and (created_by = infra.compte_courant()
      or exists (select from dossiers.piece p where p.fichier_id = fichier.id)
      or exists (select from dossiers.message_piece p where p.fichier_id = fichier.id)));

-- Who shares a dossier makes the link for it, and cannot read it again.
create policy partage on comptes.lien for insert to parvis_app
  with check (infra.role_courant() = 'usager' and usage = 'invitation_dossier');
