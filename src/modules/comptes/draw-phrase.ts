import { randomInt } from 'node:crypto'

/** Words that everybody can write, without accents: some 1,600, so that each drawn one is worth more than ten bits. */
const MOTS = `
abeille abricot accord accueil acier adresse agneau aigle aiguille album algue allee alliance allumette alouette
amande ambre amiral ampoule ananas ancre angle animal anneau antenne aout appel aquarium araignee arbre arcade
archet ardoise arene argent argile armoire aromate arrosoir artichaut article artiste asperge assiette astre atelier
atlas atome aube auberge aubergine automne avalanche avenue averse avion aviron avoine azur bagage bague baguette
baignoire balade balai balance balcon baleine ballon balsa bambou banane bande banjo banque banquet baobab barbe
barque barrage barre barriere bassin bateau batterie bazar beignet belette belier berceau berger besace betterave
beurre biberon biche bijou bille billet biscuit bison bistrot bitume blason bleuet bloc blouse bobine bocage bocal
boisson bolide bonbon bonheur bonnet bordure borne bosquet bosse botte boucher boucle bouclier bougie bouillon
boulanger boule bouleau boulon bouquet bourdon bourgeon bourse boussole bouteille bouton branche brasier brebis
brique briquet brise brochet brochure brocoli brosse brouette bruit brume bruyere bulle bulletin bureau buste butin
buvette cabane cabas cabine cable cabri cacao cactus cadeau cadran cadre cahier caille caillou caisse calcul caleche
calepin calme camarade camion campagne canal canape canard cannelle canoe canot canyon capitaine capitale caprice
capsule capuche carafe caramel caravane carbone cardinal caresse cargo caribou carnaval carnet carotte carre carreau
carrefour carrosse cartable carte carton cascade casier casque casserole castor cave caverne ceinture celeri cendre
centre cercle cerf cerise cerisier chaise chalet chaleur chaloupe chambre chameau chamois champ champion chance
chanson chant chantier chapeau chapelle chapitre charade charbon charme charpente charrue chat chateau chaton
chaudron chausson chemin cheminee chemise chene cheval chevalet chevre chien chiffon chiffre chocolat choix chorale
chou chouette cidre ciel cigale cigogne ciment cinema cirage cirque ciseau citerne citron clairiere clairon clapier
classe clavier clef climat cloche cloison clou clown cobalt cochon cocktail cocon coffre coing colibri colis colle
collier colline colombe colonne comedie comete comique commande comptoir comte concert concombre condor confiture
congres conseil conte copain copeau copie coquille corail corbeau corbeille corde cordon coriandre corniche
cornichon corolle cortege costume coteau coton couche coude couleur couloir coupe courage courant courbe courge
couronne courrier course cousin coussin couteau couture couvent crabe craie crapaud cratere cravate crayon creme
crepe cresson crevette cricket cristal crochet crocodile croissant croix croquis cuisine cuivre culture curieux cuve
cyclone cygne cypres dame damier danse datte dauphin debut decor defi degre delta demeure dentelle depart depot
dessert dessin detail detour deux devoir dialogue diamant dictee digue dimanche dindon dinosaure disque docteur
dollar domaine domino donjon dorade dossier douane douche douze dragon drap drapeau dune duvet ebene ecaille echarpe
echelle echo eclair eclipse ecluse ecole ecorce ecran ecrevisse ecrin ecrou ecureuil edifice effort eglise elan
elastique elegance elephant eleve elixir email emeraude emotion empire encens encre endive enfant enigme enjeu
enseigne entracte entree enveloppe envie epaule epave epee epice epinard epingle eponge epoque erable escabeau
escale escalier escargot escrime espace espoir essai essaim essence estampe estrade estuaire etable etage etagere
etang etape etau etincelle etoffe etoile etude evasion eventail evier examen exemple exploit fable facade facteur
fagot faience faisan falaise famille fanfare fanion fantome farine faucon faune fauteuil fenetre fenouil ferme
fermier ferry festin fete feuille fevrier fiacre ficelle fiche figue figuier filet filtre flacon flamant flambeau
flamme flan flaque fleche fleur fleuve flocon flore flotte flute foin foire fonction fontaine football forain force
foret forge format formule fortune fougere foulard four fourche fourmi fourneau foyer fragment fraise framboise
frange frelon fresque friche frisson fromage front frontiere fruit fumee fusain fusee futur gabarit galerie galet
galette galop gamelle gamme gant garage gare garenne gateau gaufre gazelle gazon geai geant gelee gemme genet
genievre genou gentiane geranium gerbe geste gibier gilet gingembre girafe girofle girouette givre glace gland
glissade globe gloire gobelet goeland golfe gomme gondole gorge gorille gouache gourde gout goutte grain graine
graminee grange granit grappe gravier grele grelot grenade grenier griffe grillage grille grillon grimace grive
groseille grotte groupe grue guide guidon guignol guirlande guitare haie halte hamac hameau hangar hanneton hareng
haricot harmonie harpe hasard hauteur herbe herisson hermine heron heros heure hibou histoire hiver homard honneur
horizon horloge hotel houle housse houx huile huitre humeur humour hutte hymne idee iguane image indice indigo
infini insecte instant institut invite iris ivoire jade jaguar jambe janvier jardin jasmin jaune javelot jeton jeudi
jockey joie jonc jonquille joueur journal journee joyau judo juillet juin jument jungle jupe kaki karate kayak
kermesse kilo kimono kiosque kiwi koala laboureur lacet lagune laine laiton laitue lama lame lampe lampion lance
langage langue lanterne lapin laser lavabo lavande lavoir lecture legende legume lentille leopard lessive lettre
levain levier levure lexique lezard liane liasse liberte libraire licorne liege lierre lieu lievre ligne lilas
limace lime limite limon linge lion liqueur liseron lisiere liste litre livre livret logis loisir longueur loquet
lotus louche loup loupe loutre loyer lueur luge lumiere lundi lune lunette lupin lustre luth luxe lynx macaron
machine maillot main maire maison maitre malice malle manche mandarine manege mangue manoir manteau maquette marais
marbre marche mardi maree marge margelle mariage marin marine marmite marmotte marque marraine marron marteau masque
massif mastic matelas matelot matiere matin matinee mauve mecano medaille meduse melodie melon membre memoire menage
menhir menthe menton menu mercredi mercure merise merlan merle mesange message mesure metal meteo meteore metier
metre metro meuble meule midi miel migration milan milieu mille mimosa mine minerai ministre minuit minute mirabelle
miracle mirage miroir misaine mistral mobile modele module moineau moisson molaire moment monde monnaie montagne
montre monument moquette morceau morille morse mortier mosaique moteur motif mouche mouchoir mouette moufle moule
moulin mousse moustache moustique mouton moyen muguet mulot muscade muscle musee musique myrtille mystere nacelle
nacre naissance nappe narcisse narval natation nation nature navet navette navire nebuleuse nectar neige nenuphar
neveu niche niveau nocturne noeud noisette noix nombre nord note notice nougat nouvelle novembre noyau noyer nuage
nuance nuit numero nylon oasis objet ocean ocelot ocre octobre odeur oeillet oeuf oeuvre offre ogive oignon oiseau
olive olivier ombre ombrelle omelette oncle onde ondine onyx opale opera optique orage orange oranger orateur orbite
orchestre orchidee ordre oreille oreiller orfevre orge orgue orient origan origine orme ortie oseille osier otarie
ourlet ours oursin outil ouvrage ouvrier ovale oxygene page paille pain paix palais palette palier palme palmier
palourde pampa panache panda panier panneau panorama pantalon panthere paon papaye papier papillon paprika paquet
paradis parapet parasol parc parcelle parchemin pardon parfum parole parrain partage parterre partie passage
passeport pastel pasteque patate patience patin patio patrie patron paume pause pavillon pavot paysage paysan peau
pedale peigne peinture pelage pelican pelle pelote peluche pendule peniche pensee pente pepin pepite perche perdrix
perle perroquet perruche persil petale petrole peuplier phare phoque photo phrase piano pichet piece pied pierre
pieuvre pigeon pignon pile pilier pilote piment pince pinceau pingouin pinson pintade pioche pion pipeau piquet
pirate pirogue piscine pissenlit pistache piste piston pivert pivoine pivot placard place plafond plage plaine plan
planche planete plante plaque plastron platane plateau platine plongeon pluie plume poche podium poele poeme poesie
poete poids poignee poing point poire poireau poirier pois poisson poivre poivron polaire polka pollen polo pomme
pommier pompe pompier pompon poncho poney pont porche port portail porte portion portrait potager poteau poterie
potion potiron pouce poudre poulain poule poulie poulpe poumon poupee poussin poutre prairie praline preau precieux
presse preuve primevere prince prisme probleme prologue promenade prose proue province prune prunier puits pull puma
pupitre purete puzzle pyjama pylone quartier quartz quatre quenelle question quiche quille quinze rabot racine
radeau radio radis rafale raisin ramage rame rameau rampe ranch raquette rasoir rateau rayon recette recif recolte
recueil refrain regard regate reglage regle reglisse reine relais relief reliure remorque rempart renard rencontre
renne repas repos reptile requin reseau reserve ressort resume retour reve reveil revue rhubarbe richesse rideau
rime rire rituel rivage riviere robe robinet robot roche rocher roman romarin ronce ronde roseau rosee rosier
rossignol rotule roue rouge rouleau roulotte route royaume ruban rubis ruche rucher ruelle ruisseau rumeur rythme
sable sabot sachet safran sagesse saison salade salle salon salsifis salut samedi sandale sanglier santal sapin
sardine sarrasin satin sauce saule saumon savane saveur savoir savon scene sceptre scie science scooter sculpture
seau secret section seigle selle semaine semelle semence semestre senteur sentier septembre serpent serre serrure
service serviette sesame seuil sieste sifflet signal signe silence silex sillage sillon singe sirene sirop sittelle
sloop socle sofa soie soin soir soiree soleil solfege sombrero sommeil sommet sonate sonnette sorbet sortie souci
soupe source sourcil sourire souris spatule sphere spirale sport square stade statue steppe store studio style sucre
sujet sultan surface surprise symbole table tableau tablette tablier tabouret tache taille tailleur talent talon
tambour tamis tandem tango taniere tapir tapis tartine tasse taupe taureau taverne teinte telephone temoin temple
temps tennis tente terrain terrasse terre terreau terrier texte theatre theme theorie thon thym tiare ticket tige
tigre tilleul timbale timbre tirelire tiroir tisane tissu titane titre toast toboggan toile toison toit tomate
tombola tonneau tonnerre topaze torche torrent tortue totem toucan toundra toupie tour tourbe tournesol tournoi
tourte tracteur trafic train traineau trajet tramway tranche trapeze travail traverse trefle treille tremplin trente
tresor tribu tribune tricot trident trois trombone trompette tronc trophee tropique trottoir troupe troupeau trousse
truelle truffe truite tube tuile tulipe tunnel turban turbine tuyau univers urne usine vacance vache vague vaisseau
valeur valise vallee vallon valse vanille vanneau vapeur varech variete vase vautour veau vedette vegetal veille
velo velours vendange vendredi vent ventre verger verite verre verrou vers verveine veste vestige viaduc victoire
vide vigne vigneron villa village ville vinaigre violette violon virage vision vitesse vitrail vitre vitrine vivier
vocal voeu voile voilier voisin voiture voix volant volcan volet volume voyage voyelle wagon yacht yaourt yoga zebre
zenith zephyr zero zeste zigzag zinc zone
`
  .trim()
  .split(/\s+/)

const MOTS_PAR_PHRASE = 5

/** A passphrase to offer: five words drawn at random, fifty-three bits of luck whatever is known of how it was made. */
export function drawPhrase(): string {
  return Array.from({ length: MOTS_PAR_PHRASE }, () => MOTS[randomInt(MOTS.length)] ?? '').join('-')
}
