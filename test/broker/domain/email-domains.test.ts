import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asciiDomain, claimantOf, parseEmail } from '../../../broker/domain/email-domains.ts';
import { aConnection } from '../../support/settings.ts';

describe('an e-mail address that decides about an account', () => {
  test.each([
    ['ada@borealis.example', 'ada@borealis.example', 'borealis.example'],
    ['Ada.Aalto+jira@Borealis.EXAMPLE', 'Ada.Aalto+jira@borealis.example', 'borealis.example'],
    ["o'hara_1~x@mail.borealis.example", "o'hara_1~x@mail.borealis.example", 'mail.borealis.example'],
    ['bo@bücher.example', 'bo@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bo@BÜCHER.example', 'bo@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bo@xn--bcher-kva.example', 'bo@xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('is read: %s', (text, address, domain) => {
    expect(parseEmail(text)).toEqual({ address, domain });
  });

  test.each([
    ['nothing', ''],
    ['no @', 'borealis.example'],
    ['two @', 'ada@evil.example@borealis.example'],
    ['an @ in quotes', '"ada@evil.example"@borealis.example'],
    ['quotes', '"ada"@borealis.example'],
    ['a comment', 'ada(x)@borealis.example'],
    ['angle brackets', 'Ada <ada@borealis.example>'],
    ['two addresses', 'ada@borealis.example,bo@borealis.example'],
    ['no local part', '@borealis.example'],
    ['no domain', 'ada@'],
    ['a leading dot', '.ada@borealis.example'],
    ['a trailing dot in the local part', 'ada.@borealis.example'],
    ['two dots', 'a..da@borealis.example'],
    ['a space', 'a da@borealis.example'],
    ['a space around', ' ada@borealis.example'],
    ['a line break', 'ada@borealis.example\n'],
    ['a NUL', 'ada\u0000@borealis.example'],
    ['a Cyrillic a', '\u0430da@borealis.example'],
    ['a full-width @', 'ada\uff20borealis.example'],
    ['a local part of 65 characters', `${'a'.repeat(65)}@borealis.example`],
    ['more than 254 characters', `ada@${'a.'.repeat(124)}example`],
    ['a single label', 'ada@localhost'],
    ['a trailing dot in the domain', 'ada@borealis.example.'],
    ['an empty label', 'ada@borealis..example'],
    ['a leading hyphen', 'ada@-borealis.example'],
    ['an underscore', 'ada@bore_alis.example'],
    ['a path', 'ada@borealis.example/x'],
    ['a port', 'ada@borealis.example:443'],
    ['a query', 'ada@borealis.example?x'],
    ['percent encoding', 'ada@%62orealis.example'],
    ['an address literal', 'ada@[192.0.2.1]'],
    ['a number', 'ada@192.0.2.44'],
    ['a hexadecimal number', 'ada@0x7f.1'],
    ['full-width letters', 'ada@\uff42orealis.example'],
    ['an ideographic full stop', 'ada@borealis\u3002example'],
    ['a soft hyphen', 'ada@bore\u00adalis.example'],
    ['a zero-width joiner', 'ada@bore\u200dalis.example'],
    ['punycode that is none', 'ada@xn--a.example'],
    ['punycode of plain letters', 'ada@xn--borealis-.example'],
    ['an emoji domain', 'ada@\u2603.example'],
  ])('is refused with %s', (_, text) => {
    expect(parseEmail(text)).toBeNull();
  });
});

test('a domain in decomposed letters is the same domain', () => {
  expect(asciiDomain('bu\u0308cher.example')).toBe('xn--bcher-kva.example');
});

test('whatever is read is plain ASCII with one @, means itself when read again, and is in the domain it names', () => {
  const pieces = fc.constantFrom(
    'a',
    'Z',
    '9',
    '.',
    '-',
    '@',
    '"',
    '\\',
    ' ',
    '%',
    'xn--',
    'ü',
    '\uff41',
    '\u3002',
    '\u00ad',
    '/',
    '(',
    '\u0000',
    'borealis',
    '.example',
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: pieces, maxLength: 24 }), fc.emailAddress(), fc.string()), (text) => {
      const email = parseEmail(text);
      if (email === null) return;
      expect(email.address).toMatch(/^[\x21-\x7e]+$/);
      expect(email.address.split('@')).toEqual([text.split('@')[0], email.domain]);
      expect(parseEmail(email.address)).toEqual(email);
      expect(asciiDomain(email.domain)).toBe(email.domain);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

describe('the connection that claims a domain', () => {
  const listing = aConnection({ id: 'borealis', domains: { mode: 'list', list: ['borealis.example', 'borealis.test'] } });
  const off = aConnection({ id: 'old', enabled: false, domains: { mode: 'list', list: ['retired.example'] } });
  const anybody = aConnection({ id: 'google', domains: { mode: 'any-unclaimed' } });
  const all = [anybody, listing, off];

  test.each([
    ['borealis.example', 'borealis'],
    ['borealis.test', 'borealis'],
    ['mail.borealis.example', 'borealis'],
    ['a.b.borealis.example', 'borealis'],
    ['retired.example', 'old'],
  ])('%s is claimed by %s', (domain, id) => {
    expect(claimantOf(domain, all)?.id).toBe(id);
  });

  test.each(['example', 'kestrel.example', 'notborealis.example', 'borealis.example.test', 'xborealis.example'])(
    'nobody claims %s',
    (domain) => {
      expect(claimantOf(domain, all)).toBeNull();
    },
  );
});
