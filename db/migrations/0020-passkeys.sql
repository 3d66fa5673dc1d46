-- A passkey may open a session by itself: what it is then asked to sign is nobody's yet.

alter table comptes.defi alter column compte_id drop not null;
alter table comptes.defi drop constraint defi_usage_check;
-- blocks: a row lives five minutes
alter table comptes.defi add constraint defi_usage_check check (usage in ('enregistrement', 'preuve', 'connexion'));
-- blocks: a row lives five minutes
alter table comptes.defi add constraint defi_compte_check check ((usage = 'connexion') = (compte_id is null));
