-- A request to join a team: left unanswered for thirty days, it expires; who asked reads it, and answers it never.

alter table equipes.demande drop constraint demande_reponse_check;
alter table equipes.demande add constraint demande_reponse_check
  check (reponse in ('acceptee', 'refusee', 'retiree', 'expiree')) not valid;
alter table equipes.demande validate constraint demande_reponse_check;

drop policy soi on equipes.demande;
create policy soi on equipes.demande for select to parvis_app
  using (infra.role_courant() in ('usager', 'agent') and compte_id = infra.compte_courant());
