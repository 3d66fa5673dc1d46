-- What was filed lately, all démarches together: the home page counts it to show those most asked for.
create index dossier_depot on dossiers.dossier (depose_at) where supprime_at is null and depose_at is not null;
