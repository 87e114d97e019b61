import type { TestedConnection } from '#contract/rpc/drafts';
import type { Connection } from '#contract/settings/connection';
import { Secret } from '../domain/secret.ts';

/** A connection that is tried out, in the form in which stored ones reach a connector: its secret by reference, the value beside. */
export function referToSecret(tested: TestedConnection): {
  readonly connection: Connection;
  readonly secrets: ReadonlyMap<string, Secret>;
} {
  switch (tested.protocol) {
    case 'oidc': {
      const { ref: clientSecret, secrets } = refer(tested.clientSecret);
      return { connection: { ...tested, clientSecret }, secrets };
    }
    case 'oauth2': {
      const { ref, secrets } = refer(tested.clientSecret);
      return { connection: { ...tested, clientSecret: ref ?? untold }, secrets };
    }
    case 'saml':
    case 'email-code':
      return { connection: tested, secrets: new Map() };
    default:
      return tested satisfies never;
  }
}

/** The name of the one secret of a test, which stays within it. */
const untold = { secret: `sec_${'0'.repeat(22)}`, setAt: 0 };

function refer(value: string | null) {
  if (value === null) return { ref: null, secrets: new Map<string, Secret>() };
  return { ref: untold, secrets: new Map([[untold.secret, new Secret(value)]]) };
}
