-- Who may see an account was written in its policies, and planned with every statement that names one: two hundred lines of plan,
-- seven hundred for a sign-in, which spent forty milliseconds on it. It is looked up apart, when the account is not one's own, as in
-- 0023-fichiers.sql: with the rights of who asks, the walls of those tables hold within.
create function comptes.concerne(asked uuid) returns boolean language sql stable cost 10000
  begin atomic
    select exists (select from dossiers.dossier d where d.compte_id = asked)
      or exists (select from dossiers.invite i where i.compte_id = asked);
  end;
create function comptes.est_mandant(asked uuid) returns boolean language sql stable cost 10000
  begin atomic
    select exists (select from dossiers.invite i where i.mandant_id = asked);
  end;
-- Administrators look for people by their name: a list made once, and not a question for each account.
create function comptes.comptes_administres() returns setof uuid language sql stable rows 200
  begin atomic
    select r.compte_id from comptes.role r
    union select d.compte_id from equipes.demande d
    union select d.ancien_id from equipes.demande d where d.ancien_id is not null;
  end;
revoke execute on function comptes.concerne(uuid), comptes.est_mandant(uuid), comptes.comptes_administres() from public;
grant execute on function comptes.concerne(uuid), comptes.est_mandant(uuid), comptes.comptes_administres() to parvis_app;

alter policy concerne on comptes.compte
  using (infra.role_courant() in ('usager', 'agent') and (id = infra.compte_courant() or comptes.est_agent(id) or comptes.concerne(id)));
alter policy mandant on comptes.compte
  using (infra.role_courant() = 'usager' and id <> infra.compte_courant() and comptes.est_mandant(id));
alter policy administrateur on comptes.compte
  using (infra.role_courant() = 'administrateur'
    and (id = infra.compte_courant() or id in (select comptes.comptes_administres())));
