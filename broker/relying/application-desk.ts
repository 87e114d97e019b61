/** What administrators are told before anybody signs in to an application. Nothing here changes or decides anything. */
import { X509Certificate } from 'node:crypto';
import type { OurCertificate, ReleasePreview, ToldFact } from '#contract/rpc/applications';
import type { Party } from '#contract/settings/party';
import { AppError } from '../domain/app-error.ts';
import type { AccountId } from '../domain/brands.ts';
import { issuerOf } from '../domain/issuer.ts';
import { certificateForPeople, metadataBytes, metadataFault, signerOf } from '../domain/metadata-import.ts';
import { admits, termsFor } from '../domain/party.ts';
import type { ApplicationDesk } from '../domain/ports/application-desk.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Outbound } from '../domain/ports/outbound.ts';
import type { PartyScene, Released, Relying } from '../domain/ports/party.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SigningKeys } from '../domain/ports/signing-keys.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { certificateOfKey } from '../saml/certificate.ts';
import { readApplicationMetadata } from '../saml/metadata/read.ts';
import { isUsableKey } from '../saml/signature/algorithms.ts';
import { exampleIdentity } from './example-identity.ts';
import { importedApplication } from './imported-application.ts';
import { pairwiseName } from './names.ts';
import { algorithmOf } from './parties.ts';
import { type Fact, factFor, formatUri, nameFor } from './release.ts';

export function createApplicationDesk(deps: {
  keys: SigningKeys;
  outbound: Outbound;
  relying: Pick<Relying, 'metadata'>;
  vault: Vault;
  clock: Clock;
  random: Random;
}): ApplicationDesk {
  async function certificates({ tenant }: PartyScene, algorithm: Party['algorithm']): Promise<OurCertificate[]> {
    const wanted = algorithmOf({ algorithm });
    // Asked first: it makes the key where there is none yet.
    const current = await deps.keys.current(tenant.id, 'login', wanted);
    const trusted = await deps.keys.trusted(tenant.id, 'login', wanted);
    return trusted.map((key) => {
      const certificate = new X509Certificate(Buffer.from(certificateOfKey(key, new URL(tenant.loginOrigin).hostname), 'base64'));
      const role = key.id === current.id ? 'signs' : key.createdAt > current.createdAt ? 'next' : 'before';
      return { ...certificateForPeople(certificate, deps.clock.now()), role };
    });
  }

  return {
    async read({ source, signedBy }) {
      const bytes = await metadataBytes(source, deps.outbound);
      const now = deps.clock.now();
      const isSigned = signedBy !== null;
      const described = readApplicationMetadata({ bytes, now, ...(isSigned ? { signedBy: [signerOf(signedBy, isUsableKey)] } : {}) });
      if (!described.ok) throw metadataFault(described.code, described.because, isSigned);
      const imported = importedApplication(described, { now, signatureChecked: isSigned });
      if (!imported.ok) throw new AppError(imported.code, { details: { because: imported.because } });
      return imported.application;
    },

    async values(scene, { id, algorithm }) {
      return {
        certificates: await certificates(scene, algorithm),
        metadata: id === null ? null : await deps.relying.metadata(scene, id),
      };
    },

    async preview({ tenant, snapshot }, party, person) {
      const { settings } = snapshot;
      const connection = settings.connections.find(({ id }) => id === person.connection);
      const identity = exampleIdentity(person, connection === undefined ? '' : issuerOf(connection));
      const terms = termsFor(party, settings);
      const released: Released = {
        identity,
        account: terms.needsAccount ? exampleAccount : null,
        assurance: { strength: 'none', methods: [], at: deps.clock.now() },
        sessionIndex: '',
      };
      const names = {
        pairwise: await pairwiseName(deps.vault, tenant, party, identity),
        transient: `_${Buffer.from(deps.random.bytes(20)).toString('hex')}`,
      };
      const name = nameFor(party, settings, released, names);
      return {
        refused: refusedBecause(connection?.enabled === true, admits(terms, person.connection), name),
        format: formatUri(party.nameId.format),
        nameId: told(null, party.nameId.value, name),
        attributes: party.attributes.map(({ name: attribute, value }) => told(attribute, value, factFor(value, settings, released, names))),
      };
    },
  };
}

/** Which account somebody gets is decided in Jira, at a sign-in; an id of the usual form stands for it. */
const exampleAccount = {
  accountId: 'qm:00000000-0000-4000-8000-000000000000:example' as AccountId,
  displayName: 'Example',
  address: 'own',
} as const;

function refusedBecause(isOn: boolean, isAdmitted: boolean, name: Fact): ReleasePreview['refused'] {
  if (!isOn) return 'connection-unknown';
  if (!isAdmitted) return 'connection-not-admitted';
  return 'withheld' in name ? 'name-missing' : null;
}

function told(name: string | null, value: string, fact: Fact): ToldFact {
  return 'withheld' in fact
    ? { name, value, values: null, withheld: fact.withheld }
    : { name, value, values: [...fact.values], withheld: null };
}
