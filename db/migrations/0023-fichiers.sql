-- Whose file it is mostly asks for it: what else may open one is looked up apart, then only. Written in the policies, it was planned with every
-- query that reads a file, once for each table it hangs from. With the rights of who asks: the walls of those tables hold within.
-- Dear, so that no plan asks it of every file: measured, on tables that nothing had counted yet.
create function infra.fichier_attache(asked uuid) returns boolean language sql stable cost 10000
  begin atomic
    select exists (select from dossiers.piece p where p.fichier_id = asked)
      or exists (select from dossiers.message_piece p where p.fichier_id = asked);
  end;
create function infra.mandat_attache(asked uuid) returns boolean language sql stable cost 10000
  begin atomic
    select exists (select from dossiers.invite i where i.fichier_id = asked);
  end;
revoke execute on function infra.fichier_attache(uuid), infra.mandat_attache(uuid) from public;
grant execute on function infra.fichier_attache(uuid), infra.mandat_attache(uuid) to parvis_app;

alter policy dossier on infra.fichier
  using (infra.role_courant() in ('usager', 'agent')
    and (created_by = infra.compte_courant() or infra.fichier_attache(id)));
alter policy mandat on infra.fichier
  using (infra.role_courant() in ('usager', 'agent')
    and created_by is distinct from infra.compte_courant() and infra.mandat_attache(id));
