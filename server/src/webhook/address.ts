// Which IP addresses a webhook may call.
import ipaddr from 'ipaddr.js'

/** What a webhook may call besides the public internet. */
export type AddressRules = {
  /** WEBHOOK_ALLOW_PRIVATE: loopback, private, unique local and carrier-grade NAT addresses too. */
  allowPrivate: boolean
}

const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])
/** Where clouds hand credentials to whoever asks: refused even where private addresses are allowed, as link-local ones are. */
const METADATA = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])
/** Global unicast; what lies outside it is reserved, deprecated (::127.0.0.1 among it) or local. */
const GLOBAL = ipaddr.IPv6.parse('2000::')
/** NAT64 by its well-known prefix, through which a name with only an IPv4 address resolves on an IPv6 network. */
const NAT64 = ipaddr.IPv6.parse('64:ff9b::')

/** Whether a connection to this address (text, without brackets) may be made. Looks through IPv4 carried in IPv6. */
export function addressIsAllowed(text: string, rules: AddressRules): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false
  const address = unwrap(ipaddr.parse(text))
  if (METADATA.has(address.toString())) return false
  const range = address.range()
  if (PRIVATE.has(range)) return rules.allowPrivate
  if (range !== 'unicast') return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL, 3) // by kind()
}

/** The IPv4 address inside a mapped, NAT64 or 6to4 one; any other as it is. */
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  const bytes = address.toByteArray()
  if (address.match(NAT64, 96)) return new ipaddr.IPv4(bytes.slice(12))
  if (address.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  return address
}
