/**
 * Why a text is no address and no range of addresses (CIDR, RFC 4632 and RFC 4291, 2.3); null where it is one. It goes without
 * Node's own reader, because the pages check ranges too.
 */
export function rangeProblem(text: string): string | null {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0) return 'is no range: write an address, a slash and a number, such as 203.0.113.0/24';
  if (/^::ffff:\d+\./i.test(address)) return 'is an IPv4 address in the clothes of IPv6; write the IPv4 address itself';
  const longest = isIpv4(address) ? 32 : isIpv6(address) ? 128 : null;
  if (longest === null) return 'is no IP address; write one such as 203.0.113.7 or 2001:db8::7, or a range such as 203.0.113.0/24';
  if (bits === undefined) return null;
  return /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= longest ? null : `has a number behind the slash that is not 0 to ${longest}`;
}

/** Four numbers of 0 to 255. A leading zero would be octal to some readers and decimal to others. */
function isIpv4(text: string): boolean {
  const numbers = text.split('.');
  return numbers.length === 4 && numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) <= 255);
}

function isIpv6(text: string): boolean {
  return text.includes(':') && URL.canParse(`http://[${text}]/`);
}
