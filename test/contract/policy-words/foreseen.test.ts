import { expect, test } from '@jest/globals';
import { demandWords, outcomeSentence, stepStrip } from '#contract/policy-words/foreseen';
import { plainNames } from '#contract/policy-words/names';
import type { Foreseen, ForeseenStep } from '#contract/rpc/second-factor';

const foreseen = (changes: Partial<Foreseen>): Foreseen => ({
  denied: null,
  demands: [],
  steps: [{ kind: 'enter' }],
  because: '',
  networks: [],
  country: null,
  policy: { preset: 'recommended' },
  ...changes,
});

const enter: ForeseenStep = { kind: 'enter' };
const enrol = (mayWaitDays = 0): ForeseenStep => ({ kind: 'enrol', methods: ['totp'], mayWaitDays });
const challenge: ForeseenStep = { kind: 'challenge', methods: ['totp', 'sms-code'] };
const ask: ForeseenStep = { kind: 'ask-provider', strength: 'strong' };

test.each<[ForeseenStep[], string]>([
  [[enter], 'This person gets in without a second factor here.'],
  [[challenge, enter], 'This person is asked for a second factor, and then gets in.'],
  [[challenge, enrol(), enter], 'This person is asked for a second factor, and has to set up a better one, and then gets in.'],
  [[enrol(), enter], 'This person has to set up a second factor, and then gets in.'],
  [[enrol(14), enter], 'This person has to set up a second factor, now or within the days of grace, and then gets in.'],
  [[ask, enter], 'This person is sent back to the company, and gets in without a second factor here.'],
  [[ask, challenge, enter], 'This person is sent back to the company, and is asked for a second factor, and then gets in.'],
  [[{ kind: 'deny' }], 'This person is turned away.'],
  [[{ kind: 'unreachable' }], 'This person does not get in: nobody can show what is asked for.'],
])('%j in a sentence', (steps, sentence) => expect(outcomeSentence({ steps })).toBe(sentence));

test('every step has a title and a text, the company first', () => {
  const steps: ForeseenStep[] = [ask, challenge, enrol(7), enter, { kind: 'deny' }, { kind: 'unreachable' }];
  expect(stepStrip({ steps }, 'Borealis', 'the help centre').map(({ title, text }) => `${title}: ${text}`)).toEqual([
    'Signs in: At Borealis.',
    'Back to the company: Borealis is asked to check the person again.',
    'Second factor: Authenticator app or Code by text message.',
    'Sets one up: Authenticator app. May be put off for 7 days from the first time.',
    'Gets in: Into the help centre.',
    'Turned away: A rule says so. The person is told whom to ask.',
    'Cannot go on: What is asked for is something that this person has not and cannot set up here.',
  ]);
});

test('the rules that decide are told as sentences, each with how it stands', () => {
  const factor = { ask: 'factor', strength: 'any', rememberedBrowser: true } as const;
  const said = demandWords(
    foreseen({
      demands: [
        { part: 'otherwise', index: 0, name: null, outcome: factor, metBy: 'remembered-browser', couldMeet: ['totp'] },
        {
          part: 'raise',
          index: 2,
          name: 'Many wrong answers before',
          outcome: { ...factor, rememberedBrowser: false },
          metBy: null,
          couldMeet: [],
        },
        { part: 'person', index: 0, name: null, outcome: factor, metBy: null, couldMeet: ['totp'] },
        { part: 'person', index: 0, name: null, outcome: { ask: 'nothing' }, metBy: 'nothing-asked', couldMeet: [] },
      ],
    }),
    plainNames,
  );
  expect(said.map(({ rule, standing }) => `${rule} ${standing}`)).toEqual([
    'For everybody else: a second factor is asked for, unless the browser is remembered. Met by the remembered browser.',
    'On top of that, if there were 5 wrong answers or more since the last right one: a second factor is asked for. Open: nothing that this person has meets it.',
    'For this person in any case: a second factor is asked for, unless the browser is remembered. Open: met once this is shown: Authenticator app.',
    'This person is exempt for a while. Met: nothing is asked.',
  ]);
  expect(said.map(({ met }) => met)).toEqual([true, false, false, true]);
});

test('a rule that turns away is the only one that is told', () => {
  const rules = { deny: [{ name: 'No', when: { countries: ['BR'] } }], list: [], otherwise: { ask: 'nothing' as const }, raise: [] };
  expect(demandWords(foreseen({ denied: { index: 0, name: 'No' }, policy: { preset: 'own', rules } }), plainNames)).toEqual([
    { rule: 'Nobody gets in if the person is in Brazil.', name: 'No', standing: 'It fits, so the sign-in ends here.', met: false },
  ]);
});
