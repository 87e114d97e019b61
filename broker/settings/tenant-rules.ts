import type { ErrorCode } from '#contract/errors';
import type { Protocol } from '#contract/settings/connection';
import type { Problem } from '#contract/settings/problems';
import type { Settings } from '#contract/settings/snapshot';
import { certificateFacts } from '../domain/certificates.ts';
import { unspokenCode } from '../domain/connection.ts';
import type { Tenant } from '../domain/tenant.ts';

/** The parts of a document that these rules look at. */
export type Checked = Pick<Settings, 'connections' | 'parties'>;

/**
 * What the contract cannot know of a document: what this broker speaks, whether certificates can be read, and which names are
 * the tenant's own. Null where all fits.
 */
export function tenantFault(
  tenant: Pick<Tenant, 'loginOrigin' | 'portalOrigin'>,
  settings: Checked,
  speaks: (protocol: Protocol) => boolean,
): { readonly code: ErrorCode; readonly problems: readonly Problem[] } | null {
  // One that is off keeps nothing from going live: turning it off is the way out of a broker that speaks less than before.
  const unsupported = settings.connections.flatMap(({ enabled, protocol }, index) =>
    !enabled || speaks(protocol)
      ? []
      : [{ code: unspokenCode(protocol), path: `/connections/${index}/protocol`, message: unspoken(protocol) }],
  );
  const [first] = unsupported;
  if (first !== undefined) {
    const code = unsupported.every((each) => each.code === first.code) ? first.code : 'connection_unsupported';
    return { code, problems: unsupported.map(({ path, message }) => ({ path, message })) };
  }
  const broken = [...certificatesIn(settings)].filter(({ text }) => certificateFacts(text) === null);
  if (broken.length > 0)
    return { code: 'settings_invalid', problems: broken.map(({ path }) => ({ path, message: 'is no certificate that can be read' })) };
  const own = [...ownNames(settings)].filter(({ name }) =>
    [tenant.loginOrigin, tenant.portalOrigin].some((origin) => isBelow(origin, name)),
  );
  if (own.length === 0) return null;
  return { code: 'settings_invalid', problems: own.map(({ path }) => ({ path, message: 'is a name of this help centre itself' })) };
}

function unspoken(protocol: Protocol): string {
  return protocol === 'email-code'
    ? 'the broker cannot send e-mail yet: whoever runs it has to set SMTP_URL and MAIL_FROM'
    : `this broker does not speak "${protocol}"`;
}

/** What the contract takes for a certificate by its outer form may still be none: better said now than at a sign-in. */
function* certificatesIn({ connections, parties }: Checked): Generator<{ readonly path: string; readonly text: string }> {
  const listed = (at: string, texts: readonly string[]) => texts.map((text, index) => ({ path: `${at}/certificates/${index}`, text }));
  for (const [index, connection] of connections.entries()) {
    if (connection.protocol !== 'saml') continue;
    yield* listed(`/connections/${index}`, connection.certificates);
    const signedBy = connection.metadata?.signedBy;
    if (signedBy) yield { path: `/connections/${index}/metadata/signedBy`, text: signedBy };
  }
  for (const [index, { certificates, encryptTo }] of parties.entries()) {
    yield* listed(`/parties/${index}`, certificates);
    if (encryptTo !== null) yield { path: `/parties/${index}/encryptTo`, text: encryptTo };
  }
}

function* ownNames({ connections, parties }: Checked): Generator<{ readonly path: string; readonly name: string }> {
  for (const [index, connection] of connections.entries())
    if (connection.protocol === 'saml') yield { path: `/connections/${index}/entityId`, name: connection.entityId };
  for (const [index, { entityId }] of parties.entries()) yield { path: `/parties/${index}/entityId`, name: entityId };
}

/** Whoever took one of our names could be taken for the portal, or for us. */
function isBelow(origin: string, name: string): boolean {
  const plain = name.toLowerCase();
  return plain === origin || plain.startsWith(`${origin}/`);
}
