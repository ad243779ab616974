// A site of the demo: trams and trains of Zürich.
import type { Site } from '../site.ts'

/** The control room of a tram and rail operator in Zürich: German. */
export const rail: Site = {
  code: 'rail',
  offset: 1,
  weight: 12,
  people: [
    'Lena Brunner',
    'Jürg Zürcher',
    'Fatma Yıldırım',
    'Beat Müller',
    'Chiara Bernasconi',
    'Dragan Petrović',
    'Annelies Käser',
    'Nicolas Rüegg',
  ],
  reporters: [
    'Wagenführer Linie {linie}',
    'Fahrgast',
    'Stadtpolizei',
    'Leitstelle Ost',
    'Werkstatt',
    'Bahnhofaufsicht',
  ],
  locations: {
    stop: 'Haltestelle {halt}',
    line: 'Linie {linie}, Richtung {halt}',
    depot: 'Depot {depot}',
    switch: 'Weiche {1..90}, {halt}',
    substation: 'Unterwerk {1..12}',
  },
  words: {
    linie: ['{2..17}', 'S{2..16}'],
    halt: [
      'Bellevue',
      'Paradeplatz',
      'Escher-Wyss-Platz',
      'Bürkliplatz',
      'Höschgasse',
      'Stauffacher',
      'Bahnhof Oerlikon',
      'Löwenplatz',
    ],
    depot: ['Kalkbreite', 'Hard', 'Irchel', 'Oerlikon'],
    fahrzeug: ['Wagen {2001..2121}', 'Zug {4001..4035}'],
  },
  remarks: [
    { text: 'Ersatzbusse sind bestellt, {2..5} Stück.', at: ['line', 'switch', 'substation'] },
    { text: 'Fahrgastinformation läuft an allen Anzeigen.', at: ['line', 'switch', 'substation', 'stop'] },
    { text: 'Der Fahrer ist wohlauf und hat Feierabend.', at: ['line'] },
    'Bilder vom Schaden liegen im Ordner des Tages.',
    { text: 'Wir leiten über {halt} um.', at: ['line', 'switch', 'substation'] },
    { text: 'Bitte an der Haltestelle {halt} jemanden vor Ort schicken.', at: ['stop', 'switch'] },
    'Übergabe an die Spätschicht erfolgt.',
    'Der Pikettdienst braucht noch {10..25} Minuten.',
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [2, 5, 6, 2, 0],
      minutes: 75,
      weight: 4,
      tales: [
        {
          at: ['switch'],
          name: 'Weiche bei {halt} gestört',
          description:
            'Die Weiche lässt sich nicht umstellen. Linie {linie} steht in beide Richtungen, {2..7} Züge warten.',
          work: [
            'Pikett ist unterwegs.',
            'Weiche wird von Hand gestellt, Züge fahren im Schritttempo.',
            'Antrieb klemmt wegen Schotter, wird gereinigt.',
            'Verspätung noch etwa {8..25} Minuten.',
          ],
          done: [
            'Antrieb der Weiche ersetzt, Probefahrt ohne Befund.',
            'Weiche stellt wieder, Fahrplan ab {halt} stabil.',
          ],
        },
        {
          at: ['substation'],
          name: 'Stromausfall im Fahrleitungsabschnitt {1..40}',
          description: 'Die Fahrleitung ist seit {6..23}:{10..59} Uhr spannungslos. Ursache noch unklar.',
          work: [
            'Unterwerk prüft die Schalter.',
            'Störung gefunden: Kabelschaden nach Bauarbeiten.',
            'Linie {linie} wird umgeleitet.',
            'Abschnitt wieder unter Spannung, die ersten Züge fahren.',
          ],
          done: ['Strecke frei, alle Linien nach Plan.'],
        },
        {
          at: ['line'],
          name: '{fahrzeug} blockiert Linie {linie}',
          description: '{fahrzeug} bleibt mit Türstörung stehen, Fahrgäste können aussteigen.',
          work: ['Fahrer setzt die Türsteuerung zurück, ohne Erfolg.', 'Schleppfahrzeug kommt aus dem Depot {depot}.'],
          done: ['{fahrzeug} abgeschleppt, Linie {linie} fährt.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [4, 6, 4, 2, 0],
      minutes: 65,
      weight: 3,
      tales: [
        {
          at: ['stop'],
          name: 'Zusammenstoss mit Lieferwagen bei {halt}',
          description:
            'Ein Lieferwagen ist beim Abbiegen mit {fahrzeug} zusammengestoßen. {1..3} Leichtverletzte, Rettung ist gerufen.',
          work: [
            'Rettungsdienst vor Ort.',
            'Polizei nimmt den Unfall auf.',
            'Kran zum Bergen ist unterwegs.',
            'Busse fahren ab {halt}.',
          ],
          done: ['Unfallstelle geräumt, Linie {linie} fährt wieder.'],
        },
        {
          at: ['stop'],
          name: 'Person im Gleis, {halt}',
          description: 'Der Wagenführer meldet eine Person im Gleisbereich. Strecke ist gesperrt.',
          work: ['Polizei vor Ort, Person wird angesprochen.', 'Strecke für {10..25} Minuten gesperrt.'],
          done: ['Person wurde von der Polizei weggebracht, Strecke frei.'],
        },
        {
          at: ['line'],
          name: 'Fahrgast gestürzt, Linie {linie}',
          description: 'Nach einer Notbremsung ist eine ältere Person gestürzt. Sie klagt über Schmerzen im Arm.',
          work: ['Sanität ist bei der Person.', '{fahrzeug} fährt leer ins Depot {depot}, Fahrdaten werden gesichert.'],
          done: ['Person zur Kontrolle im Spital, Linie fährt.'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [1, 3, 5, 5, 2],
      minutes: 45,
      weight: 2,
      tales: [
        {
          at: ['stop'],
          name: 'Herrenloser Koffer, {halt}',
          description: 'Ein Koffer steht seit rund {15..40} Minuten an der Haltestelle {halt}.',
          work: ['Streife ist vor Ort.', 'Haltestelle wird ohne Halt durchfahren.'],
          done: ['Besitzer gefunden, Haltestelle offen.'],
        },
        {
          at: ['depot'],
          name: 'Schmierereien im Depot {depot}',
          description: 'An {2..6} Wagen wurde in der Nacht gesprüht. Loch im Zaun auf der Nordseite.',
          work: ['Aufnahmen der Kamera sind gesichert.', 'Zwei Wagen sind gereinigt.'],
          done: ['Zaun geflickt, Anzeige erstattet.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [0, 2, 5, 6, 3],
      minutes: 260,
      weight: 2,
      tales: [
        {
          at: ['stop'],
          name: 'Lift bei {halt} ausser Betrieb',
          description: 'Der Lift hält zwischen zwei Stockwerken, niemand ist darin.',
          work: ['Firma ist aufgeboten.', 'Ersatzteil kommt morgen mit der ersten Lieferung.'],
          done: ['Läuft wieder, abgenommen und freigegeben.'],
        },
        {
          at: ['depot'],
          name: 'Heizung im Depot {depot} ausgefallen',
          description: 'In der Halle hat es {4..9} °C. Die Wagen lassen sich nicht vorheizen.',
          work: ['Brenner startet nicht, Monteur kommt.', 'Provisorium steht, {10..14} °C.'],
          done: ['Heizung läuft, Kontrolle am Abend.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 3, 6, 5],
      minutes: 420,
      tales: [
        {
          at: ['line'],
          name: 'Schienenschleifen ab {halt}',
          description: 'Geplante Arbeiten in der Nacht, Linie {linie} fährt ab 0:30 Uhr nicht.',
          work: ['Arbeiten haben begonnen.', 'Im Plan, keine Abweichung.'],
          done: ['Arbeiten fertig vor Betriebsbeginn.'],
        },
        {
          at: ['depot'],
          name: 'Inspektion {fahrzeug}',
          description: 'Frist erreicht, das Fahrzeug ist für {2..5} Tage in der Werkstatt.',
          work: ['Drehgestelle ausgebaut.'],
          done: ['Fahrzeug wieder im Umlauf.'],
        },
      ],
    },
  ],
}
