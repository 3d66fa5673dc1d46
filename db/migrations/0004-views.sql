-- What modules show of theirs to the others: views, read only.

-- A démarche as a dossier, an agent's table or a mail names it.
create view demarches.fiche with (security_invoker = true) as
select d.id, d.numero, d.slug, d.titre, d.etat, d.organisme_id, d.revision_publiee_id,
       o.nom as organisme_nom, o.accent, o.demonstration,
       s.nom as service_nom, s.telephone, s.courriel as service_courriel, s.horaires, s.adresse, s.dpo
from demarches.demarche d
join annuaire.organisme o on o.id = d.organisme_id
left join demarches.service s on s.id = d.service_id;
grant select on demarches.fiche to parvis_app;
revoke insert, update, delete on demarches.fiche from parvis_app;

-- Somebody as others may name them.
create view comptes.personne with (security_invoker = true) as
select id, nom, prenom, courriel, langue from comptes.compte;
grant select on comptes.personne to parvis_app;
revoke insert, update, delete on comptes.personne from parvis_app;

-- A filed dossier as agents' lists read it. Drafts and the trash are not there.
create view dossiers.depose with (security_invoker = true) as
select d.id, d.numero, d.demarche_id, d.organisme_id, d.groupe_id, d.etat, d.demandeur_nom, d.depose_at, d.updated_at,
       d.traite_at, d.code_departement, d.recherche,
       exists (select from dossiers.correction c where c.dossier_id = d.id and c.resolue_at is null) as correction_en_cours,
       (select max(m.created_at) from dossiers.message m where m.dossier_id = d.id and m.auteur = 'usager') as message_recu_at,
       (select max(v.created_at) from dossiers.version v where v.dossier_id = d.id and v.nature = 'depot') as dernier_depot_at
from dossiers.dossier d
where d.supprime_at is null and d.depose_at is not null;
grant select on dossiers.depose to parvis_app;
revoke insert, update, delete on dossiers.depose from parvis_app;
