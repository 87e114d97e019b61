import { describe, expect, test } from '@jest/globals';
import { type PhoneRules, readPhone } from '../../../broker/domain/phone.ts';

const wide: PhoneRules = { countries: ['NO', 'US', 'GB', 'DE', 'FR', 'SE'], voip: false };
const norway: PhoneRules = { countries: ['NO'], voip: false };

describe('a number is read', () => {
  test.each([
    ['+4740612345', wide],
    ['+47 406 12 345', wide],
    [' 0047 406-12-345 ', wide],
    ['+47 (406) 12.345', wide],
    ['406 12 345', norway],
    ['0047 40612345', norway],
    ['+47\u00a0406\u201112\u2011345', wide],
  ])('%s', async (typed, rules) => {
    expect(await readPhone(typed, rules)).toEqual({
      ok: true,
      phone: { number: '+4740612345', country: 'NO', hint: '+47 ** ** ** 45', prefix: '+4740612' },
    });
  });

  test.each([
    ['+1 206 555 0100', 'US', '+1 *** *** **00', '+120655'],
    ['+49 1511 2345678', 'DE', '+49 **** *****78', '+4915112'],
    ['+33612345678', 'FR', '+33 * ** ** ** 78', '+3361234'],
  ])('%s, and its hint tells two digits', async (typed, country, hint, prefix) => {
    expect(await readPhone(typed, wide)).toMatchObject({ ok: true, phone: { country, hint, prefix } });
  });
});

describe('is no number:', () => {
  test.each([
    '',
    'ada',
    '406 12 345',
    '+47',
    '+471',
    '+49 12',
    '+47 40612345 ext 2',
    'tel:+4740612345',
    '+4740612345;phone-context=x',
    '+47406\u0661\u0662345',
    '+47 406 12 345 +47 406 12 346',
    `+47${'4'.repeat(40)}`,
    '+44 7700 900123',
  ])('%s', async (typed) => {
    expect(await readPhone(typed, wide)).toEqual({ ok: false, because: 'not-a-number' });
  });
});

describe('no message goes to', () => {
  test.each([
    ['premium numbers', '+33 899 12 34 56', 'kind'],
    ['premium numbers of North America', '+1 900 555 1234', 'kind'],
    ['numbers that are free to call', '+1 800 555 1234', 'kind'],
    ['fixed lines', '+46 8 712 34 56', 'kind'],
    ['personal numbers', '+49 700 12345678', 'kind'],
    ['internet telephony', '+44 56 1234 5678', 'kind'],
    ['satellites (Globalstar, Iridium)', '+881 6 123 45678', 'country'],
    ['satellites (Inmarsat)', '+870 776 301 234', 'country'],
    ['international networks', '+882 16 1234 5678', 'country'],
    ['international premium numbers', '+979 1 2345 6789', 'country'],
    ['islands behind the code of a country that is allowed', '+1 876 555 1234', 'country'],
    ['islands behind another', '+44 7624 123456', 'country'],
    ['neighbours behind another', '+7 701 123 4567', 'country'],
  ])('%s', async (_, typed, because) => {
    expect(await readPhone(typed, wide)).toEqual({ ok: false, because });
  });

  test('anybody where no country is named', async () => {
    expect(await readPhone('+4740612345', { countries: [], voip: true })).toEqual({ ok: false, because: 'country' });
  });
});

test('internet telephony gets messages where it is allowed', async () => {
  expect(await readPhone('+44 56 1234 5678', { ...wide, voip: true })).toMatchObject({ ok: true, phone: { country: 'GB' } });
});
