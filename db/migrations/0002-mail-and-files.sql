-- Mail to send and files received: rows written in the transaction of what they belong to, so that neither goes without the other.

create schema if not exists infra;

create table infra.courriel (
  id uuid primary key default uuidv7(),
  -- What must happen once: `recepisse:<dossier>:<depot>`. A second mail for the same event is the first one.
  cle text not null unique check (length(cle) between 1 and 300),
  -- Chosen once: a mail sent again keeps it, so that its receiver can tell.
  message_id text not null unique,
  -- A line break would let its writer add headers to the message.
  destinataire text not null check (destinataire !~ '[\r\n]'),
  sujet text not null check (sujet !~ '[\r\n]'),
  corps_texte text not null,
  corps_html text not null,
  langue text not null check (langue in ('fr', 'en')),
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0 check (attempts >= 0),
  last_error text,
  check (sent_at is null or attempts > 0)
);
-- What is still to be sent, oldest first; and the built-in outbox, newest first.
create index courriel_a_envoyer on infra.courriel (created_at) where sent_at is null;
create index courriel_created_at on infra.courriel (created_at desc, id desc);

create table infra.fichier (
  id uuid primary key default uuidv7(),
  -- As its sender called it, cleaned; never used as a path.
  nom text not null check (length(nom) between 1 and 150),
  -- Found in the bytes, never the one declared by the browser.
  type text not null,
  octets bigint not null check (octets > 0),
  sha256 bytea not null check (length(sha256) = 32),
  md5 bytea not null check (length(md5) = 16),
  -- Random name in the file store: two folders and a file.
  emplacement text not null unique check (emplacement ~ '^[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}$'),
  -- What the antivirus said; a file that was not scanned is never called sound. Quoted: the word is also a statement.
  "analyse" text not null default 'non_analyse' check ("analyse" in ('en_attente', 'sain', 'infecte', 'non_analyse')),
  created_at timestamptz not null default now(),
  created_by uuid
);
create index fichier_created_at on infra.fichier (created_at);

-- Granted here too: the default privileges of the house are those of the role that ran its first migration.
grant select, insert, update, delete on infra.courriel, infra.fichier to parvis_app;
