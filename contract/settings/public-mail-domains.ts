/**
 * Domains at which anybody can get an e-mail address. They are nobody's company: a provider that vouches for one could name
 * any of its users. A short list of the large ones, for a warning; nothing is refused by it.
 */
const names = [
  'aol.com',
  'fastmail.com',
  'gmail.com',
  'googlemail.com',
  'hey.com',
  'icloud.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'pm.me',
  'proton.me',
  'protonmail.com',
  'qq.com',
  't-online.de',
  'tutanota.com',
  'web.de',
  'yandex.com',
  'yandex.ru',
  'ymail.com',
  '163.com',
  '126.com',
];

/** Services with a domain in each of many countries, such as yahoo.co.uk. */
const families = ['gmx', 'hotmail', 'live', 'outlook', 'yahoo'];

/** `domain` in lower case, as settings have it. A subdomain is another domain. */
export function isPublicMailDomain(domain: string): boolean {
  const [first = '', ...rest] = domain.split('.');
  return names.includes(domain) || (families.includes(first) && isCountryEnding(rest));
}

/** `com`, `de`, `co.uk`, `com.br`: what follows the name of a service. */
function isCountryEnding(labels: readonly string[]): boolean {
  const [one = '', two = ''] = labels;
  if (labels.length === 1) return ['com', 'net'].includes(one) || one.length === 2;
  return labels.length === 2 && ['co', 'com'].includes(one) && two.length === 2;
}
