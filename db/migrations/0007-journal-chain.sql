-- The journal cannot be changed in silence: each line is tied to the one before it, and the whole is signed from time to time.

-- One link a line. What it holds survives the line itself, erased at the end of its time.
create table infra.maillon (
  -- Place in the whole journal, from 0: a leaf of the signed tree.
  rang bigint primary key,
  -- The organisme whose chain it is; zero for what belongs to none.
  chaine uuid not null,
  seq bigint not null check (seq > 0),
  journal_id uuid not null unique,
  empreinte bytea not null check (length(empreinte) = 32),
  unique (chaine, seq)
);

-- What is written and not chained yet: the worker empties it every second.
create table infra.journal_a_chainer (
  journal_id uuid primary key
);

-- What was signed: the size of the journal, and the tops of its tree, from which it goes on.
create table infra.scelle (
  taille bigint primary key check (taille > 0),
  sommets bytea[] not null,
  note text not null,
  created_at timestamptz not null
);

grant select, insert on infra.maillon, infra.scelle to parvis_app;
grant select, insert, delete on infra.journal_a_chainer to parvis_app;
revoke update, delete, truncate on infra.journal, infra.maillon, infra.scelle from parvis_app;

create function infra.queue_journal() returns trigger language plpgsql as $$
begin
  insert into infra.journal_a_chainer (journal_id) values (new.id);
  return null;
end $$;
create trigger queue_journal after insert on infra.journal for each row execute function infra.queue_journal();
insert into infra.journal_a_chainer (journal_id) select id from infra.journal;

-- The owner too is refused, unless he takes the trouble: then the chain tells.
create function infra.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is only added to' using errcode = '42501';
end $$;
do $$
declare
  nom text;
begin
  foreach nom in array array['journal', 'maillon', 'scelle'] loop
    execute format('create trigger refuse_change before update or delete on infra.%I
      for each row execute function infra.refuse_change()', nom);
    execute format('create trigger refuse_truncate before truncate on infra.%I
      for each statement execute function infra.refuse_change()', nom);
  end loop;
end $$;

-- Anybody adds to it; the house alone reads it.
create policy ecriture on infra.journal for insert to parvis_app with check (true);
create policy systeme on infra.journal for select to parvis_app using (infra.role_courant() = 'systeme');
create policy proprietaire on infra.journal to current_user using (true);
alter table infra.journal enable row level security, force row level security;
