// A site of the demo: a hospital in Ōsaka.
import type { Site } from '../site.ts'

/** The facility office of a hospital in Ōsaka: Japanese. */
export const hospital: Site = {
  code: 'hospital',
  offset: 9,
  weight: 8,
  people: [
    '佐藤 美咲',
    '田中 健一',
    '鈴木 さくら',
    '高橋 大輔',
    '伊藤 由美子',
    '渡辺 翔太',
    '中村 恵',
    'ダニエル・ロドリゲス',
  ],
  reporters: ['防災センター', '夜勤看護師', '{病棟}ナースステーション', '設備監視', '警備員', '検査科'],
  locations: {
    ward: '本館{1..9}階 {病棟}',
    theatre: '中央手術室{手術室}',
    plant: '地下{1|2}階 機械室',
    emergency: '救急外来',
    laboratory: '検査棟{1..4}階',
    pharmacy: '薬剤部',
  },
  words: {
    病棟: ['東病棟', '西病棟', '小児病棟', '集中治療室', '産科病棟'],
    機器: ['電子カルテ', '検査部門システム', 'ナースコール', '画像サーバー', '薬剤搬送装置'],
    手術室: ['{1..8}'],
    設備: ['空調機{1..14}号', '非常用発電機', '医療ガス設備', '{1..6}号エレベーター', '受水槽ポンプ'],
  },
  remarks: [
    '当直医に連絡済みです。',
    '写真を共有フォルダに入れました。',
    { text: '業者は{20..60}分後に到着予定。', at: ['plant', 'laboratory', 'pharmacy', 'theatre', 'emergency'] },
    '夜勤に引き継ぎました。',
    '患者さんへの影響は今のところありません。',
    { text: '予備機の在庫を確認中です。', at: ['pharmacy', 'laboratory', 'emergency', 'plant'] },
    { text: '{病棟}の師長に説明しました。', at: ['ward'] },
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [3, 6, 4, 2, 0],
      minutes: 90,
      weight: 4,
      tales: [
        {
          at: ['pharmacy', 'laboratory', 'emergency'],
          name: '{機器}に接続できない',
          description: '{8..17}時{10..55}分ごろから{機器}に接続できない。紙運用に切り替えて対応中。',
          work: ['サーバー3台のうち1台を切り離した。', 'ベンダーがリモートで調査中。', '{病棟}から順に復旧している。'],
          done: ['全端末で正常動作を確認。紙の記録の入力を開始。'],
        },
        {
          at: ['ward'],
          name: '{病棟}で{機器}の応答が遅い',
          description: '画面の切り替えに{20..90}秒かかる。再起動しても改善しない。',
          work: ['ログにディスクエラーを確認、交換を手配。', '負荷を別のサーバーに移した。'],
          done: ['ディスク交換完了、30分間エラーなし。'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [2, 5, 6, 3, 1],
      minutes: 150,
      weight: 4,
      tales: [
        {
          at: ['plant'],
          name: '{設備}の異常警報',
          description: '監視盤に{設備}の異常警報。現地確認に向かっている。',
          work: ['現地到着、運転を予備系に切替。', 'メーカーに連絡、部品は明朝入荷の見込み。'],
          done: ['部品交換後、試運転良好。'],
        },
        {
          at: ['ward'],
          name: '{病棟}で漏水',
          description: '天井から水が落ちている。ベッド{2..6}台を移動した。',
          work: ['元栓を閉めた。床の水を回収中。', '配管の継手に亀裂を確認。'],
          done: ['配管修理、乾燥と消毒が終わり、病室を再開。'],
        },
        {
          at: ['theatre'],
          name: '手術室{手術室}の室温上昇',
          description: '室温が{26..30}℃まで上昇。次の手術は別の部屋に変更。',
          work: ['空調のダンパーが動いていない。', '手動で開けた。室温は下がり始めた。'],
          done: ['{22..24}℃で安定、手術室を再開。'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [3, 5, 4, 3, 1],
      minutes: 60,
      weight: 2,
      tales: [
        {
          at: ['ward'],
          name: '{病棟}で転倒',
          description: '患者さんが廊下で転倒。当直医が診察中。',
          work: ['レントゲン撮影へ。家族に連絡した。'],
          done: ['検査の結果、骨折なし。経過観察。'],
        },
        {
          at: ['ward'],
          name: '火災警報({病棟})',
          description: '感知器が作動。煙は見えないが、避難の準備をしている。',
          work: ['消防に状況を報告。', '蒸気による作動の可能性。'],
          done: ['誤作動と判明、感知器を交換。'],
        },
        {
          at: ['laboratory'],
          name: '検査棟で薬品の流出',
          description: '試薬瓶が割れ、約{100..900}mLが床に広がった。',
          work: ['換気中、立入禁止を継続。', '処理班が吸着剤で回収。'],
          done: ['清掃と測定が終わり、立入禁止を解除。'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 2, 6, 5],
      minutes: 300,
      tales: [
        {
          at: ['plant'],
          name: '{設備}の定期点検',
          description: '計画作業。作業中は予備系なし。',
          work: ['作業開始。', '予定どおり進行中。'],
          done: ['点検終了、異常なし。'],
        },
        {
          at: ['plant', 'laboratory'],
          name: '{機器}の更新作業',
          description: '日曜日の{1..4}時から{5..7}時まで停止予定。',
          work: ['停止、更新を開始。'],
          done: ['予定時間内に完了。'],
        },
      ],
    },
  ],
}
