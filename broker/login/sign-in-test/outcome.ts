import { errorWords } from '#contract/errors';
import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import { findVariant } from '#contract/presets/all';
import type { SignInTestCheck, SignInTestOutcome } from '#contract/rpc/sign-in-test';
import { connectionAddresses } from '#contract/settings/addresses';
import type { Connection } from '#contract/settings/connection';
import type { Refusal } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { diagnose } from '../../domain/diagnosis.ts';
import type { Identity } from '../../domain/identity.ts';
import type { Observed } from '../../domain/observations.ts';
import type { Foreseen } from '../../domain/ports/foresight.ts';
import type { Scene } from '../deps.ts';
import { foreseenEntries } from './entries.ts';
import { identityChecks } from './identity-checks.ts';
import { proofChecks } from './proof-checks.ts';

/** What a test found: the person who came back and what would become of them, or why nobody was proven. */
export type Found =
  | { readonly identity: Identity; readonly foreseen: Foreseen; readonly organizations: readonly string[] | null }
  | { readonly refusal: Refusal };

/** Everything that an administrator is told of a test. Pure; `scene` has the tested connection among its settings. */
export function outcomeOf(scene: Scene, connection: Connection, observed: Observed, found: Found, at: EpochMs): SignInTestOutcome {
  const refusal = 'refusal' in found ? found.refusal : refusalIn(found.foreseen);
  const common = {
    at,
    refusal: refusal && {
      code: refusal.code,
      title: errorWords[refusal.code].title,
      text: forAdministrators(refusal.code),
      because: refusal.because,
    },
    mend: refusal && mendOf(scene, connection, observed, refusal),
    messages: [...observed.messages],
    claims: Object.entries(observed.received ?? {}).map(([name, values]) => ({ name, values: [...values] })),
  };
  if ('refusal' in found)
    return {
      ...common,
      ok: false,
      checks: proofChecks(connection.protocol, observed, found.refusal, null),
      identity: null,
      account: null,
      entries: [],
    };

  const { identity, foreseen, organizations } = found;
  const account = accountOf(foreseen, organizations);
  const entries = foreseenEntries(scene, identity, foreseen.outcome !== 'refused', at);
  const portal = entries.find(({ application }) => application === null);
  return {
    ...common,
    ok: foreseen.outcome !== 'refused' && portal?.outcome !== 'refused',
    checks: [
      ...proofChecks(connection.protocol, observed, null, identity.subject),
      ...identityChecks(connection, scene.snapshot.settings.connections, identity, observed.facts, account),
      applicationsCheck(connection, entries.filter(({ application }) => application !== null).length),
    ],
    identity: shownIdentity(identity),
    account,
    entries,
  };
}

function refusalIn(foreseen: Foreseen): Refusal | null {
  return foreseen.outcome === 'refused' ? { ok: false, code: foreseen.code, because: foreseen.because } : null;
}

/** The words of a refusal are for the person who was refused; who looks at a test is somebody else. */
function forAdministrators(code: Refusal['code']): string {
  const words: Readonly<Partial<Record<Refusal['code'], string>>> = texts.accountRefused;
  return words[code] ?? errorWords[code].text;
}

function mendOf({ tenant }: Scene, connection: Connection, { facts }: Observed, refusal: Refusal): SignInTestOutcome['mend'] {
  const variant = findVariant(connection.preset, connection.protocol);
  return diagnose(refusal.code, variant, facts, { ...connectionAddresses(tenant.loginOrigin, connection.id), ...namesOf(connection) });
}

/** What a guide calls the provider by. */
function namesOf(connection: Connection): Readonly<Record<string, string>> {
  if (connection.protocol === 'oidc') return { issuer: connection.issuer };
  return connection.protocol === 'saml' && connection.metadata !== null ? { providerMetadataUrl: connection.metadata.url } : {};
}

function accountOf(foreseen: Foreseen, organizations: readonly string[] | null): NonNullable<SignInTestOutcome['account']> {
  const { outcome, because } = foreseen;
  const name = 'displayName' in foreseen ? foreseen.displayName : '';
  const text =
    foreseen.outcome === 'refused' ? forAdministrators(foreseen.code) : texts.account[foreseen.outcome].replace('{name}', () => name);
  return { outcome, text, because, organizations: organizations && [...organizations] };
}

function applicationsCheck(connection: Connection, count: number): SignInTestCheck {
  const name = 'applications';
  if (!connection.enabled) return { name, result: 'notice', text: texts.applications.off };
  const { none, one, some } = texts.applications;
  return { name, result: 'passed', text: count === 0 ? none : count === 1 ? one : some.replace('{count}', String(count)) };
}

/** No token and no session of the provider leaves with it. */
function shownIdentity(identity: Identity): NonNullable<SignInTestOutcome['identity']> {
  const { issuer, subject, email, firstName, lastName, displayName, groups, attributes, assurance } = identity;
  return {
    issuer,
    subject,
    email: email && { address: email.address, verified: email.verified },
    firstName,
    lastName,
    displayName,
    groups: groups === null ? null : groups.slice(0, 1_000),
    attributes: Object.entries(attributes).map(([name, values]) => ({ name, values: [...values] })),
    acr: assurance.acr,
    amr: [...assurance.amr],
    authTime: assurance.authTime,
  };
}
