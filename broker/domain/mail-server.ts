/** Where and how messages are handed over, read from SMTP_URL. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte. `starttls`: asked for, and nothing is sent without. `none`: the operator said so. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
}

/** Null for what is no such address. `smtps://`, `smtp://` with STARTTLS, or `smtp://...?tls=none` for a relay on the same network. */
export function readMailServer(text: string): MailServer | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') return null;
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') return null;
  const tls = url.searchParams.get('tls');
  if ([...url.searchParams].length > (tls === null ? 0 : 1) || (tls !== null && (tls !== 'none' || url.protocol === 'smtps:'))) return null;
  const isImplicit = url.protocol === 'smtps:';
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
      tls: isImplicit ? 'implicit' : tls === 'none' ? 'none' : 'starttls',
      user: url.username === '' ? null : decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    };
  } catch {
    // A percent sign that encodes nothing.
    return null;
  }
}
