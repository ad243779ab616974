// Which JSON numbers a double keeps exactly.

/**
 * Says what to mend about a JSON number that a double cannot keep exactly, '' when it can: read as `value` and written
 * again in the shortest way, it must be the same decimal (1.50 and 1.5 are, 0.12345678901234567890 is not).
 */
export function numberProblem(literal: string, value: number): string {
  if (Object.is(value, -0) && !/[1-9]/.test(mantissa(literal))) return 'Negative zero is not kept; send 0'
  if (!Number.isFinite(value)) return 'The number is too large; send it as a string'
  if (value === 0) return /[1-9]/.test(mantissa(literal)) ? 'The number is too close to 0; send it as a string' : ''
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return 'A number may lie between -9007199254740991 and 9007199254740991; send it as a string'
  }
  if (canonical(literal) !== canonical(String(value))) {
    return `The number has more digits than can be kept (it would become ${value}); shorten it or send it as a string`
  }
  return ''
}

function mantissa(literal: string): string {
  return literal.split(/[eE]/, 1)[0] ?? ''
}

/** The digits between the first and the last that is not 0, and the power of ten of the last one. */
function canonical(literal: string): string {
  const [digits = '', exponent = '0'] = literal.toLowerCase().split('e')
  const unsigned = digits.startsWith('-') ? digits.slice(1) : digits
  const point = unsigned.indexOf('.')
  const all = point < 0 ? unsigned : unsigned.slice(0, point) + unsigned.slice(point + 1)
  const decimals = point < 0 ? 0 : unsigned.length - point - 1
  // Loops, not /0+$/: that expression takes quadratic time on 0…010…01.
  let first = 0
  while (all.charCodeAt(first) === 0x30) first++
  let end = all.length
  while (end > first && all.charCodeAt(end - 1) === 0x30) end--
  return `${all.slice(first, end)}e${Number(exponent) - decimals + (all.length - end)}`
}
