-- The journal finished: from where and for whom each thing was done, how long each line is kept, and who may read it.

alter table infra.journal
  -- A keyed reference of the network that asked, never its address; `travail` or `commande` for the house's own; absent before.
  add column origine text,
  -- The account for whom it was done, when somebody acts for somebody else.
  add column pour_id uuid,
  -- How long it is kept: exchanges of data 36 months (CRPA, art. R. 114-9-7), the rest 12, what tells of purges for ever.
  add column classe text not null default 'reste',
  -- Validated by 0017, as its indexes are built there: neither makes those who write wait.
  add constraint journal_classe check (classe in ('reste', 'echange', 'permanent')) not valid;

-- Which digest ties the line, and how long it is kept: still known when the line is gone.
alter table infra.maillon
  add column format smallint not null default 1,
  add column classe text not null default 'reste';

-- Nodes of the signed tree, one for 2^niveau lines: a proof reads a few rows, not the whole journal.
create table infra.noeud (
  niveau smallint not null check (niveau in (8, 16, 24)),
  rang bigint not null check (rang >= 0),
  empreinte bytea not null check (length(empreinte) = 32),
  primary key (niveau, rang)
);
grant select, insert on infra.noeud to parvis_app;
revoke update, delete, truncate on infra.noeud from parvis_app;

-- The one way in which a line leaves: `purger_segment`, whose owner alone may delete.
create or replace function infra.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'journal' and current_setting('parvis.purge', true) = 'oui' then
    return old;
  end if;
  raise exception 'the journal is only added to' using errcode = '42501';
end $$;
create trigger refuse_change before update or delete on infra.noeud
  for each row execute function infra.refuse_change();
create trigger refuse_truncate before truncate on infra.noeud
  for each statement execute function infra.refuse_change();

-- The least key (UUID version 7) that a row made at that instant may have.
create function infra.premier_uuid(instant timestamptz) returns uuid language sql immutable strict parallel safe
  return (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

-- Erases the lines of an announced segment, from one number of its chain to another; gives how many. Refused, whoever asks,
-- before the announcement and what it covers are signed, before their time by the clock of the database, or under a hold.
create function infra.purger_segment(annonce uuid, de bigint, a bigint) returns integer
  language plpgsql security definer set search_path = ''
as $$
declare
  dite record;
  garde date;
  debut timestamptz;
  scelle bigint := coalesce((select max(s.taille) from infra.scelle s), 0);
  partis integer;
begin
  select m.rang, split_part(j.objet, ':', 2)::uuid as chaine, split_part(j.objet, ':', 3) as classe,
      split_part(j.objet, ':', 4) as mois, (j.meta->>'avant')::bigint as avant,
      (j.meta->>'de')::bigint as de, (j.meta->>'a')::bigint as a
    into dite from infra.journal j join infra.maillon m on m.journal_id = j.id
    where j.id = annonce and j.action = 'journal.purge' and j.objet like 'segment:%' and j.classe = 'permanent';
  if not found or dite.rang >= scelle or dite.avant > scelle then
    raise exception 'the segment is not announced under a checkpoint' using errcode = '42501';
  end if;
  debut := (dite.mois || '-01')::timestamp at time zone 'UTC';
  if not coalesce(debut + interval '1 month' + case dite.classe when 'reste' then interval '12 months'
      when 'echange' then interval '36 months' end <= clock_timestamp(), false) then
    raise exception 'the segment is to be kept longer' using errcode = '42501';
  end if;
  select (j.meta->>'jusqu_au')::date into garde from infra.journal j
    where j.objet = 'chaine:' || dite.chaine and j.action = 'journal.hold' order by j.id desc limit 1;
  if garde >= (clock_timestamp() at time zone 'UTC')::date then
    raise exception 'the segment is held' using errcode = '42501';
  end if;
  perform set_config('parvis.purge', 'oui', true);
  delete from infra.journal j using infra.maillon m
    where m.journal_id = j.id and m.chaine = dite.chaine and m.classe = dite.classe and m.rang < dite.avant
      and m.seq between greatest(de, dite.de) and least(a, dite.a)
      and j.id >= infra.premier_uuid(debut) and j.id < infra.premier_uuid(debut + interval '1 month');
  get diagnostics partis = row_count;
  perform set_config('parvis.purge', '', true);
  return partis;
end $$;
revoke execute on function infra.purger_segment(uuid, bigint, bigint) from public;
grant execute on function infra.purger_segment(uuid, bigint, bigint) to parvis_app;

-- An auditor reads the journal of the organismes of which he holds the role at that very moment (or all of it), and nothing else.
create policy soi_auditeur on comptes.role for select to parvis_app
  using (infra.role_courant() = 'auditeur' and compte_id = infra.compte_courant());

-- Whose journal who asks may read; zero stands for the whole instance.
create function comptes.perimetre_audit() returns uuid[] language sql stable
  return (select array_agg(coalesce(r.organisme_id, '00000000-0000-0000-0000-000000000000'))
    from comptes.role r
    where r.compte_id = infra.compte_courant() and r.role = 'auditeur' and r.suspendu_at is null
      and (r.fin_at is null or r.fin_at > clock_timestamp()));

create policy auditeur on infra.journal for select to parvis_app
  using (infra.role_courant() = 'auditeur'
    and ('00000000-0000-0000-0000-000000000000' = any ((select comptes.perimetre_audit())::uuid[])
      or organisme_id = any ((select comptes.perimetre_audit())::uuid[])));

-- Who acts for the administration is known by name; a usager is not, even to an auditor.
create policy auditeur on comptes.compte for select to parvis_app
  using (infra.role_courant() = 'auditeur' and (select comptes.perimetre_audit()) is not null
    and (comptes.est_agent(compte.id)
      or exists (select from infra.journal j where j.compte_id = compte.id and j.role = 'agent')));

-- Which lines of the journal were about a dossier that was destroyed: its number is still known to whoever asks by it.
alter table dossiers.tombe add column dossier_id uuid;
