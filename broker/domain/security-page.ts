/**
 * The person's security page as a party of the login host. It asks in its own name, through the same login as every
 * application, so that connections, policy, second factors and sessions hold for it; but no message names it: whoever
 * signs in to it is sent to a page of this very host, and nothing is signed.
 */

import { methodKinds } from '#contract/settings/methods';
import { methodStrength } from '#contract/settings/policy/method-strength';
import { atLeast } from './assurance.ts';
import type { EpochMs } from './brands.ts';
import type { Demand } from './policy/demand.ts';
import type { FactorKind } from './ports/factor.ts';
import type { Tenant } from './tenant.ts';
import type { PartyRequest, SecurityWish } from './transaction.ts';

/** Where the page is, at the login host. */
export const securityPath = '/security';

/** The name that logins for it have. No application is answered under it, whatever the settings register. */
export function securityPartyOf({ loginOrigin }: Pick<Tenant, 'loginOrigin'>): string {
  return `${loginOrigin}${securityPath}`;
}

/** As rules name applications. The dot is in no name that an application may have, so that no rule is about this page alone. */
export const securityApplication = 'security.page';

/** How long what was shown lets its person change factors (ASVS 5.0, 7.5.1). */
export const confirmedForMs = 5 * 60_000;
/** What was added less long ago says nothing for the removal of others. */
export const settlesAfterMs = 24 * 3_600_000;

/** Parts of the page that a login may end at. Whatever else is asked for is the page itself. */
const partShape = /^(?:add|codes|factors\/[A-Za-z0-9_-]{8,64})$/;

/** The address of a part of the page, on this host always. */
export function securityAddress(part: string | null): string {
  return part !== null && partShape.test(part) ? `${securityPath}/${part}` : securityPath;
}

/** The request that the login host makes for a browser in the page's name. `visit` tells it from others of the same browser. */
export function securityRequest(
  tenant: Tenant,
  { visit, wish, part }: { readonly visit: string; readonly wish: SecurityWish; readonly part: string | null },
): PartyRequest {
  return {
    party: securityPartyOf(tenant),
    requestId: JSON.stringify([visit, wish, part]),
    acsUrl: `${tenant.loginOrigin}${securityAddress(part)}`,
    relayState: null,
    strength: 'none',
    contexts: [],
    subject: null,
    forceAuthn: false,
    isPassive: false,
    wish,
  };
}

/** What a wish asks for on top of the policy. `own`: kinds of factors that the person has, of those that work here. */
export function demandsOf(
  wish: SecurityWish | undefined,
  facts: { readonly own: readonly FactorKind[]; readonly enrollable: readonly FactorKind[]; readonly now: EpochMs },
): readonly Demand[] {
  if (wish === undefined || wish === 'visit') return [];
  if (facts.own.length > 0) return [confirmation(facts.own, facts.now)];
  if (wish === 'confirm') return [];
  // Whatever was shown before is gone by now: only what is set up from here on counts.
  const freshSince = Number.POSITIVE_INFINITY;
  return [{ outcome: { ask: 'methods', methods: [...facts.enrollable] }, because: 'security.first-factor', freshSince }];
}

/**
 * One of their own, moments ago, and of those that they have the best kind: a code that was read off a copied page must not buy
 * whoever copied it a security key (docs/decisions/0020). Of people who have none that is strong, whichever they have.
 */
export function confirmation(own: readonly FactorKind[], now: EpochMs): Demand {
  const freshSince = now - confirmedForMs;
  const because = 'security.confirm';
  const best = (['phishing-resistant', 'strong'] as const).find((strength) => own.some((kind) => atLeast(methodStrength[kind], strength)));
  if (best !== undefined) return { outcome: { ask: 'factor', strength: best, rememberedBrowser: false }, because, freshSince };
  return { outcome: { ask: 'methods', methods: methodKinds.filter((kind) => own.includes(kind) || isStrong(kind)) }, because, freshSince };
}

const isStrong = (kind: FactorKind) => atLeast(methodStrength[kind], 'strong');
