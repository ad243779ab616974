// A site of the demo: the waterworks of Montréal.
import type { Site } from '../site.ts'

/** The waterworks of Montréal: French. */
export const water: Site = {
  code: 'water',
  offset: -5,
  weight: 9,
  people: [
    'Élodie Tremblay',
    'Jean-François Côté',
    'Aïssatou Diallo',
    'Mathieu Gagnon',
    'Noémie Bélanger',
    'Rachid Benkirane',
    'Geneviève Lefèvre',
    'Étienne Pelletier',
  ],
  reporters: [
    'Télésurveillance',
    'Appel d’un citoyen (311)',
    'Équipe de nuit',
    'Laboratoire',
    'Service des incendies',
    'Entrepreneur sur place',
  ],
  locations: {
    plant: 'Usine {usine}',
    reservoir: 'Réservoir {reservoir}',
    street: 'Rue {rue}, à l’angle du boulevard',
    pumping: 'Station de pompage {1..14}',
    filter: 'Usine {usine}, salle des filtres {filtre}',
    main: 'Conduite {conduite}',
  },
  words: {
    filtre: ['{1..8}'],
    usine: ['Atwater', 'Charles-J.-Des Baillets', 'Pierrefonds', 'Lachine'],
    reservoir: ['McTavish', 'Vincent-d’Indy', 'Côte-des-Neiges', 'Rosemont'],
    rue: ['Sainte-Catherine', 'Saint-Denis', 'Papineau', 'Sherbrooke', 'de la Montagne', 'Beaubien'],
    conduite: ['de {200..900} mm, {rue}', 'principale n° {2..30}'],
    pompe: ['P-{101..118}'],
  },
  remarks: [
    { text: 'L’arrondissement est prévenu.', at: ['street', 'main'] },
    { text: 'Camion-citerne en place à l’angle de la rue {rue}.', at: ['street'] },
    'Photos versées au dossier.',
    { text: 'Le laboratoire rappelle vers {8..17} h.', at: ['filter', 'plant', 'reservoir'] },
    'Équipe de relève sur place.',
    { text: 'Fermeture de rue accordée jusqu’à demain midi.', at: ['street'] },
    { text: 'On garde un œil sur la pression au secteur {1..9}.', at: ['street', 'main', 'pumping'] },
    { text: 'Avis posé sur {20..140} portes.', at: ['street'] },
  ],
  scenarios: [
    {
      type: 'FACILITY',
      severity: [2, 6, 6, 2, 0],
      minutes: 420,
      weight: 4,
      tales: [
        {
          at: ['street'],
          name: 'Bris d’aqueduc, rue {rue}',
          description:
            'L’eau jaillit de la chaussée. Environ {20..140} adresses sans eau, pression en baisse dans le secteur.',
          work: [
            'Vannes fermées, l’écoulement diminue.',
            'Excavation commencée, la conduite est visible.',
            'Manchon posé, mise en pression lente.',
            'Avis d’ébullition préventif diffusé pour {80..900} logements.',
            'Échantillons prélevés, résultats attendus demain.',
          ],
          done: [
            'Réparation terminée, pression normale partout.',
            'Échantillons conformes, avis levé, chaussée provisoire en place.',
          ],
        },
        {
          at: ['main'],
          name: 'Fuite sur la conduite {conduite}',
          description: 'Une fuite de {10..90} m³ par heure a été repérée par écoute. La conduite date de {1905..1968}.',
          work: [
            'Équipe d’écoute sur place, fuite localisée à un mètre près.',
            'Excavation cette nuit, rue fermée.',
            'Collier de réparation posé.',
          ],
          done: ['Débit de nuit redevenu normal.'],
        },
        {
          at: ['street'],
          name: 'Affaissement de chaussée, rue {rue}',
          description:
            'Un trou de {1..4} m s’est ouvert devant le numéro {100..4800}. Périmètre établi avec la police.',
          work: ['Caméra dans l’égout : joint ouvert sur {1..3} m.', 'Trou rempli provisoirement, une voie rouverte.'],
          done: ['Égout chemisé, chaussée refaite.'],
        },
      ],
    },
    {
      type: 'SYSTEM_FAILURE',
      severity: [2, 5, 5, 2, 0],
      minutes: 120,
      weight: 3,
      tales: [
        {
          at: ['pumping', 'plant'],
          name: 'Pompe {pompe} déclenchée',
          description:
            'La pompe {pompe} s’est arrêtée sur température élevée du palier. La réserve du réservoir {reservoir} suffit pour {3..9} heures.',
          work: [
            'Pompe de secours en marche.',
            'Mécanicien sur place, le palier est chaud.',
            'Niveau stable à {62..91} %.',
          ],
          done: ['{pompe} de nouveau disponible après essai.'],
        },
        {
          at: ['reservoir'],
          name: 'Perte de communication avec le réservoir {reservoir}',
          description:
            'Plus aucune mesure depuis {10..50} minutes. Le niveau est relevé sur place toutes les demi-heures.',
          work: [
            'Technicien en route, arrivée dans {20..60} minutes.',
            'Carte de communication remplacée, les mesures reviennent.',
          ],
          done: ['Toutes les mesures sont bonnes depuis deux heures.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [3, 5, 4, 2, 0],
      minutes: 90,
      weight: 2,
      tales: [
        {
          at: ['plant'],
          name: 'Odeur de chlore à l’usine {usine}',
          description: 'Le détecteur indique {2..9} ppm dans le local. Le bâtiment est évacué.',
          work: [
            'Pompiers sur place, ventilation en marche.',
            'Deuxième mesure : valeurs en baisse.',
            'Fuite trouvée à un raccord.',
          ],
          done: ['Local réouvert, raccord remplacé.'],
        },
        {
          at: ['filter'],
          name: 'Turbidité élevée au filtre {filtre}, usine {usine}',
          description: 'Turbidité à {0|1},{31..89} UTN à la sortie du filtre. Filtre isolé.',
          work: ['Contre-lavage en cours.', 'Santé publique informée, eau distribuée conforme.'],
          done: ['Turbidité normale depuis trois heures, filtre remis en service.'],
        },
      ],
    },
    {
      type: 'PERFORMANCE',
      severity: [0, 2, 5, 5, 2],
      minutes: 300,
      weight: 2,
      tales: [
        {
          at: ['street'],
          name: 'Pression basse, secteur {1..9}',
          description: 'Plusieurs appels au 311 pour pression basse aux étages. {30..42} psi au point de mesure.',
          work: ['Régulateur vérifié, rien à signaler.', 'Borne d’incendie ouverte trouvée et fermée.'],
          done: ['Pression normale, plus d’appels depuis ce matin.'],
        },
        {
          at: ['street'],
          name: 'Consommation inhabituelle la nuit, secteur {1..9}',
          description: 'Le débit de nuit dépasse la normale de {12..45} %.',
          work: ['Écoute de fuite prévue cette nuit.'],
          done: ['Fuite trouvée chez un grand usager, réparée à ses frais.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 3, 6, 4],
      minutes: 480,
      tales: [
        {
          at: ['street'],
          name: 'Rinçage du réseau, secteur {1..9}',
          description: 'Travaux planifiés de nuit, avis distribué aux résidents.',
          work: ['Travaux commencés.', 'La moitié est faite, aucun écart.'],
          done: ['Travaux terminés dans les délais.'],
        },
        {
          at: ['reservoir'],
          name: 'Nettoyage du réservoir {reservoir}',
          description: 'Cellule {1|2} hors service pendant {3..8} jours, l’autre suffit.',
          work: ['Cellule vidée, nettoyage commencé.'],
          done: ['Remise en service après analyse.'],
        },
      ],
    },
  ],
}
