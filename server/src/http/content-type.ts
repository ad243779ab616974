/** What a Content-Type may say about JSON besides its name. */

const token = "[\\w!#$%&'*+.^`|~-]+"
const quoted = '"(?:[^"\\\\]|\\\\.)*"'
const parameter = new RegExp(`[ \\t]*;[ \\t]*(?:(${token})=(${token}|${quoted}))?`, 'gy')

/** Names of encodings in which every text of ASCII, or every text at all, is spelled as in UTF-8. */
const harmless = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', ''])

/**
 * Whether the parameters of a media type leave it JSON in UTF-8. None has a meaning for JSON (RFC 8259, section 11), and programs send
 * them that can't be told otherwise; but a charset other than UTF-8 says that the bytes mean something else, and what is not spelled
 * as a parameter at all may be anything.
 */
export function isUtf8Json(contentType: string): boolean {
  const begin = contentType.indexOf(';')
  if (begin < 0) return true
  const parameters = contentType.slice(begin).trimEnd()
  let end = 0
  for (const [text, name = '', value = ''] of parameters.matchAll(parameter)) {
    end += text.length
    if (name.toLowerCase() === 'charset' && !harmless.has(value.replace(/^["']|["']$/g, '').toLowerCase())) return false
  }
  return end === parameters.length
}
