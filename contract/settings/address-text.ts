/** What somebody should know of an address that was typed: `error` can never be used, `warning` only where the operator allows it. */
export interface AddressRemark {
  readonly kind: 'error' | 'warning';
  readonly text: string;
}

/**
 * What shows of an address without asking anybody; null where nothing does. Whether the broker may really connect to it is
 * the decision of its outbound guard, which also knows where a name leads.
 */
export function addressRemark(text: string): AddressRemark | null {
  const address = text.trim();
  if (address === '') return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === 'javascript' || scheme === 'data' || scheme === 'vbscript')
    return { kind: 'error', text: `an address that begins with "${scheme}:" runs code in a browser; enter one that begins with https://` };
  if (scheme === 'file')
    return { kind: 'error', text: 'this is a file on your computer; upload it instead, or enter an address that begins with https://' };
  if (!/^https?:\/\//i.test(address)) return { kind: 'error', text: 'an address begins with https://' };
  if (/\s/.test(address)) return { kind: 'error', text: 'there is a space in the address' };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return { kind: 'error', text: 'this is not a whole address' };
  if (url.username !== '' || url.password !== '')
    return { kind: 'error', text: 'there is a user name or a password in the address; leave it out' };
  if (url.protocol === 'http:')
    return {
      kind: 'warning',
      text: 'the address is not protected (http): the broker does not use it unless its operator allows this very one',
    };
  if (isInner(url.hostname))
    return {
      kind: 'warning',
      text: 'this is a machine of an inner network: the broker does not call it unless its operator allows this very address',
    };
  return null;
}

/** A name or number that never leads to the public internet (RFC 6761, RFC 1918, RFC 3927, RFC 4193), as far as that shows. */
function isInner(hostname: string): boolean {
  if (/(^|\.)(localhost|local|internal|intranet|lan|corp|home\.arpa)\.?$/.test(hostname)) return true;
  if (/^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(hostname)) return /^[\d.]+$/.test(hostname);
  return /^\[(::1?|f[cd]..:.*|fe80:.*|::ffff:.*)\]$/.test(hostname) || !/[.:]/.test(hostname);
}
