/** Metadata that an administrator imports: from every address, of every kind, through the real way out. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { aPublisher, type Publisher, samlAt, samlText } from '../../support/import/published.ts';
import { aCertificateOf, describedMembers, describedProvider, signDescription } from '../../support/saml/described.ts';
import { otherRsaKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { at, idp, swap } from '../../support/saml/response.ts';

let publisher: Publisher;
beforeEach(async () => {
  publisher = await aPublisher();
});
afterEach(() => publisher.close());

const addresses = casesOf('import.addresses');

describe('an address that is never called', () => {
  addresses.attack.each([
    ['file:///etc/passwd', 'import_address_invalid'],
    ['javascript:alert(1)', 'import_address_invalid'],
    ['data:text/xml,<a/>', 'import_address_invalid'],
    ['ftp://idp.example/metadata', 'import_address_invalid'],
    ['gopher://127.0.0.1:11211/_stats', 'import_address_invalid'],
    ['//idp.example/metadata', 'import_address_invalid'],
    ['idp.example/metadata', 'import_address_invalid'],
    ['https://', 'import_address_invalid'],
    ['', 'import_address_invalid'],
    ['http://idp.example/metadata', 'import_address_refused'],
    ['https://idp.example:8443/metadata', 'import_address_refused'],
    ['https://ada:word@idp.example/metadata', 'import_address_refused'],
    ['https://localhost/metadata', 'import_address_refused'],
    ['https://broker.localhost/metadata', 'import_address_refused'],
    ['https://127.0.0.1/metadata', 'import_address_refused'],
    ['https://2130706433/metadata', 'import_address_refused'],
    ['https://0x7f.1/metadata', 'import_address_refused'],
    ['https://10.0.0.1/metadata', 'import_address_refused'],
    ['https://172.16.0.1/metadata', 'import_address_refused'],
    ['https://192.168.1.1/metadata', 'import_address_refused'],
    ['https://169.254.169.254/latest/meta-data/iam', 'import_address_refused'],
    ['https://100.100.100.200/latest/meta-data', 'import_address_refused'],
    ['https://[::1]/metadata', 'import_address_refused'],
    ['https://[::ffff:169.254.169.254]/', 'import_address_refused'],
    ['https://[fd00:ec2::254]/latest/meta-data', 'import_address_refused'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'import_address_refused'],
  ])('%s', async (url, code) => {
    const called: string[] = [];
    const lookup = async (name: string) => {
      called.push(name);
      return [];
    };
    expect(await publisher.verdict(samlAt(url), { lookup })).toBe(code);
    expect([...called, ...publisher.asked]).toEqual([]);
  });

  addresses.attack.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::ffff:10.0.0.1'], ['fd12::1']])(
    'a public name that leads to %s once it is called',
    async (address) => {
      const lookup = async () => [{ address, family: address.includes(':') ? (6 as const) : (4 as const) }];
      expect(await publisher.verdict(samlAt('https://rebinding.example/metadata'), { lookup })).toBe('import_address_refused');
    },
  );

  addresses.honest('an address that the operator allows is read', async () => {
    publisher.publishes(describedProvider());
    expect(await publisher.read(samlAt(`${publisher.origin}/metadata?app=7`))).toMatchObject({ kind: 'saml', entityId: idp });
    expect(publisher.asked).toEqual(['/metadata?app=7']);
  });
});

describe('an answer that is not taken in', () => {
  const { attack, honest } = casesOf('import.bodies');
  const type = { 'content-type': 'application/samlmetadata+xml' };
  const packed = (bytes: Uint8Array) => (response: ServerResponse) =>
    response.writeHead(200, { ...type, 'content-encoding': 'gzip' }).end(bytes);

  attack.each<[string, string, (response: ServerResponse) => unknown]>([
    ['50 MB', 'import_too_large', (response) => response.writeHead(200, type).end(Buffer.alloc(50_000_000, 32))],
    ['a few bytes that unpack to 50 MB', 'import_too_large', packed(gzipSync(Buffer.alloc(50_000_000, 32)))],
    ['half a megabyte and one byte', 'import_too_large', (response) => response.writeHead(200, type).end(Buffer.alloc(524_289, 32))],
    ['a slow drip', 'import_timeout', dripping],
    ['silence', 'import_timeout', () => undefined],
    ['a header and then silence', 'import_timeout', (response) => response.writeHead(200, type).flushHeaders()],
    ['a broken connection', 'import_unreachable', (response) => response.destroy()],
    ['a server error', 'import_unreachable', (response) => response.writeHead(503).end()],
    ['nothing there', 'import_status', (response) => response.writeHead(404, type).end(describedProvider())],
    ['a demand to sign in', 'import_status', (response) => response.writeHead(401).end()],
    ['an answer without a body', 'import_status', (response) => response.writeHead(204).end()],
    ...[301, 302, 303, 307, 308].map((status): [string, string, (response: ServerResponse) => unknown] => [
      `a redirect (${status}) inside`,
      'import_redirected',
      (response) => response.writeHead(status, { location: 'http://169.254.169.254/latest/meta-data/' }).end(describedProvider()),
    ]),
  ])('%s', async (_what, code, answer) => {
    publisher.answers(answer);
    // Little patience where it is the point, so that no test waits.
    const patienceMs = code === 'import_timeout' ? 150 : 4_000;
    expect(await publisher.verdict(samlAt(`${publisher.origin}/metadata`), { patienceMs })).toBe(code);
    expect(publisher.asked).toHaveLength(1);
  });

  honest('a redirect tells where it leads, so that the administrator can judge it', async () => {
    publisher.answers((response) => response.writeHead(302, { location: 'https://idp.example/new place' }).end());
    await expect(publisher.read(samlAt(`${publisher.origin}/metadata`))).rejects.toMatchObject({
      code: 'import_redirected',
      problems: [{ path: '/url', message: 'It leads to https://idp.example/new%20place' }],
    });
  });
});

describe('a document that is none', () => {
  const { attack, honest } = casesOf('import.documents');
  const good = describedProvider();
  const key = pemOf(rsaKeys().privateKey);
  const twins = describedMembers([describedProvider(), describedProvider({ signOn: 'https://evil.example/sso' })]);

  attack.each([
    ['a sign-in page', '<!DOCTYPE html><html><form></form></html>', 'saml_metadata_is_a_page'],
    ['JSON', '{"issuer":"https://idp.example"}', 'import_not_xml'],
    ['a private key', key, 'import_private_key'],
    ['a private key behind metadata', `${good}\n${key}`, 'import_private_key'],
    ['another root', '<rss version="2.0"/>', 'saml_metadata_root'],
    ['an application', good.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'), 'saml_metadata_role_missing'],
    ['a document type', `<!DOCTYPE a SYSTEM "file:///etc/passwd">${good}`, 'import_doctype'],
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY b "bbbb">]>${good}`, 'import_doctype'],
    ['an expired one', describedProvider({ entity: `validUntil="${at(-1)}"` }), 'saml_metadata_expired'],
    ['a script to sign in with', describedProvider({ signOn: 'javascript:alert(1)' }), 'saml_metadata_address'],
    ['a file to sign in with', describedProvider({ signOn: 'file:///etc/passwd' }), 'saml_metadata_address'],
    ['no certificate', describedProvider({ certificates: [] }), 'saml_metadata_certificate_missing'],
    ['a damaged certificate', describedProvider({ certificates: ['AAAA'] }), 'saml_metadata_certificate'],
    ['a key too short', describedProvider({ certificates: [aCertificateOf(shortRsaKeys())] }), 'metadata_certificate_weak'],
    ['two roots', `${good}${good}`, 'import_malformed'],
    ['a cut document', good.slice(0, -20), 'import_malformed'],
    ['the same id twice', describedProvider({ entity: 'ID="_a"', more: '<md:Extensions ID="_a"/>' }), 'import_malformed'],
    ['elements without end', describedMembers(Array.from({ length: 1_600 }, () => '<md:a><md:b/></md:a>'.repeat(2))), 'import_malformed'],
  ])('%s', async (_what, text, code) => {
    expect(await publisher.verdict(samlText(text))).toBe(code);
  });

  attack('two members of one name cannot be chosen between', async () => {
    expect(await publisher.verdict(samlText(twins, { entityId: idp }))).toBe('import_member_unknown');
  });

  attack('a member that is not there cannot be chosen', async () => {
    expect(await publisher.verdict(samlText(describedMembers([good]), { entityId: 'urn:other' }))).toBe('import_member_unknown');
  });

  attack('the chosen member must not have expired either', async () => {
    const members = describedMembers([good, describedProvider({ entityId: 'urn:old', entity: `validUntil="${at(-1)}"` })]);
    expect(await publisher.verdict(samlText(members, { entityId: 'urn:old' }))).toBe('saml_metadata_expired');
  });

  honest('of several members one is chosen by its name', async () => {
    const members = describedMembers([good, describedMembers([describedProvider({ entityId: 'urn:second' })])]);
    expect(await publisher.read(samlText(members))).toEqual({
      kind: 'several',
      providers: [
        { entityId: idp, name: null },
        { entityId: 'urn:second', name: null },
      ],
    });
    expect(await publisher.read(samlText(members, { entityId: 'urn:second' }))).toMatchObject({ kind: 'saml', entityId: 'urn:second' });
  });

  honest('a certificate that has ended is shown as such, because the key counts', async () => {
    const text = describedProvider({ certificates: [aCertificateOf(rsaKeys(), Date.parse(at(-86_400 * 3)))] });
    expect(await publisher.read(samlText(text))).toMatchObject({ kind: 'saml', certificates: [{ daysLeft: -3 }] });
  });
});

describe('a signature that was asked for', () => {
  const { attack, honest } = casesOf('import.signatures');
  const signedBy = aCertificateOf(rsaKeys());
  const signed = signDescription(describedProvider({ entity: 'ID="_m"' }), rsaKeys());
  const member = signDescription(
    describedMembers([describedProvider({ entity: 'ID="_n"' })]),
    rsaKeys(),
    "/*/*[local-name(.)='EntityDescriptor']",
  );

  attack.each([
    ['is missing', describedProvider(), 'import_unsigned'],
    ['is of another key', signDescription(describedProvider({ entity: 'ID="_m"' }), otherRsaKeys()), 'import_signature_wrong'],
    ['is of what stood there before', swap(signed, 'https://idp.example/sso', 'https://evil.example/sso'), 'import_signature_wrong'],
    ['covers one member and not the list', member, 'import_unsigned'],
    [
      'covers a member beside the one that is read',
      swap(member, '</md:EntitiesDescriptor>', `${describedProvider({ entityId: 'urn:evil' })}</md:EntitiesDescriptor>`),
      'import_unsigned',
    ],
    [
      'stands elsewhere',
      signed.replace(/(<ds:Signature[\s\S]*?<\/ds:Signature>)([\s\S]*)(<\/md:IDPSSODescriptor>)/, '$2$1$3'),
      'import_signature_wrong',
    ],
  ])('%s', async (_what, text, code) => {
    const entityId = text.includes('urn:evil') ? 'urn:evil' : idp;
    expect(await publisher.verdict(samlText(text, { signedBy, entityId }))).toBe(code);
  });

  attack('cannot be checked with what is no certificate, or a weak one', async () => {
    const verdicts = [pemOf(rsaKeys().publicKey).padEnd(500), aCertificateOf(shortRsaKeys())].map((text) =>
      publisher.verdict(samlText(signed, { signedBy: text })),
    );
    expect(await Promise.all(verdicts)).toEqual(['import_signer_unusable', 'import_signer_unusable']);
  });

  honest('that fits is told', async () => {
    expect(await publisher.read(samlText(signed, { signedBy }))).toMatchObject({ kind: 'saml', signatureChecked: true });
    expect(await publisher.read(samlText(signed))).toMatchObject({ kind: 'saml', signatureChecked: false });
  });

  honest('of a whole list covers the member that is chosen', async () => {
    const list = signDescription(describedMembers([describedProvider()], 'ID="_l"'), rsaKeys());
    expect(await publisher.read(samlText(list, { signedBy, entityId: idp }))).toMatchObject({ kind: 'saml', signatureChecked: true });
  });
});

function dripping(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  const drop = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drop));
}
