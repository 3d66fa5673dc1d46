-- Nothing was ever written there (decision 0013): what is sensitive is not searched, even by a fingerprint.
drop table dossiers.identifiant;
