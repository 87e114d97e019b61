import { describe, expect, test } from '@jest/globals';
import { cameBack, type Entry, isAskedBy, type LogoutWay, outcomeOf, takingUp, tellingNobody } from '../../../broker/domain/logout.ts';

const entry = (application: string): Entry => ({
  application,
  party: `https://${application}.example`,
  sessionIndex: `index of ${application}`,
  nameId: { value: 'ada', format: 'urn:f' },
});
const asker = { kind: 'party', party: 'https://wiki.example', application: 'wiki', requestId: '_1', relayState: null } as const;
const aWay = (more: Partial<LogoutWay> = {}): LogoutWay => ({
  asker,
  at: null,
  waiting: [],
  upstream: null,
  told: [],
  untold: [],
  provider: null,
  ...more,
});
const atCrm = { kind: 'application', entry: entry('crm'), requestId: '_2' } as const;
const atProvider = { kind: 'provider', connection: 'okta', requestId: '_3' } as const;

describe('a sign-out on its way', () => {
  test('counts who confirmed, and who did not', () => {
    expect(cameBack(aWay({ at: atCrm }), true)).toMatchObject({ at: null, told: ['crm'], untold: [] });
    expect(cameBack(aWay({ at: atCrm }), false)).toMatchObject({ at: null, told: [], untold: ['crm'] });
    expect(cameBack(aWay({ at: atProvider }), true)).toMatchObject({ at: null, provider: 'told' });
    expect(cameBack(aWay({ at: atProvider }), false)).toMatchObject({ at: null, provider: 'untold' });
    expect(cameBack(aWay(), false)).toEqual(aWay());
  });

  test('ends well when everybody confirmed who was asked', () => {
    expect(outcomeOf(aWay({ told: ['crm'] }))).toBe('success');
    expect(outcomeOf(aWay({ provider: 'told' }))).toBe('success');
    expect(outcomeOf(aWay({ told: ['crm'], untold: ['wiki'] }))).toBe('partial');
    expect(outcomeOf(aWay({ provider: 'untold' }))).toBe('partial');
  });

  test('takes up what an earlier one left, whose stop did not answer', () => {
    const upstream = { connection: 'okta', session: { sid: null, idToken: null, nameId: null } };
    const earlier = aWay({ at: atCrm, waiting: [entry('wiki'), entry('desk')], upstream, told: ['a'], untold: ['b'] });
    const taken = takingUp(aWay({ waiting: [entry('new')] }), earlier);
    expect(taken).toMatchObject({ asker, upstream, told: ['a'], untold: ['b', 'crm'] });
    expect(taken.waiting.map(({ application }) => application)).toEqual(['new', 'desk']);
    expect(takingUp(aWay(), null)).toEqual(aWay());
  });

  test('that tells nobody says so of each', () => {
    const way = tellingNobody(aWay({ waiting: [entry('crm'), entry('desk')], untold: ['wiki'] }));
    expect(way).toEqual(aWay({ untold: ['wiki', 'crm', 'desk'] }));
    expect([outcomeOf(way), outcomeOf(tellingNobody(aWay()))]).toEqual(['partial', 'success']);
  });

  test('does not ask a provider that has asked itself', () => {
    const upstream = { connection: 'okta', session: { sid: null, idToken: null, nameId: null } };
    const byProvider = aWay({ asker: { kind: 'provider', connection: 'okta', requestId: '_4', relayState: null } });
    expect(takingUp(byProvider, aWay({ upstream })).upstream).toBeNull();
    expect(isAskedBy(byProvider.asker, entry('wiki'))).toBe(false);
    expect([isAskedBy(asker, entry('wiki')), isAskedBy(asker, entry('crm'))]).toEqual([true, false]);
  });
});
