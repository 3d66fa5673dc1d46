import { LOG_LEVELS } from './log/log.ts'

/** The settings in the order and with the words of `parvis aide`: name, default value, what it does. */
export const SETTINGS_DOC = [
  {
    nom: 'PORT',
    defaut: '3000',
    sens: 'port du serveur web ; le premier libre à partir de 3000 si rien n’est demandé',
  },
  { nom: 'HOST', defaut: '127.0.0.1', sens: 'adresse d’écoute ; autre que la machine elle-même : PARVIS_URL en https' },
  {
    nom: 'DATABASE_URL',
    defaut: 'PostgreSQL intégré',
    sens: 'base de production (PostgreSQL 18), compte propriétaire',
  },
  { nom: 'PARVIS_APP_DATABASE_URL', defaut: 'DATABASE_URL', sens: 'la même base, par le compte de l’application' },
  { nom: 'PARVIS_DATA', defaut: '.parvis', sens: 'dossier des fichiers, et de la base intégrée' },
  { nom: 'PARVIS_CLES', defaut: 'PARVIS_DATA/cles', sens: 'dossier des clés, créées au premier démarrage' },
  {
    nom: 'PARVIS_CLE_MAITRE',
    defaut: 'PARVIS_CLES/maitre.cle',
    sens: 'clé maître (32 octets au moins, en hexadécimal ou base64url), ou chemin /… du fichier qui la contient',
  },
  {
    nom: 'PARVIS_CLE_MAITRE_ANCIENNE',
    defaut: 'PARVIS_CLES/maitre.ancienne.cle',
    sens: 'la clé maître d’avant, tant que les deux servent',
  },
  {
    nom: 'PARVIS_CLE_NUMEROS',
    defaut: 'PARVIS_CLES/numeros.cle',
    sens: 'ce dont les numéros publics sont tirés : ne change jamais',
  },
  { nom: 'PARVIS_URL', defaut: 'http://127.0.0.1:PORT', sens: 'adresse publique ; http seulement sur la machine même' },
  {
    nom: 'PARVIS_PROXIES',
    defaut: 'aucun',
    sens: 'mandataires de confiance, adresses ou réseaux séparés par des virgules',
  },
  {
    nom: 'PARVIS_DEMO',
    defaut: '1 sans DATABASE_URL',
    sens: '0 ou 1 : données, comptes et boîte d’envoi de démonstration',
  },
  { nom: 'PARVIS_LOG', defaut: 'info', sens: `détail du journal technique : ${LOG_LEVELS.join(', ')}` },
  { nom: 'SMTP_URL', defaut: 'aucun envoi', sens: 'serveur de courriel : smtp://compte:motdepasse@serveur:587' },
  { nom: 'PARVIS_EXPEDITEUR', defaut: 'Parvis <ne-pas-repondre@…>', sens: 'adresse d’envoi des courriels' },
  {
    nom: 'PARVIS_INSTITUTION',
    defaut: 'non indiquée',
    sens: 'qui exploite ce site, pour les mentions légales : Ville de Vern <contact@exemple.fr>',
  },
  { nom: 'PARVIS_FRANCECONNECT_EMETTEUR', defaut: 'aucun', sens: 'FranceConnect, pour les usagers' },
  { nom: 'PARVIS_FRANCECONNECT_CLIENT', defaut: 'aucun', sens: 'identifiant de Parvis chez FranceConnect' },
  { nom: 'PARVIS_FRANCECONNECT_SECRET', defaut: 'aucun', sens: 'secret de Parvis chez FranceConnect' },
  { nom: 'PARVIS_FRANCECONNECTPLUS_EMETTEUR', defaut: 'aucun', sens: 'FranceConnect+, qui chiffre ses réponses' },
  { nom: 'PARVIS_FRANCECONNECTPLUS_CLIENT', defaut: 'aucun', sens: 'identifiant de Parvis chez FranceConnect+' },
  { nom: 'PARVIS_FRANCECONNECTPLUS_SECRET', defaut: 'aucun', sens: 'secret de Parvis chez FranceConnect+' },
  { nom: 'PARVIS_PROCONNECT_EMETTEUR', defaut: 'aucun', sens: 'ProConnect, pour les agents' },
  { nom: 'PARVIS_PROCONNECT_CLIENT', defaut: 'aucun', sens: 'identifiant de Parvis chez ProConnect' },
  { nom: 'PARVIS_PROCONNECT_SECRET', defaut: 'aucun', sens: 'secret de Parvis chez ProConnect' },
  { nom: 'PARVIS_OIDC_EMETTEUR', defaut: 'aucun', sens: 'autre fournisseur d’identité OpenID Connect' },
  { nom: 'PARVIS_OIDC_CLIENT', defaut: 'aucun', sens: 'identifiant de Parvis chez ce fournisseur' },
  { nom: 'PARVIS_OIDC_SECRET', defaut: 'aucun', sens: 'secret de Parvis chez ce fournisseur, s’il en donne un' },
  {
    nom: 'PARVIS_CLE_SAUVEGARDE',
    defaut: 'aucune',
    sens: 'clé des sauvegardes (32 octets au moins, en hexadécimal ou base64url), ou chemin /… du fichier qui la contient',
  },
  {
    nom: 'PARVIS_ANTIVIRUS',
    defaut: 'aucun',
    sens: 'adresse de ClamAV : tcp://127.0.0.1:3310 ou unix:/run/clamav/clamd.ctl',
  },
  {
    nom: 'PARVIS_FICHIERS_NON_ANALYSES',
    defaut: 'bloquer avec un antivirus, avertir sans',
    sens: 'bloquer ou avertir : ce que deviennent les fichiers qu’aucun antivirus n’a analysés',
  },
  { nom: 'CHROMIUM_PATH', defaut: 'aucun', sens: 'navigateur Chromium, pour les vérifications d’accessibilité' },
] as const
