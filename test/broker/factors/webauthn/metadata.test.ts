import { sign, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readModels } from '../../../../broker/factors/webauthn/metadata.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';
import { type Issued, issue } from '../../../support/webauthn/certificates.ts';
import { aMaker } from '../../../support/webauthn/makers.ts';

const now = Date.UTC(2026, 10, 21);
const aaguid = 'ee882879-721c-4913-9775-3dfcce97072a';
const maker = aMaker(aaguid);
const root = issue({ subject: { name: 'Root of all' }, isAuthority: true });
const roots = [new X509Certificate(root.der)];
const host = 'mds.fidoalliance.org';
const alliance = issue({ subject: { name: host }, issuer: root, host });

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Signed {
  readonly entries?: readonly unknown[];
  readonly signer?: Issued;
  readonly chain?: readonly Issued[];
  readonly alg?: string;
}

/** A signed file as the FIDO Alliance publishes it. */
function blob({ entries = [maker.entry], signer = alliance, chain = [signer], alg = 'ES256' }: Signed = {}): string {
  const header = part({ alg, typ: 'JWT', x5c: chain.map(({ der }) => der.toString('base64')) });
  const payload = part({ legalHeader: '', no: 1, nextUpdate: '2026-12-01', entries });
  const signature = sign('sha256', Buffer.from(`${header}.${payload}`), { key: signer.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${header}.${payload}.${signature.toString('base64url')}\n`;
}

const read = (...texts: readonly string[]) =>
  readModels(
    texts.map((text, at) => ({ path: `/etc/${at}`, text })),
    { log: createRecordedLog(), now, roots },
  );
const failure = (text: string): unknown => {
  try {
    read(text);
    return null;
  } catch (error) {
    return error instanceof Error && 'because' in error ? error.because : error;
  }
};

describe('the signed file of the FIDO Alliance', () => {
  test('describes models by AAGUID', () => {
    const models = read(blob());
    expect([...models.keys()]).toEqual([aaguid]);
    expect(models.get(aaguid)).toMatchObject({ name: 'Borealis Key', isBroken: false });
  });

  test('may be signed with RSA, by a signer below an intermediate', () => {
    const between = issue({ subject: { name: 'Between' }, issuer: root, isAuthority: true });
    const signer = issue({ subject: { name: host }, issuer: between, host, isRsa: true });
    expect(read(blob({ signer, chain: [signer, between], alg: 'RS256' })).size).toBe(1);
  });

  test('leaves out what has no AAGUID, and what cannot be read', () => {
    const u2f = {
      attestationCertificateKeyIdentifiers: ['00'],
      metadataStatement: { description: 'old', attestationRootCertificates: [] },
    };
    expect(read(blob({ entries: [u2f, null, 7, maker.entry] })).size).toBe(1);
  });

  test.each([
    'USER_VERIFICATION_BYPASS',
    'ATTESTATION_KEY_COMPROMISE',
    'USER_KEY_REMOTE_COMPROMISE',
    'USER_KEY_PHYSICAL_COMPROMISE',
    'REVOKED',
  ])('says that a model is not to be relied on: %s', (status) => {
    expect(read(blob({ entries: [aMaker(aaguid, { status }).entry] })).get(aaguid)?.isBroken).toBe(true);
  });

  test('is refused when somebody else signed it', () => {
    const [header, payload] = blob().split('.');
    const [, , signature] = blob({ entries: [] }).split('.');
    expect(failure(`${header}.${payload}.${signature}`)).toBe('blob.signature');
    expect(failure(`${header}.${part({ entries: [aMaker(aaguid).entry] })}.${signature}`)).toBe('blob.signature');
  });

  test('is refused when its signer hangs on another root, or is another site on the same', () => {
    expect(failure(blob({ signer: aForeign() }))).toBe('chain.unknown-root');
    const neighbour = issue({ subject: { name: 'evil.example' }, issuer: root, host: 'evil.example' });
    expect(failure(blob({ signer: neighbour }))).toBe('blob.signer');
  });

  test.each(['none', 'HS256', 'RS256', ''])('is refused with the algorithm "%s", which its key is not for', (alg) => {
    expect(failure(blob({ alg }))).toBe('blob.form');
  });

  test.each(['', 'a.b', 'a.b.c', '{', 'a.b.c.d'])('is refused when it is none: "%s"', (text) => {
    expect(typeof failure(text)).toBe('string');
  });

  test('that was right until its certificate ended is left out with a warning', () => {
    const ended = issue({ subject: { name: host }, issuer: root, host, to: new Date(Date.UTC(2026, 0)) });
    const log = createRecordedLog();
    expect(readModels([{ path: 'old.jwt', text: blob({ signer: ended }) }], { log, now, roots }).size).toBe(0);
    expect(log.lines).toContainEqual({ level: 'warn', event: 'webauthn.metadata-expired', fields: { because: 'chain.expired' } });
  });

  test('hangs on the roots that the Alliance names unless told', () => {
    expect(() => readModels([{ path: 'x', text: blob() }], { log: createRecordedLog(), now })).toThrow('config_invalid');
  });
});

describe('a statement of a maker', () => {
  test('counts as it stands, or with what is reported of it, and a later file wins', () => {
    expect(read(JSON.stringify(maker.entry.metadataStatement)).get(aaguid)?.isBroken).toBe(false);
    const revoked = { ...maker.entry, statusReports: [{ status: 'REVOKED' }] };
    expect(read(blob(), JSON.stringify(revoked)).get(aaguid)?.isBroken).toBe(true);
  });

  test.each(['{}', '{"aaguid":"EE882879"}', '{"aaguid'])('is refused when it is none: %s', (text) => {
    expect(failure(text)).toBe('statement.form');
  });

  test('proves nothing by a root that cannot be read', () => {
    const statement = { ...maker.entry.metadataStatement, attestationRootCertificates: ['AAAA'] };
    expect(read(JSON.stringify(statement)).get(aaguid)?.roots).toEqual([]);
  });
});

function aForeign(): Issued {
  return issue({ subject: { name: host }, issuer: issue({ subject: { name: 'Root of all' }, isAuthority: true }), host });
}
