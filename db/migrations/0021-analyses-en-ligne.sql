-- outside a transaction: each statement may be cut and begun again, and nobody who works waits for it.

alter table infra.fichier validate constraint analyse_textes;
alter table infra.fichier validate constraint analyse_motivee;
alter table infra.fichier validate constraint analyse_jamais_saine_sans_avis;
alter table infra.fichier validate constraint analyse_liberee;
alter table infra.fichier validate constraint analyse_detruite;

-- What carried a virus, and is still to be destroyed.
create index concurrently fichier_infecte on infra.fichier (analyse_at) where "analyse" = 'infecte' and detruit_at is null;
