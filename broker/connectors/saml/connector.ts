/**
 * The SAML connector: the broker as a service provider of a customer company's identity provider (Web Browser SSO profile,
 * Profiles 4.1). Owns everything between a connection's settings and a proven Identity; what XML may look like and whose
 * signature counts is `broker/saml`'s. It must not know who asks, what the identity is for, or where it is kept.
 *
 * An answer counts for one sign-in only: it names the one AuthnRequest that the browser's sealed memory has, and the step
 * that takes it is saved once. So an assertion cannot be used twice, and no list of used ones is needed here (decision 17).
 */
import type { SamlConnection } from '#contract/settings/connections/saml';
import { refuse } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import { connectionOf } from '../../domain/connection.ts';
import { contextsToAsk } from '../../domain/policy/provider-proof.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connector } from '../../domain/ports/connector.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';
import { verifyResponse, verifyUnsolicited } from '../../saml/verify-response.ts';
import { testConnection } from './connection-test.ts';
import { departureTo, fromDepartureMemory, newMemory } from './departure.ts';
import { expectationOf } from './expectation.ts';
import { identityOf } from './identity.ts';
import { importProvider } from './import.ts';
import { createServiceKeys } from './keys.ts';
import { logoutAt } from './logout.ts';
import { metadataOf } from './metadata.ts';
import { tellReceived, witnessFor } from './observed.ts';
import { readPublished } from './published.ts';
import { createSingleLogout } from './single-logout.ts';

export interface SamlConnectorDeps {
  readonly keys: SigningKeys;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly random: Random;
}

/** In base64: a few hundred groups. Of an answer that nobody asked for only who sent it counts, so nothing larger is read. */
const longestUnasked = 64 * 1024;
const shapeOfReference = /^[A-Za-z0-9_-]{22}$/;

export function createSamlConnector(deps: SamlConnectorDeps): Connector {
  const keys = createServiceKeys(deps.keys);
  const opens = async (tenant: TenantId, { encryption }: SamlConnection) => (encryption === 'never' ? [] : keys.decryption(tenant));

  return {
    protocol: 'saml',

    async depart({ tenant, addresses, reference, forceReauthentication, ask, ...input }) {
      const connection = connectionOf('saml', input.connection);
      const now = deps.clock.now();
      const isFresh = forceReauthentication || connection.forceAuthn || ask !== undefined;
      const memory = newMemory(deps.random, { freshSince: isFresh ? now : null, asked: ask?.strength ?? null });
      const key = connection.signRequests ? await keys.signer(tenant) : null;
      return departureTo(connection, { addresses, reference, memory, key, now });
    },

    canAskAgain: (connection, strength) => contextsToAsk(connection, strength).length > 0,

    referenceOf({ form }) {
      const relayState = form.RelayState;
      return relayState !== undefined && shapeOfReference.test(relayState) ? relayState : null;
    },

    async complete({ tenant, addresses, memory: remembered, arrival, observer, ...input }) {
      const connection = connectionOf('saml', input.connection);
      const memory = fromDepartureMemory(remembered);
      if (memory === null) return refuse('saml_request_mismatch', 'saml.memory');
      const encoded = arrival.method === 'POST' ? arrival.form.SAMLResponse : undefined;
      if (encoded === undefined) return refuse('saml_message_missing', 'saml.arrival');
      observer?.step({ name: 'answer', ok: true, because: 'saml.arrival' });
      const now = deps.clock.now();
      const expect = {
        ...expectationOf(connection, { addresses, decryption: await opens(tenant, connection) }),
        inResponseTo: memory.requestId,
      };
      const verified = verifyResponse({ encoded, now, expect, ...(observer && { witness: witnessFor(observer, now) }) });
      if (!verified.ok) return verified;
      if (observer !== undefined) tellReceived(observer, verified.assertion);
      const identified = identityOf(connection, verified.assertion, memory);
      if (identified.ok)
        for (const name of ['context', 'subject', 'claims'] as const) observer?.step({ name, ok: true, because: `saml.${name}` });
      return identified;
    },

    async verifyUnsolicited({ tenant, addresses, arrival, ...input }) {
      const connection = connectionOf('saml', input.connection);
      const encoded = arrival.method === 'POST' ? arrival.form.SAMLResponse : undefined;
      if (encoded === undefined) return refuse('saml_message_missing', 'saml.arrival');
      if (encoded.length > longestUnasked) return refuse('saml_message_too_large', 'saml.unasked');
      const expect = expectationOf(connection, { addresses, decryption: await opens(tenant, connection) });
      return verifyUnsolicited({ encoded, now: deps.clock.now(), expect });
    },

    async logout({ tenant, addresses, session, state, ...input }) {
      const connection = connectionOf('saml', input.connection);
      return logoutAt(connection, {
        addresses,
        session,
        state,
        now: deps.clock.now(),
        random: deps.random,
        key: await keys.signer(tenant),
      });
    },

    singleLogout: createSingleLogout({ keys, clock: deps.clock, random: deps.random }),

    metadata: (input) => metadataOf(input, deps.keys),

    async readProvider(wanted) {
      if (wanted.protocol !== 'saml') throw new Error('the SAML connector was asked for another protocol');
      return importProvider(wanted, deps);
    },

    published: ({ connection }) => readPublished(connectionOf('saml', connection), deps),

    test: ({ connection }) => testConnection(connectionOf('saml', connection), deps),
  };
}
