-- What an antivirus said of each file, why it said nothing, and who let it be opened all the same.

alter table infra.fichier
  -- Part of it opens with a password only: no antivirus can call it sound.
  add column chiffre boolean not null default false,
  add column analyse_motif text default 'aucun_antivirus',
  add column analyse_at timestamptz,
  -- The engine and the date of its signatures, as it says them.
  add column analyse_moteur text,
  -- Attempts that found no engine to answer.
  add column analyse_essais smallint not null default 0,
  add column libere_at timestamptz,
  add column libere_par uuid,
  add column libere_motif text,
  -- Its bytes are no more: only what carried a virus is destroyed before what it hangs from.
  add column detruit_at timestamptz;

-- Held at once for what is written; 0021 looks at what was there before.
alter table infra.fichier
  add constraint analyse_textes check (
    analyse_motif in ('trop_gros', 'chiffre', 'indisponible', 'format', 'aucun_antivirus')
    and length(analyse_moteur) between 1 and 200
    and analyse_essais >= 0
  ) not valid,
  add constraint analyse_motivee check (("analyse" = 'non_analyse') = (analyse_motif is not null)) not valid,
  -- A file that was not scanned is never called sound.
  add constraint analyse_jamais_saine_sans_avis check (
    "analyse" <> 'sain' or (analyse_at is not null and analyse_moteur is not null and not chiffre)
  ) not valid,
  add constraint analyse_liberee check (
    num_nulls(libere_at, libere_par, libere_motif) in (0, 3) and length(trim(libere_motif)) > 0
  ) not valid,
  add constraint analyse_detruite check (detruit_at is null or "analyse" = 'infecte') not valid;

-- Only the house says what the antivirus said; who works on a dossier may release what it said nothing of.
create policy maison on infra.fichier as restrictive for update to parvis_app
  using (true) with check (infra.role_courant() = 'systeme' or "analyse" = 'non_analyse');
