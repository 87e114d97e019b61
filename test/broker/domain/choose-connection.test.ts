import { describe, expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import { type Asked, type ChoiceFacts, type ConnectionChoice, chooseConnection } from '../../../broker/domain/choose-connection.ts';
import { parseEmail } from '../../../broker/domain/email-domains.ts';
import { aConnection } from '../../support/settings.ts';

const named = (id: string, name: string, differences: Partial<ReturnType<typeof aConnection>> = {}): Connection =>
  aConnection({ id, name, ...differences });

const borealis = named('borealis', 'Borealis Shipping');
const kestrel = named('kestrel', 'Kestrel Robotics');
const aurora = named('aurora', 'Äurora');
const off = named('off', 'Off', { enabled: false });
const anybody = named('anybody', 'Anybody', { domains: { mode: 'any-unclaimed' }, emailTrust: 'verified' });
const byCode: Connection = {
  id: 'code',
  protocol: 'email-code',
  preset: 'email-code',
  name: 'By e-mail',
  enabled: true,
  domains: { mode: 'list', list: ['small.example'] },
};
const all = [kestrel, borealis, aurora, off];

/** A browser of which nothing is known, at a portal that leaves the choice to people. */
const nothing: ChoiceFacts = {
  asked: { kind: 'nothing' },
  connections: all,
  terms: { connections: null, primaryConnection: null },
  portal: { primaryConnection: null, askForEmail: false },
  session: null,
  underWay: null,
  hints: [],
  remembered: null,
};
const settled = { connection: 'kestrel', trust: 'settled' } as const;
const asking = { primaryConnection: null, askForEmail: true };

/** The outcome in short: `depart borealis: wish`. */
function outcome(differences: Partial<ChoiceFacts>): string {
  const choice = chooseConnection({ ...nothing, ...differences });
  return `${choice.kind}${whereTo(choice)}: ${choice.because}`;
}

function whereTo(choice: ConnectionChoice): string {
  switch (choice.kind) {
    case 'depart':
    case 'confirm':
      return ` ${choice.connection.id}`;
    case 'choose':
      return ` ${choice.connections.map(({ id }) => id).join(' ')}`;
    case 'refuse':
      return ` ${choice.refusal.code}`;
    case 'ask-email':
      return choice.problem === null ? '' : ` ${choice.problem.code}`;
    case 'session':
      return '';
    default:
      return choice satisfies never;
  }
}

const chosen = (id: string): Asked => ({ kind: 'connection', id });
const another: Asked = { kind: 'another' };

describe('what decides, in this order', () => {
  test.each<[string, Partial<ChoiceFacts>, string]>([
    ['a choice on our own page', { asked: chosen('borealis'), hints: ['kestrel'], remembered: settled }, 'depart borealis: wish'],
    ['a session that counts', { session: { connection: 'borealis', mayAnswer: true }, hints: ['kestrel'] }, 'session: session'],
    [
      'the session’s connection, where it has to be a fresh sign-in',
      { session: { connection: 'borealis', mayAnswer: false }, hints: ['kestrel'] },
      'depart borealis: session.asked-afresh',
    ],
    ['a login that is under way', { underWay: 'borealis', remembered: settled }, 'depart borealis: under-way'],
    ['a link', { hints: ['borealis'], remembered: settled }, 'confirm borealis: hint'],
    [
      'what the browser remembers',
      { remembered: settled, terms: { connections: null, primaryConnection: 'borealis' } },
      'depart kestrel: remembered',
    ],
    [
      'the primary connection of the application',
      { terms: { connections: null, primaryConnection: 'aurora' }, portal: { ...asking, primaryConnection: 'borealis' } },
      'depart aurora: primary.party',
    ],
    ['the primary connection of the portal', { portal: { ...asking, primaryConnection: 'borealis' } }, 'depart borealis: primary.portal'],
    ['the e-mail question', { portal: asking }, 'ask-email: no-choice-made'],
    ['the person', {}, 'choose aurora borealis kestrel: no-choice-made'],
  ])('%s', (_, facts, expected) => {
    expect(outcome(facts)).toBe(expected);
  });
});

describe('a choice on our own page', () => {
  test.each<[string, Partial<ChoiceFacts>, string]>([
    ['replaces a session of another connection', { session: { connection: 'kestrel', mayAnswer: true } }, 'depart borealis: wish'],
    ['is content with the session that it leads to', { session: { connection: 'borealis', mayAnswer: true } }, 'session: wish'],
    ['changes where a login is under way to', { underWay: 'kestrel' }, 'depart borealis: wish'],
    [
      'is refused where the application does not let its people in',
      { terms: { connections: ['kestrel'], primaryConnection: null } },
      'refuse party_connection_refused: wish.party',
    ],
    ['is refused when the connection is gone', { connections: [kestrel, aurora] }, 'refuse login_connection_unknown: wish.unknown'],
  ])('%s', (_, facts, expected) => {
    expect(outcome({ asked: chosen('borealis'), ...facts })).toBe(expected);
  });

  test('of a connection that is off is refused', () => {
    expect(outcome({ asked: chosen('off') })).toBe('refuse login_connection_unknown: wish.unknown');
  });
});

describe('a session', () => {
  test('whose people the application does not let in does not count', () => {
    const session = { connection: 'borealis', mayAnswer: true };
    expect(outcome({ session, terms: { connections: ['kestrel', 'aurora'], primaryConnection: null } })).toBe(
      'choose aurora kestrel: no-choice-made',
    );
  });

  test('answers also whom a stale page of ours sends', () => {
    const session = { connection: 'borealis', mayAnswer: true };
    expect(outcome({ session, asked: another })).toBe('session: session');
    expect(outcome({ session, asked: { kind: 'address', domain: 'kestrel.example' }, portal: asking })).toBe('session: session');
  });

  test('that has to be proven afresh leaves room for another company', () => {
    expect(outcome({ session: { connection: 'borealis', mayAnswer: false }, asked: another })).toBe(
      'choose aurora borealis kestrel: another',
    );
  });
});

describe('a link that names a connection', () => {
  const hints = ['borealis'];

  test.each<[string, Partial<ChoiceFacts>, string]>([
    [
      'departs where this browser remembers the same',
      { remembered: { ...settled, connection: 'borealis' } },
      'depart borealis: hint, remembered',
    ],
    [
      'departs where the settings lead there anyway',
      { portal: { ...asking, primaryConnection: 'borealis' } },
      'depart borealis: hint, primary.portal',
    ],
    ['asks where the settings lead elsewhere', { portal: { ...asking, primaryConnection: 'kestrel' } }, 'confirm borealis: hint'],
    [
      'asks whom the same memory has led astray just now',
      { remembered: { connection: 'borealis', trust: 'left' } },
      'confirm borealis: hint',
    ],
    ['asks who has signed out', { remembered: { connection: 'borealis', trust: 'signed-out' } }, 'confirm borealis: hint'],
    ['is nothing where the connection is off', { hints: ['off'] }, 'choose aurora borealis kestrel: no-choice-made'],
    ['is nothing where there is no such connection', { hints: ['nobody'] }, 'choose aurora borealis kestrel: no-choice-made'],
    [
      'is nothing where the application does not let its people in',
      { terms: { connections: ['kestrel', 'aurora'], primaryConnection: null } },
      'choose aurora kestrel: no-choice-made',
    ],
    ['is nothing once the person wants another', { asked: another }, 'choose aurora borealis kestrel: another'],
    ['asks again whom it asked before', { underWay: 'kestrel' }, 'confirm borealis: hint'],
    ['may use the provider’s own name', { hints: ['https://borealis.example'] }, 'confirm borealis: hint'],
    [
      'is nothing when it is like a name',
      { hints: ['https://borealis.example/', 'Borealis', 'boreali', ''] },
      'choose aurora borealis kestrel: no-choice-made',
    ],
    [
      'may name several, and then they are the choice',
      { hints: ['borealis', 'nobody', 'kestrel'] },
      'choose borealis kestrel: hint.several',
    ],
  ])('%s', (_, facts, expected) => {
    expect(outcome({ hints, ...facts })).toBe(expected);
  });
});

describe('the same request once more', () => {
  test.each<[string, Partial<ChoiceFacts>, string]>([
    ['goes on where a memory led', { remembered: settled }, 'depart borealis: under-way'],
    ['goes on where the settings led', { portal: { primaryConnection: 'kestrel', askForEmail: true } }, 'depart borealis: under-way'],
    ['goes on where there is but one way', { connections: [borealis, off] }, 'depart borealis: under-way'],
    ['asks again who was asked: “back” is a way back', {}, 'choose aurora borealis kestrel: no-choice-made'],
    ['asks again for the address', { portal: asking }, 'ask-email: no-choice-made'],
    [
      'asks whom their memory led astray',
      { remembered: { connection: 'borealis', trust: 'left' } },
      'choose borealis aurora kestrel: no-choice-made',
    ],
  ])('%s', (_, facts, expected) => {
    expect(outcome({ underWay: 'borealis', ...facts })).toBe(expected);
  });
});

describe('what a browser remembers', () => {
  test.each<[string, Partial<ChoiceFacts>, string]>([
    [
      'is nothing where the connection is off',
      { remembered: { connection: 'off', trust: 'settled' } },
      'choose aurora borealis kestrel: no-choice-made',
    ],
    [
      'is nothing where the application does not let its people in',
      { remembered: settled, terms: { connections: ['borealis', 'aurora'], primaryConnection: null } },
      'choose aurora borealis: no-choice-made',
    ],
    [
      'is only the first of the choices after it led astray',
      { remembered: { ...settled, trust: 'left' } },
      'choose kestrel aurora borealis: no-choice-made',
    ],
    [
      'lets people past a primary connection that leads astray',
      { remembered: { ...settled, trust: 'left' }, portal: { primaryConnection: 'kestrel', askForEmail: false } },
      'choose kestrel aurora borealis: no-choice-made',
    ],
    [
      'leaves those who signed out to the settings',
      { remembered: { ...settled, trust: 'signed-out' }, portal: { primaryConnection: 'borealis', askForEmail: false } },
      'depart borealis: primary.portal',
    ],
    [
      'is the first of the choices after signing out',
      { remembered: { ...settled, trust: 'signed-out' } },
      'choose kestrel aurora borealis: no-choice-made',
    ],
    ['stays out of the way of who wants another', { remembered: settled, asked: another }, 'choose kestrel aurora borealis: another'],
  ])('%s', (_, facts, expected) => {
    expect(outcome(facts)).toBe(expected);
  });

  test('stands beside the e-mail question, to go on with', () => {
    expect(chooseConnection({ ...nothing, portal: asking, remembered: { ...settled, trust: 'signed-out' } })).toMatchObject({
      kind: 'ask-email',
      lastUsed: { id: 'kestrel' },
    });
  });
});

describe('one way in, or none', () => {
  test.each<[string, Partial<ChoiceFacts>, string]>([
    ['nobody is asked', { connections: [borealis, off], portal: asking }, 'depart borealis: only-one'],
    ['nobody can want another', { connections: [borealis, off], asked: another }, 'depart borealis: only-one'],
    ['nor can a link', { connections: [borealis, off], hints: ['off', 'nobody'] }, 'depart borealis: only-one'],
    ['there may be none at all', { connections: [] }, 'refuse login_no_connection: choice.none'],
    ['or none that is on', { connections: [off] }, 'refuse login_no_connection: choice.none'],
    ['or none that leads here', { terms: { connections: [], primaryConnection: 'borealis' } }, 'refuse login_no_connection: choice.none'],
    [
      'what is under way to a connection that is gone has ended',
      { underWay: 'nobody' },
      'refuse login_connection_unknown: under-way.unknown',
    ],
    [
      'or to one that leads here no more',
      { underWay: 'borealis', terms: { connections: ['kestrel'], primaryConnection: null } },
      'refuse party_connection_refused: under-way.party',
    ],
  ])('%s', (_, facts, expected) => {
    expect(outcome(facts)).toBe(expected);
  });
});

describe('an e-mail address', () => {
  const at = (domain: string, differences: Partial<ChoiceFacts> = {}) =>
    outcome({ asked: { kind: 'address', domain }, portal: asking, ...differences });

  test.each<[string, string, Partial<ChoiceFacts>, string]>([
    ['leads to who claims its domain', 'borealis.example', {}, 'depart borealis: address.claimed'],
    ['leads nowhere when nobody does', 'nobody.example', {}, 'ask-email login_company_not_found: address.unknown'],
    ['below a claimed domain leads nowhere', 'sub.borealis.example', {}, 'ask-email login_company_not_found: address.unknown'],
    ['above a claimed domain leads nowhere', 'example', {}, 'ask-email login_company_not_found: address.unknown'],
    ['beside a claimed domain leads nowhere', 'notborealis.example', {}, 'ask-email login_company_not_found: address.unknown'],
    ['of a connection that is off leads nowhere', 'off.example', {}, 'ask-email login_company_not_found: address.unknown'],
    [
      'of a connection that does not lead here leads nowhere',
      'borealis.example',
      { terms: { connections: ['kestrel', 'aurora'], primaryConnection: null } },
      'ask-email login_company_not_found: address.unknown',
    ],
    [
      'that is unclaimed leads to who takes those',
      'nobody.example',
      { connections: [...all, anybody] },
      'depart anybody: address.unclaimed',
    ],
    ['that is claimed does not', 'kestrel.example', { connections: [...all, anybody] }, 'depart kestrel: address.claimed'],
    [
      'claimed by what is off does not either',
      'off.example',
      { connections: [...all, anybody] },
      'ask-email login_company_not_found: address.unknown',
    ],
    [
      'below a claimed domain does not either',
      'a.kestrel.example',
      { connections: [...all, anybody] },
      'ask-email login_company_not_found: address.unknown',
    ],
    [
      'that several may speak for leaves the choice among them',
      'nobody.example',
      { connections: [...all, anybody, named('hub', 'Hub', { domains: { mode: 'any-unclaimed' } })] },
      'choose anybody hub: address.unclaimed',
    ],
    ['of nobody goes where customers with a code go', 'nobody.example', { connections: [...all, byCode] }, 'depart code: address.by-code'],
    ['of a customer with a code goes there', 'small.example', { connections: [...all, byCode] }, 'depart code: address.claimed'],
    [
      'is not looked up where companies are listed',
      'borealis.example',
      { portal: nothing.portal },
      'choose aurora borealis kestrel: another',
    ],
    ['goes before what is under way', 'borealis.example', { underWay: 'kestrel' }, 'depart borealis: address.claimed'],
    [
      'goes before a link and a memory',
      'borealis.example',
      { hints: ['kestrel'], remembered: settled },
      'depart borealis: address.claimed',
    ],
  ])('%s (%s)', (_, domain, facts, expected) => {
    expect(at(domain, facts)).toBe(expected);
  });

  test('is only ever compared in the one form that it is parsed to', () => {
    const domainOf = (text: string) => parseEmail(text)?.domain;
    expect(domainOf('Ada@BOREALIS.Example')).toBe('borealis.example');
    // Cyrillic letters that look like ours are another domain, and no customer's.
    expect(at(domainOf('ada@bоrealis.example') ?? '')).toBe('ask-email login_company_not_found: address.unknown');
  });

  test('shows no list of companies where they are not to be listed, and says how to go on', () => {
    const several = [...all, anybody, named('hub', 'Hub', { domains: { mode: 'any-unclaimed' } })];
    expect(
      chooseConnection({ ...nothing, connections: several, portal: asking, asked: { kind: 'address', domain: 'nobody.example' } }),
    ).toMatchObject({ kind: 'choose', byEmail: true });
  });
});

test('fifty connections stand in the order of their names, numbers as numbers, whatever order the settings have', () => {
  const fifty = Array.from({ length: 50 }, (_, index) => named(`c${index}`, `Company ${(index * 37) % 50}`));
  const choice = chooseConnection({ ...nothing, connections: fifty });
  expect(choice.kind === 'choose' && choice.connections.map(({ name }) => name)).toEqual(
    Array.from({ length: 50 }, (_, index) => `Company ${index}`),
  );
});
