"""French. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !lâch* moi|nous
        !lachez moi
        !arrêt* ça|cela|tout
        !désabonn*
        !désinscri*
        !désinscription
        !désabonnement
        !=stop
        !=supprimer
        !=retirer
        !=spam
        !=assez
        !retir*|supprim*|enlev*|effac*|ray*|radi*|sort*|ôt*|exclu*|élimin*|vir* moi|nous
        !retir*|supprim*|enlev*|effac*|ray*|radi*|ôt*|exclu* .. mon|mes|nos|notre|ma|cette|l|toutes .. adresse|mail|email|coordonnées|données|nom|contact|courriel|infos|informations|société|entreprise|numéro
        !me|m|nous|de retirer|supprimer|enlever|effacer|rayer|radier|sortir|ôter|exclure|éliminer|virer
        !de|des votre|vos|cette|la|ces|toutes .. liste|listes|fichier|fichiers|base|bases|mailing|diffusion
        !suppression|effacement .. données|coordonnées|adresse
        !effac*|supprim* les|tout|toutes|la
        !ne|n .. plus .. écri*|contact*|envo*|sollicit*|recevoir|dérang*|harcel*|être|relanc*|appel*|mail*|recontact*|reçoive|importun*
        !ne .. plus jamais
        !plus .. recevoir|reçevoir .. de|vos|d|ce|ces|aucun
        !plus .. de|d|aucun mail|mails|email|emails|courriel|courriels|message|messages|pub|publicité|publicités|sollicitation|sollicitations|relance|relances|démarchage|prospection|newsletter .. svp|s|merci
        !=plus de mails
        !plus aucun|aucune mail|email|message|sollicitation|courriel|contact
        !souhait*|veux|voulons|désir*|veut .. pas|plus|ne .. recevoir|être|contacté|contactés|sollicité|sollicités|de|vos
        !ne|n .. jamais|pas .. m|me|nous? écri*|envo*|harcel* .. plus
        !ne m écri*
        !ne m|me|nous contact*|envoy*|recontact*|sollicit*
        !arrêt*|cess*|stop*|finiss* de|d|les|ces|vos|tout|avec|immédiatement|svp|s|ce|cela
        !arrêtez|cessez|stoppez|arrête|arrêter|stop
        !=arrêtez
        !merci d|de .. arrêter|cesser|stopper
        !fout*|fich*|laiss* moi|nous|la .. paix|tranquille|tranquilles
        !paix
        !oppos* .. traitement|utilisation|données|prospection
        !droit .. opposition|effacement|oubli|suppression
        !rgpd .. supprimer|effacer|droit|effacement|suppression|demande
        !retire .. consentement
        !sans .. consentement|autorisation|accord|permission
        !jamais .. inscrit|consenti|demandé|autorisé|abonné|donné
        !pas .. inscrit|consenti|autorisé|abonné|donné .. accord|liste|newsletter|consentement|autorisation
        !signal* .. spam|cnil|indésirable|indésirables|comme
        !cnil
        !non sollicité|sollicités|sollicitée|sollicitées|désiré|désirés
        !indésirable|indésirables
        !harcèlement|spammer|spammeur|spammeurs
        !pas|plus .. de pub|publicité|publicités|démarchage|spam|prospection
        !blackliste*|bloqu* .. vous|adresse|votre|expéditeur
        !va|allez te|vous faire
        !dégag*
        !liste .. opposition|rouge|noire
        !marre .. mails|messages|emails|relances|pub
        !dernier|dernière mail|message|fois .. envo*|m|que
        """,
    "keep": """
        n arrêt* surtout|pas
        surtout pas
        ne pas arrêter
        courrier indésirable
        dossier .. spam|spams|indésirables
        dans .. spam|spams|indésirables
        n hésitez pas
        n arrêtez pas
        arrêt de
        arrêté
        anti spam
        filtre .. spam
        """,
    "already_customer": """
        !déjà abonnée|abonné|cliente|client|inscrit|inscrite
        !abonné|abonnée .. à|chez votre|vous
        !sommes|suis|est|êtes déjà .. client|cliente|clients|abonné|abonnés
        !déjà .. client|cliente|clients|abonné|abonnés
        !sommes|suis .. clients|client|cliente .. chez|de|depuis
        !utilis*|avons|travaill* .. déjà .. votre|vos|vous|avec|chez
        !déjà .. votre|vos .. logiciel|solution|produit|service|outil|plateforme|client|clients
        !déjà .. avec|chez vous
        !déjà .. contrat|compte|abonnement|licence .. avec|chez vous
        !vos|votre client|clients
        !utilis* votre|vos .. logiciel|solution|produit|service|outil|plateforme|depuis
        !déjà équipés .. votre|vos
        """,
    "not_customer": "vos concurrents\nvotre concurrent\nnos clients\npas client\npas clients\nnotre client\nvos clients dans\nsont vos clients\nvos clients actuels",
    "interested": """
        !preneur|preneuse|preneurs
        !envoyez|envoie toujours
        !je regarderai
        !pourrait|peut .. être .. utile|intéressant|intéresser
        !auriez|avez|aurais|as vous|tu .. moment|temps|créneau|dispo
        !tenez|tiens moi|nous .. courant|informé
        !prochaines étapes
        !quelles sont .. étapes
        !racontez|dites|parlez .. m|moi .. plus|en
        !m|nous|m' intéresse|intéresserait|intéressent|intéressé
        !intéresse|intéresserait .. beaucoup|fortement|vivement
        !suis|sommes|serais|serions|très|vraiment|vivement .. intéressé|intéressée|intéressés|intéressées
        !=intéressé
        !=intéressant
        !=intéressée
        ~intéressant|intéressante
        !semble|paraît|c_est|air .. intéressant|intéressante|prometteur
        !=pourquoi pas
        !pourquoi pas .. nous|on|je|si|dispo*|envoy*|appel*|voyons
        !en train .. comparer|évaluer|étudier|regarder|chercher
        !=pourquoi pas
        !pourquoi pas
        !=oui
        !=volontiers
        !=avec plaisir
        !=d accord
        !=ok
        !volontiers
        !avec .. plaisir
        !oui .. volontiers|plaisir|bien|merci|pourquoi|je|nous|appelez|envoyez|on
        !d accord .. pour|appel|rdv|rendez
        !ok pour|rdv|appel
        !bien sûr
        !envoy*|transmett*|adress*|partag*|fai* moi|nous|m .. plaquette|documentation|infos|informations|créneaux|détails|devis|proposition|lien|doc|brochure|présentation|invitation|plus|parvenir|tarifs|dispos|disponibilités|offre|un|une|des|quelques|dates
        !pouvez|pourriez|peux|pourrais .. m|nous|me envoyer|adresser|transmettre|faire|rappeler|appeler|présenter|montrer|communiquer|recontacter|parvenir
        !en savoir plus|davantage
        !savoir plus
        !plus|davantage .. informations|infos|détails|précisions|renseignements|information
        !appel*|rappel*|téléphon* moi|nous
        !pouvons|peut|pourrions|pourrait nous|on .. parler|échanger|discuter|appeler|rencontrer|organiser|voir|fixer|caler|planifier|convenir|prévoir|en
        !parlons en
        !discutons|échangeons|planifions|organisons|convenons|calons|fixons|prenons
        !organiser|fixer|caler|planifier|prévoir|convenir|prendre|proposez|proposer .. rendez|rdv|appel|réunion|démonstration|démo|visio|entretien|échange|créneau|créneaux|rencontre|date|dates
        !êtes|es|seriez|serais vous|tu .. disponible|dispo|libre
        !suis|sommes|serai|serais .. disponible|dispo|libre .. mardi|lundi|mercredi|jeudi|vendredi|demain|la|le|à|semaine|pour|cette
        !quelles .. disponibilités|dispos
        !vos|tes disponibilités|dispos
        !quand .. pouvons|pourrions|peut|pouvez|disponible|dispo|seriez|êtes|parler|discuter|échanger
        !lundi|mardi|mercredi|jeudi|vendredi|demain|semaine .. convient|va|irait|possible|conviendrait|arrange|bien|me
        !me|nous convient|conviendrait|va bien
        !tombe|tombez|arrive|arrivez .. pic|bien|bon|point
        !bon moment
        !cherchons|recherchons|cherche|étudions|évaluons|réfléchissons|comparons .. solution|justement|actuellement|ce|prestataire|outil|une|à|précisément
        !justement .. cherch*|recherch*|réfléch*|étud*|besoin
        !voir|avoir|faire|assister .. une .. démo|démonstration|présentation
        !démo|démonstration .. possible|intéress*|serait
        !curieux|curieuse .. de|en|voir
        !curieux|curieuse
        !ravi|ravie|ravis|heureux|heureuse|partant|partante|partants .. de|pour|d|en
        !=partant
        !souhait*|aimer*|voudr* .. en savoir|plus|recevoir|échanger|discuter|voir|rencontrer|tester|essayer|démo|rendez|approfondir|devis
        !votre|la proposition|offre|approche|sujet|solution|démarche .. intéresse|intéressante|intéressant|pic
        !sujet .. intéresse|actualité|actuel|pour_nous
        """,
    "question": """
        !combien .. coûte|ça|cela|coûtent|temps|de|est
        !combien
        !quel|quels|quelle|quelles .. prix|tarif|tarifs|coût|clients|différence|délais|sont|est|entreprises|références|conditions|garanties|fonctionnalités
        !comment .. avez|as|eu|obtenu|trouvé|fonctionne|marche|ça|vous|se|récupéré|cela
        !d|de où .. tenez|vient|avez|vous|viennent|sortez
        !où .. avez|trouvé|eu|obtenu|hébergé|hébergées|stockées|données|êtes
        !c est quoi
        !de quoi .. agit|parlez|parle
        !qu|que|quoi est ce .. que
        !que .. proposez|faites|vendez|voulez|signifie
        !qui êtes|vous|est|utilise|a|sont
        !pouvez|pourriez vous .. préciser|expliquer|détailler|éclaircir|dire|donner|confirmer|clarifier|indiquer
        !pourquoi .. moi|me|nous|vous
        !êtes vous .. conforme|conformes|certifié|certifiés|partenaire|un|une|basé|rgpd
        !est .. ce que
        !est ce .. conforme|compatible|possible|gratuit|que|payant
        !compatible avec
        !conforme .. rgpd
        !y a t il
        !proposez|avez|gérez|travaillez|faites|intégrez|supportez vous
        !se connaît|connaissons
        !nous connaissons
        !on se connaît
        !question|questions .. avant|j ai|une
        !références
        """,
    "not_now": """
        !disponibilité|disponible|temps .. pour .. étudier|regarder|cela
        !en ce moment
        !pas .. disponibilité|disponibilités
        !reprenons|reprendre contact
        !recontactons|reparlerons
        !pas avant
        !pas .. pour .. moment|instant
        !pas .. moment|instant|maintenant|actuellement|tout_de_suite|immédiat|cette_année
        !ce n est pas le .. moment
        !=plus tard
        !=pas maintenant
        !mauvais|pas|bon timing|moment
        !plus tard
        !peut être .. plus tard|l|en|prochain|prochaine|dans
        !ultérieurement
        !recontact*|revenez|revien*|relanc*|repass*|rappel*|recontacter|reveni* .. moi|nous|vers|me|en|à|dans|après|plus|l|d|courant|début|fin
        !revenez vers
        !reparl*|revoi*|rediscut*|refai*|reprendr*|reprenons .. en|à|dans|après|plus|l|d|au|avec|ça|cela|le|point
        !reparlons en
        !pas|plus .. budget|temps|priorité|prioritaire|disponible|ressources|bande
        !budget .. bouclé|clos|gelé|épuisé|consommé|alloué|figé|voté|coupé|prochain|bloqué
        !gel .. budget|budgets|embauches|dépenses
        !pas .. une? .. priorité
        !pas prioritaire
        !d autres priorités
        !autres priorités
        !débordé|débordés|débordée|surchargé|surchargés|sous_l_eau
        !en pleine|plein .. réorganisation|migration|restructuration|fusion|projet|déménagement|rush|bouclage|période
        !trop .. tôt|occupé|occupés|de_travail|chargé
        !l an|année prochain|prochaine
        !année|an prochaine|prochain
        !mois|trimestre|semestre prochain
        !dans .. mois|semaines|six|trois|quelques|un_an
        !d ici .. mois|semaines|fin|là
        !à la rentrée
        !après .. été|vacances|noël|fêtes|rentrée|pâques|congés|août
        !second|deuxième|troisième|quatrième|prochain semestre|trimestre
        !sous contrat .. jusqu
        !engagé|engagés|contrat .. jusqu
        !contrat .. court|échéance|expire|renouvellement|fin
        !en attente|pause|suspens|stand_by
        !report*|repouss*|décal* .. à|ce|projet|plus|le
        !garde*|conserv* .. vos|votre|contact|coordonnées|sous
        !nous .. reviendrons|recontacterons .. vers|vous
        !je reviendrai|recontacterai .. vers|vous .. si|quand|lorsque|besoin
        !le moment venu
        !actuellement .. pas|plus
        """,
    "not_interested": """
        !vos|votre concurrents|concurrent
        !ce qu il .. faut
        !avons .. tout .. ce|nécessaire
        !ne pas poursuivre|continuer|donner
        !pas poursuivre|retenir|retenu
        !préférons ne
        !ne nous .. intéress*
        !nous passons|passerons .. tour
        !=non
        !=non merci
        !non merci
        !=sans façon
        !sans façon
        !merci mais non|pas|nous|je|on
        !pas|aucun|aucunement|plus .. intéressé|intéressée|intéressés|intéressées|intérêt|intéresse|intéressant|besoin|utilité|utile|concernés|adapté|pertinent
        !ne .. intéress* pas
        !pas .. besoin
        !aucun|pas .. besoin|intérêt|projet
        !n avons|ai|a .. pas|aucun .. besoin|utilité|projet
        !déjà .. prestataire|solution|fournisseur|partenaire|outil|équipés|équipé|agence|satisfait|satisfaits|système|logiciel|en_place|pourvus|ce_qu|un|une|notre
        !avons|ai|utilisons|travaillons|disposons .. déjà
        !satisfait|satisfaite|satisfaits|contents|content|ravis .. de|notre|avec|prestataire|solution|fournisseur
        !sommes|suis satisfait|satisfaits
        !ne .. correspond .. pas
        !correspond pas
        !ne .. convient|cadre|colle .. pas
        !pas .. donner .. suite
        !ne donner* pas
        !donnerons|donnerai|donne|donnons pas
        !pas .. suite .. à|votre|proposition|demande
        !pas .. un sujet|notre|pour_nous
        !pas pour nous|moi
        !bonne continuation|chance
        !préfér* .. ne pas|décliner
        !déclin*
        !refus*
        !pas .. envisag*|prévu|prévoy*|souhait* .. de|changer|d|donner
        !ne souhaitons|souhaite pas
        !pas .. changer
        !en interne|nous même|nous mêmes .. solution|géré|développé|fait|gérons|faisons|équipe
        !faisons|gérons|développons|traitons .. tout|cela|ça|déjà .. en interne|nous
        !solution|équipe|outil|développement|développé .. interne|maison
        !choisi|retenu|opté|opter .. autre|autres|concurrent|un|pour
        !concurrent|concurrents
        !trop cher|chère|petit|gros|complexe|petite
        !perte de temps
        !hors de question
        !pas|aucun .. externe|externes|agences
        """,
    "wrong_person": """
        !pas .. la .. bonne|bon personne|interlocuteur|interlocutrice|contact|service
        !pas le bon|la bonne
        !mauvais|mauvaise interlocuteur|personne|contact|interlocutrice|service|adresse|destinataire
        !tromp* .. d|de .. interlocuteur|personne|interlocutrice|adresse|destinataire|contact|service
        !erreur .. personne|destinataire|interlocuteur|adresse
        !pas .. moi .. qui|le|que
        !pas .. mon|ma|mes .. domaine|ressort|service|périmètre|responsabilité|compétences|rôle|département|attributions|sujet|rayon|métier|travail
        !pas .. de mon|ma|mes .. domaine|ressort|service|périmètre|responsabilité|compétences|compétence
        !pas .. concerné|concernée|décideur|décisionnaire|responsable|charge|habilité|habilitée|compétent
        !ne .. occupe|gère|décide|traite|charge .. pas|plus
        !m occupe pas|plus
        !rien à voir .. avec
        !n ai|a rien à voir
        !ne sais pas .. qui
        !confond* .. avec
        !travaille|suis .. compta|comptabilité|rh|stagiaire|assistante|alternant|étudiant|production|accueil
        !ne peux .. pas .. aider|renseigner
        !changé .. de poste|fonction|service
        !pas .. décision|décide|décisions
        """,
    "handover": """
        !à même .. de
        !reviendra|reviendront .. vers
        !est plutôt|mieux
        !voyez|voir avec
        !en charge
        !s occupe de
        !contact*|joindre|écri*|appel*|voir|voyez|interrog*|demand*|sollicit*
        !prendre|prenez|prends contact
        !adress* .. à|vous
        !parl* .. avec|à
        !tourn* .. vers
        !rapproch* .. de
        !voir .. avec
        !mettre|mets|mettez .. en relation|contact|copie
        !responsable|charge|directeur|directrice|chef|décideur|gère|occupe|pilote|dirige|suit|traite
        !bon|bonne|meilleur interlocuteur|interlocutrice|personne|contact
        !interlocuteur|interlocutrice
        !collègue|collaborateur|collaboratrice|successeur|remplaçant|remplaçante|supérieur
        !transmis|transmets|transféré|transfère|transmettre|relayé|fait_suivre|fais_suivre|partagé
        !c est .. plutôt|elle|lui
        !répondre|aider|renseigner
        !en copie
        !coordonnées .. de
        !plutôt
        """,
    "copying": "!en .. copie|cc\n!copie .. à\n!mets .. copie|boucle\n!dans la boucle\n!ajout* .. à|en|cette|mon|ma",
    "noted": """
        !=merci
        !=ok
        !=bien reçu
        !=c est noté
        !=noté
        merci .. pour|de|d .. information|informations|info|message|retour|mail|infos|email|courriel
        bien reçu
        c est noté
        bien noté
        pris|prends note|connaissance
        je vais .. lire|regarder|réfléchir|voir|transmettre
        """,
    "away": """
        !absent|absente|absents .. du|de|jusqu|cette|ce|pour|bureau|actuellement|au|et
        !suis|serai|serons|sommes|actuellement|bureau .. absent|absente|absents|absence
        !=absent
        !en .. congé|congés|vacances|déplacement|arrêt|formation|rtt|séminaire|mission
        !congé|congés .. maternité|paternité|parental|maladie|annuels|sabbatique
        !hors .. du? bureau
        !pas .. au|à mon bureau|poste
        !pas .. disponible|joignable .. jusqu|du|avant|actuellement
        !absence du bureau
        !bureaux|société|entreprise|agence|bureau|cabinet .. fermé|fermés|fermée|fermeront|fermera
        !de retour
        !serai|serons .. retour
        !indisponible|injoignable
        !malade|souffrant
        """,
    "note": """
        urgence|urgent|urgente|urgences|urgents
        à|dès mon|notre retour
        mon|notre absence
        accès .. limité|mails|messagerie|restreint|emails
        prendrai .. connaissance
        réponse automatique
        message .. automatique
        merci|remercie .. de|pour|vous .. message|mail|email|courriel
        ne sera|seront pas .. transféré|transférés|lu|lus|traité|redirigé|transmis
        répondrai|traiterai .. dès|à|dans|plus
        peu|pas|moins .. accès
        """,
    "was_away": """
        étais .. absent|absente|congé|congés|vacances|déplacement
        rentre|rentré|reviens|rentrée de vacances|congés|congé
        désolé|désolée .. congés|vacances|absent
        de retour de
        """,
    "left": """
        !ne|n .. plus .. partie|travaille|travaillons|employé|salarié|salariée|au|poste|effectifs|dans|sein|chez
        !plus .. partie .. de|la|l|notre|des
        !ne travaille plus
        !quitté .. la|l|le|notre|mes|ses|définitivement|nos .. société|entreprise|groupe|fonctions|poste|effectifs|cabinet|agence|structure
        !a|ai|avons quitté
        !parti|partie .. à? la? en retraite
        !en|à|la retraite
        !n est plus employé*|salarié*|actif|active|présent*|joignable? chez|parmi|dans|en|au|là
        !plus parmi nous
        """,
    "stays": "quitté le bureau\nne travaille .. plus sur|avec|dessus",
    "moved": """
        !nouvelle adresse|adresses
        !nouveau .. mail|courriel|email
        !adresse|mail|email|courriel .. change|changé|modifiée|modifié|changée
        !chang* .. d|de|mon .. adresse|mail|email
        !désormais|dorénavant
        !mettre .. à jour
        """,
}
