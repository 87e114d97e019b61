import { describe, expect, test } from '@jest/globals';
import type { Protocol } from '#contract/settings/connection';
import { tenantFault } from '../../../broker/settings/tenant-rules.ts';
import { anEmailCodeConnection, aParty, aSamlConnection } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

const acme = { loginOrigin: 'https://acme-login.help.example', portalOrigin: 'https://acme.help.example' };
const everything = () => true;

test('a connection is refused whose protocol this broker does not speak', () => {
  const settings = someSettings({ connections: [aConnection(), aSamlConnection()] });
  const speaks = (protocol: Protocol) => protocol === 'oidc';
  expect(tenantFault(acme, settings, speaks)).toEqual({
    code: 'connection_unsupported',
    problems: [{ path: '/connections/1/protocol', message: 'this broker does not speak "saml"' }],
  });
  expect(tenantFault(acme, settings, everything)).toBeNull();
});

describe('a code by e-mail, where the broker sends none', () => {
  const speaks = (protocol: Protocol) => protocol !== 'email-code';
  const byMail = anEmailCodeConnection();

  test('is refused with what has to be done about it', () => {
    expect(tenantFault(acme, someSettings({ connections: [byMail] }), speaks)).toEqual({
      code: 'connection_needs_mail',
      problems: [
        {
          path: '/connections/0/protocol',
          message: 'the broker cannot send e-mail yet: whoever runs it has to set SMTP_URL and MAIL_FROM',
        },
      ],
    });
  });

  test('keeps nothing from going live once it is turned off', () => {
    expect(tenantFault(acme, someSettings({ connections: [{ ...byMail, enabled: false }] }), speaks)).toBeNull();
  });

  test('is one of two reasons beside a protocol that is not known at all', () => {
    const found = tenantFault(acme, someSettings({ connections: [byMail, aSamlConnection()] }), () => false);
    expect(found).toMatchObject({
      code: 'connection_unsupported',
      problems: [{ path: '/connections/0/protocol' }, { path: '/connections/1/protocol' }],
    });
  });
});

test('a certificate is refused that only looks like one', () => {
  const text = Buffer.concat([Buffer.from([0x30, 0x82, 1, 0]), Buffer.alloc(256, 5)]).toString('base64');
  const settings = someSettings({
    connections: [aSamlConnection({ certificates: [text] })],
    parties: [aParty({ certificates: [text], encryptTo: text })],
  });
  expect(tenantFault(acme, settings, everything)?.problems.map(({ path }) => path)).toEqual([
    '/connections/0/certificates/0',
    '/parties/0/certificates/0',
    '/parties/0/encryptTo',
  ]);
});

describe('a name of ours is nobody else’s:', () => {
  test.each(['/saml/portal', '/saml/metadata', '', '/saml/connections/kestrel'])('%s below the login host', (path) => {
    const entityId = `${acme.loginOrigin}${path}`;
    expect(tenantFault(acme, someSettings({ parties: [aParty({ entityId })] }), everything)).toMatchObject({
      code: 'settings_invalid',
      problems: [{ path: '/parties/0/entityId' }],
    });
    expect(tenantFault(acme, someSettings({ connections: [aSamlConnection({ entityId })] }), everything)).toMatchObject({
      problems: [{ path: '/connections/0/entityId' }],
    });
  });

  test('in whatever letters, and below the portal too', () => {
    const parties = [
      aParty({ entityId: 'HTTPS://Acme-Login.help.example/saml/portal' }),
      aParty({ id: 'b', entityId: `${acme.portalOrigin}/x` }),
    ];
    expect(tenantFault(acme, someSettings({ parties }), everything)?.problems.map(({ path }) => path)).toEqual([
      '/parties/0/entityId',
      '/parties/1/entityId',
    ]);
  });

  test('another host that only begins alike is somebody else', () => {
    const parties = [aParty({ entityId: `${acme.loginOrigin}.evil.example/saml` })];
    expect(tenantFault(acme, someSettings({ parties }), everything)).toBeNull();
  });
});
