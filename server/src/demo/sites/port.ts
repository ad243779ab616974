import type { Site } from '../site.ts'

/** The harbour office of Piraeus: Greek and English, with Ukrainian and Hindi crews calling in. */
export const port: Site = {
  code: 'port',
  offset: 2,
  weight: 6,
  people: [
    'Ελένη Παπαδοπούλου',
    'Γιώργος Νικολάου',
    'Олександр Шевченко',
    'Κατερίνα Δημητρίου',
    'Ananya Deshpande',
    'Νίκος Αντωνίου',
    'Міла Коваленко',
    'Σταύρος Βλάχος',
  ],
  reporters: [
    'Πλοηγικός σταθμός',
    'Капітан судна {ship}',
    'जहाज {ship} के कप्तान',
    'Terminal gate {1..6}',
    'Λιμενικό',
    'Crane operator',
  ],
  locations: [
    'Προβλήτα {1|2|3}, θέση {1..24}',
    'Container yard, block {A|B|C|D}{1..40}',
    'Πύλη {1..6}',
    'Anchorage {north|south}',
    'Γερανός {1..14}',
    'Cruise terminal {A|B}',
  ],
  words: {
    ship: ['«Aegean Dawn»', '«Kapitan Bondar»', '«Sagar Mitra»', '«Νήσος Σίφνος»', '«Baltic Heron»'],
    crane: ['{1..14}'],
  },
  remarks: [
    'Ενημερώθηκε το λιμενικό.',
    'Агент судна в курсі, чекає на висновок.',
    'Οι φωτογραφίες είναι στον φάκελο.',
    'Tugs {2..5} and {6..8} standing by.',
    'जहाज के एजेंट को सूचना दे दी गई है।',
    'Η βάρδια παραδόθηκε.',
    'Wind at the pier head {5..8} Beaufort.',
  ],
  scenarios: [
    {
      type: 'SAFETY',
      severity: [3, 5, 5, 2, 0],
      minutes: 110,
      weight: 4,
      tales: [
        {
          name: 'Διαρροή πετρελαίου στη θέση {1..24}',
          description: 'Κηλίδα περίπου {20..300} τετραγωνικών μέτρων. Απλώνεται φράγμα.',
          work: ['Το φράγμα είναι στη θέση του.', 'Απορροφητικά στο νερό, η κηλίδα μικραίνει.'],
          done: ['Η κηλίδα μαζεύτηκε, δείγματα στο χημείο.'],
        },
        {
          name: 'Το πλοίο {ship} χτύπησε την προβλήτα',
          description: 'Κατά τον ελλιμενισμό το {ship} χτύπησε την προβλήτα. Ρωγμή {1..4} μέτρων.',
          work: ['Δύτες ελέγχουν το κύτος.', 'Ο μηχανικός είναι στην προβλήτα.'],
          done: ['Χωρίς ζημιά στη δομή, η θέση δόθηκε ξανά.'],
        },
        {
          name: 'Worker injured at crane {crane}',
          description: 'A twist-lock fell from about {3..9} m. One man with an injured shoulder.',
          work: ['Ambulance on the quay.', 'Crane stopped, area closed for the inspector.'],
          done: ['Man is out of hospital, crane released after inspection.'],
        },
        {
          name: 'Витік аміаку на складі {1..9}',
          description: 'Датчик показує {30..90} ppm. Людей виведено, вентиляція працює.',
          work: ['Пожежники на місці, вентиль перекрито.', 'Показники падають.'],
          done: ['Повітря чисте, склад відкрито.'],
        },
      ],
    },
    {
      type: 'SYSTEM_FAILURE',
      severity: [1, 5, 5, 3, 0],
      minutes: 160,
      weight: 3,
      tales: [
        {
          name: 'Ο γερανός {crane} σταμάτησε',
          description: 'Σφάλμα στο σύστημα πέδησης. Το {ship} περιμένει {20..180} κοντέινερ.',
          work: ['Ο τεχνικός ανέβηκε στον γερανό.', 'Ο διπλανός γερανός παίρνει τη δουλειά.'],
          done: ['Ο γερανός δουλεύει κανονικά.'],
        },
        {
          name: 'Gate system rejects every lorry',
          description: 'Number recognition fails since the update. Queue of {30..140} lorries.',
          work: ['Lorries are let in by hand, two lanes.', 'Update taken back, cameras restart.'],
          done: ['Gate reads plates again, queue gone.'],
        },
        {
          name: 'जहाज {ship} की बिजली बंद',
          description: 'जहाज {ship} पर बिजली नहीं है। {20..80} रेफ़्रिजरेटेड कंटेनर प्रभावित हैं।',
          work: ['किनारे से बिजली दी जा रही है।', 'इंजीनियर जहाज पर पहुँच गया है।'],
          done: ['जनरेटर ठीक हो गया, सब सामान्य है।'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [2, 4, 5, 3, 1],
      minutes: 90,
      weight: 2,
      tales: [
        {
          name: 'Лазівка в паркані, блок {A|B|C|D}',
          description: 'Патруль знайшов отвір біля залізниці. Слідів немає.',
          work: ['Поліція оглядає місце.'],
          done: ['Паркан полагоджено, камеру переставлено.'],
        },
        {
          name: 'Container seal broken, block {A|B|C|D}{1..40}',
          description: 'Seal number differs from the papers. Customs informed.',
          work: ['Customs has opened the container.'],
          done: ['Contents complete, new seal set.'],
        },
        {
          name: 'Λαθρεπιβάτες στο {ship}',
          description: 'Το πλήρωμα βρήκε {2..5} άτομα στο αμπάρι. Είναι καλά στην υγεία τους.',
          work: ['Γιατρός στο πλοίο.', 'Η ακτοφυλακή ανέβηκε στο πλοίο.'],
          done: ['Παραδόθηκαν στις αρχές.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [0, 2, 5, 6, 2],
      minutes: 280,
      tales: [
        {
          name: 'Χαλασμένος προσκρουστήρας, θέση {1..24}',
          description: 'Έσπασε η αλυσίδα. Η θέση χρησιμοποιείται με περιορισμό.',
          work: ['Συνεργείο στη θέση.'],
          done: ['Τοποθετήθηκε νέος.'],
        },
        {
          name: 'No shore power at cruise terminal {A|B}',
          description: 'Converter trips at {40..70} % load. Ship runs its own engines.',
          work: ['Converter under test with the manufacturer on the phone.'],
          done: ['Shore power back, full load tested.'],
        },
      ],
    },
  ],
}
