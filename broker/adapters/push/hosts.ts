/** Push services of the browsers: an address that a browser names is called only when it is one of theirs. */
const known: readonly RegExp[] = [
  // Chrome, Edge on Android, Opera, Samsung.
  /^fcm\.googleapis\.com$/,
  // Firefox.
  /^([a-z0-9-]+\.)*push\.services\.mozilla\.com$/,
  // Safari.
  /^([a-z0-9-]+\.)*push\.apple\.com$/,
  // Edge on Windows.
  /^([a-z0-9-]+\.)*notify\.windows\.com$/,
];

/** Is this the address of a subscription at a service that is known, or at one of the operator's exact origins? */
export function isPushAddress(text: string, origins: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > 2000 || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (origins.includes(url.origin)) return true;
  return url.protocol === 'https:' && url.port === '' && known.some((host) => host.test(url.hostname));
}
