// Content negotiation by the Accept header.

/**
 * The media type a caller wants most of those on offer, by an Accept header (RFC 9110, section 12.5.1); null when none will do. Without
 * a header the first one. Of equally wanted ones, one that is named comes before one a wildcard stands for, then the order of the offer.
 */
export function preferred<T extends string>(accept: string | undefined, offers: readonly [T, ...T[]]): T | null {
  if (accept === undefined || accept.trim() === '') return offers[0]
  const ranges = accept.split(',').map(readRange)
  let best: { offer: T; quality: number; exactness: number } | null = null
  for (const offer of offers) {
    let own = { quality: 0, exactness: -1 }
    for (const { type, quality } of ranges) {
      const exactness = matches(type, offer)
      if (exactness > own.exactness) own = { quality, exactness }
    }
    if (own.quality <= 0) continue
    if (best === null || own.quality > best.quality || (own.quality === best.quality && own.exactness > best.exactness))
      best = { offer, ...own }
  }
  return best?.offer ?? null
}

function readRange(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((part) => part.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return { type, quality: Number.isNaN(quality) ? 0 : quality }
}

/** How exactly a range means a type: 2 by name, 1 by its first half, 0 by anything; -1 not at all. */
function matches(range: string, type: string): number {
  if (range === type) return 2
  if (range === `${type.split('/')[0]}/*`) return 1
  return range === '*/*' ? 0 : -1
}
