-- Which filing of its dossier a version is, from 1: the last one is the one that counts, and by its date alone a clock set back
-- made it an earlier one. Those of before have none, and come first, by their date.
alter table dossiers.version add column rang integer;
