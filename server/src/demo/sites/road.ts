// A site of the demo: the traffic of Dubai.
import type { Site } from '../site.ts'

/** The traffic control centre of Dubai: Arabic and English. */
export const road: Site = {
  code: 'road',
  offset: 4,
  weight: 7,
  people: [
    'فاطمة الهاشمي',
    'أحمد المنصوري',
    'Rashid Al Suwaidi',
    'ليلى حداد',
    'Anjali Menon',
    'يوسف القاسمي',
    'Maria Santos',
    'خالد البلوشي',
  ],
  reporters: ['دورية المرور', 'كاميرا {1..320}', 'Motorist, hotline', 'الدفاع المدني', 'Tunnel operator', 'بلاغ هاتفي'],
  locations: {
    exit: 'شارع الشيخ زايد، المخرج {30..60}',
    tunnel: '{tunnel}، الاتجاه {الشرقي|الغربي}',
    highway: 'Al Khail Road, exit {8..29}',
    bridge: 'جسر القرهود',
    ventilation: 'Tunnel ventilation room {1..6}',
    roundabout: 'دوار {دوار}',
    ring: 'Ring road {ring}',
  },
  words: {
    دوار: ['المرقبات', 'الجافلية', 'القصيص'],
    ring: ['E{311|611}, km {2..78}'],
    lane: ['{1..5}'],
    tunnel: ['نفق المطار', 'نفق الخور'],
  },
  remarks: [
    'تم إبلاغ غرفة العمليات.',
    { text: 'Message signs switched, upstream 4 km.', at: ['exit', 'highway', 'ring', 'tunnel'] },
    'الصور محفوظة في ملف اليوم.',
    { text: 'Tow truck {1..30} is at the next exit.', at: ['exit', 'highway', 'ring'] },
    { text: 'يرجى متابعة الكاميرا {1..320}.', at: ['exit', 'bridge', 'highway', 'ring', 'roundabout'] },
    'تم التسليم إلى مناوبة الليل.',
    { text: 'School buses have been told to leave later.', at: ['highway', 'bridge', 'roundabout'] },
  ],
  scenarios: [
    {
      type: 'SAFETY',
      severity: [3, 6, 5, 3, 0],
      minutes: 50,
      weight: 6,
      tales: [
        {
          at: ['exit', 'bridge'],
          name: 'حادث تصادم بين {مركبتين|ثلاث مركبات|شاحنة وحافلة}',
          description: 'تصادم على المسار {1..4}، {1..3} إصابات خفيفة. الحركة بطيئة لمسافة {1..6} كيلومترات.',
          work: ['الإسعاف في الموقع.', 'سحبت المركبات إلى جانب الطريق.', 'فتح مسار واحد.'],
          done: ['فتحت جميع المسارات، وعادت الحركة إلى طبيعتها.'],
        },
        {
          at: ['tunnel'],
          name: 'حريق في مركبة داخل {tunnel}',
          description: 'دخان من مركبة متوقفة. أغلق النفق في الاتجاهين وشغلت المراوح.',
          work: ['خرج الجميع من النفق سالمين.', 'الدفاع المدني سيطر على الحريق.', 'سحبت المركبة، وجار تنظيف المسار.'],
          done: ['فتح النفق بعد الفحص.'],
        },
        {
          at: ['highway', 'ring'],
          name: 'Lorry lost its load, lane {lane}',
          description: 'About {10..90} sacks on the carriageway, two lanes closed.',
          work: ['Police and a loader on site.', 'Lane {lane} open again, queue {1..4} km.', 'Sweeper on site.'],
          done: ['Road clear, speed limits back to normal.'],
        },
        {
          at: ['exit', 'ring'],
          name: 'ضباب كثيف على الطريق',
          description: 'الرؤية أقل من {100..400} متر. خفضت السرعة إلى 80.',
          work: ['الدوريات على الطريق تنبه السائقين.', 'الرؤية تتحسن.'],
          done: ['زال الضباب، وعادت السرعة المعتادة.'],
        },
      ],
    },
    {
      type: 'SYSTEM_FAILURE',
      severity: [1, 4, 6, 3, 1],
      minutes: 130,
      weight: 3,
      tales: [
        {
          at: ['roundabout'],
          name: 'تعطل إشارات المرور عند دوار {دوار}',
          description: 'الإشارات تومض باللون الأصفر منذ {10..40} دقيقة. شرطي ينظم المرور.',
          work: ['الفني في الطريق.', 'أعيد تشغيل وحدة التحكم.'],
          done: ['الإشارات تعمل بصورة طبيعية.'],
        },
        {
          at: ['highway', 'ring'],
          name: 'Cameras {1..150} to {151..320} without picture',
          description: 'One fibre ring is open since {1..5}:{10..59}. Patrols have been told.',
          work: ['Splicing crew at manhole {12..88}.', 'Half of the cameras are back by the other way round.'],
          done: ['Ring closed, all cameras have a picture.'],
        },
        {
          at: ['ventilation'],
          name: 'عطل في مراوح {tunnel}',
          description: 'توقفت {2..5} مراوح من أصل 12. قياس أول أكسيد الكربون ضمن الحدود.',
          work: ['خفضت السرعة في النفق.', 'عادت مروحتان إلى العمل.'],
          done: ['جميع المراوح جاهزة، وتم اختبارها.'],
        },
      ],
    },
    {
      type: 'PERFORMANCE',
      severity: [0, 2, 6, 5, 2],
      minutes: 120,
      weight: 2,
      tales: [
        {
          at: ['bridge'],
          name: 'ازدحام شديد على جسر القرهود',
          description: 'امتد الازدحام إلى شارع الاتحاد. لا يوجد حادث.',
          work: ['تم تعديل توقيت الإشارات.'],
          done: ['زال الازدحام.'],
        },
        {
          at: ['highway'],
          name: 'Travel time to the airport above {40..80} minutes',
          description: 'Concert and rush hour meet. Detour over the ring road is signed.',
          work: ['Detour takes {20..35} % of the traffic.'],
          done: ['Travel time normal.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 3, 6, 4],
      minutes: 360,
      tales: [
        {
          at: ['tunnel'],
          name: 'صيانة ليلية في {tunnel}',
          description: 'أعمال مخطط لها من الواحدة حتى الخامسة صباحاً.',
          work: ['بدأت الأعمال.'],
          done: ['انتهت الأعمال وفتح النفق.'],
        },
        {
          at: ['ring'],
          name: 'Resurfacing, {ring}',
          description: 'Two lanes closed at night for {3..9} nights.',
          work: ['On schedule.'],
          done: ['Lanes open at 05:00.'],
        },
      ],
    },
  ],
}
