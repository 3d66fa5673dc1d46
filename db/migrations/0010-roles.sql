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
