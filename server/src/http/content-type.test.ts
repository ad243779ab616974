import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUtf8Json } from './content-type.ts'

/** Parameters that programs in use send with JSON. */
const harmless = [
  '', ';', '; ', ';;', ' ', ';charset=utf-8', '; charset=UTF-8', '; charset=utf8', '; charset=Utf8', '; charset="utf-8"',
  "; charset='utf-8'", '; charset=us-ascii', '; CHARSET=UTF-8', '; version=1', '; v=2.0', '; odata.metadata=minimal',
  '; odata=verbose;charset=utf-8', '; profile="https://example.org/a;b"', '; boundary=x', '; q=0.9', '; indent=4; charset=utf-8',
  '; title="a \\" quote"', '; x=y', '; charset=utf-8; charset=UTF-8', '; ext="https://jsonapi.org/ext/version"', ' ; charset=utf-8 ;',
] // biome-ignore format: a list

const harmful = [
  '; charset=utf-16', ';charset=UTF-16LE', '; charset=iso-8859-1', '; charset=latin1', '; charset=windows-1252', '; charset="utf-16"',
  '; charset=utf-8; charset=utf-16', '; charset="utf-8', ';x', ';;=', '; =x', '; x = y', '; charset', '; a b=c', '; charset=utf-7',
  "; charset='utf-16'", '; version=1; charset=shift_jis', '; x="a', '; {"a":1}',
] // biome-ignore format: a list

test('parameters that say nothing against UTF-8 are no hindrance; another charset, and what is no parameter, is', () => {
  for (const text of harmless) assert.equal(isUtf8Json(`application/json${text}`), true, text)
  for (const text of harmful) assert.equal(isUtf8Json(`application/json${text}`), false, text)
})
