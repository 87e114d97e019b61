import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type {
  ImportedRow,
  ImportPeopleRequest,
  ListPeopleRequest,
  PeoplePage,
  PersonCard,
  PersonSummary,
} from '../../contract/rpc/people.ts';
import type { RpcResult } from '../../contract/rpc/result.ts';
import { people as words } from '../../static/admin/i18n/people.ts';
import { bridge } from '../support/bridge.ts';
import { anOverview, callsOf, closePage, enter, field, ok, openPage, press, radio, refused } from './support/admin-page.tsx';

const idOf = (sign: string) => `a.${sign.repeat(43)}`;
const someone = (more: Partial<PersonSummary> = {}): PersonSummary => ({
  id: idOf('A'),
  address: 'ada@borealis.example',
  accountId: 'qm:ada',
  rule: 'policy',
  until: null,
  known: true,
  methods: ['totp', 'webauthn'],
  ...more,
});
const aCard = (more: Partial<PersonCard> = {}): PersonCard => ({
  ...someone(),
  displayName: 'Ada Aker',
  factors: [
    { kind: 'totp', addedAt: Date.UTC(2026, 0, 5), lastUsedAt: null },
    { kind: 'webauthn', addedAt: Date.UTC(2026, 1, 6), lastUsedAt: Date.UTC(2026, 2, 7, 8) },
  ],
  recoveryCodes: 7,
  rememberedBrowsers: 2,
  acts: [{ act: 'rule', reason: 'because', by: '712020:boss', at: Date.UTC(2026, 3, 8) }],
  self: false,
  ...more,
});
const aPage = (people: readonly PersonSummary[], more: Partial<PeoplePage> = {}): PeoplePage => ({
  people: [...people],
  next: null,
  counts: { named: people.length, required: 0, exempt: 0, enrolled: 0 },
  ...more,
});

let card: PersonCard;
beforeEach(() => {
  card = aCard();
  bridge.answers.set('people.list', () => ok(aPage([someone()])));
  bridge.answers.set('people.open', () => ok(card));
  bridge.answers.set('second-factor.state', () => refused('broker_no_answer'));
});
afterEach(closePage);

async function openPeople(): Promise<void> {
  await openPage('#/second-factor/people', anOverview());
  await waitFor(() => expect(screen.queryByLabelText(words.loading)).toBeNull());
}
const openAda = async (): Promise<void> => {
  await openPeople();
  await press(/^Open ada@/);
};
const dialog = () => screen.getByRole('dialog');

describe('the list of people', () => {
  test('shows who was added, what is said of them and what they have', async () => {
    const until = Date.UTC(2100, 2, 31, 23, 59);
    bridge.answers.set('people.list', () =>
      ok(
        aPage(
          [
            someone({ rule: 'required' }),
            someone({ id: idOf('B'), address: null, methods: [] }),
            someone({ id: idOf('C'), address: 'cy@x.example', rule: 'exempt', until, known: false, accountId: null, methods: [] }),
            someone({ id: idOf('D'), address: 'di@x.example', rule: 'exempt', until: 1 }),
            someone({ id: idOf('E'), address: null, accountId: null }),
          ],
          { counts: { named: 10_000, required: 1, exempt: 2, enrolled: 3 } },
        ),
      ),
    );
    await openPeople();
    const rows = within(screen.getByRole('list', { name: words.list }))
      .getAllByRole('listitem')
      .map((row) => row.textContent);
    expect(rows).toEqual(
      [
        expect.stringMatching(/^ada@borealis\.example Required.*Authenticator app, Security key/),
        expect.stringContaining(`Account qm:ada ${words.noFactor}`),
        expect.stringMatching(/^cy@x\.example Exempt until Mar 31, 2100.*Has not signed in yet/),
        expect.stringContaining('Exemption is over'),
        expect.stringContaining(words.someone),
      ].map((row) => row),
    );
    expect(screen.getByLabelText(words.counts.label).textContent).toContain('10,000 or more');
  });

  test('is asked for page by page, and anew for another choice', async () => {
    bridge.answers.set('people.list', (request) => {
      const { after } = request as ListPeopleRequest;
      return ok(
        aPage([someone({ id: idOf(after === null ? 'A' : 'B'), address: after === null ? 'one@x.example' : 'two@x.example' })], {
          next: after === null ? 'a.1.k' : null,
        }),
      );
    });
    await openPeople();
    await press(words.more);
    expect(screen.getAllByRole('button', { name: /^Open / })).toHaveLength(2);
    expect(screen.queryByRole('button', { name: words.more })).toBeNull();
    fireEvent.change(field(words.filter), { target: { value: 'exempt' } });
    await screen.findByRole('button', { name: /^Open one/ });
    expect(callsOf('people.list')).toEqual([
      { filter: 'all', after: null },
      { filter: 'all', after: 'a.1.k' },
      { filter: 'exempt', after: null },
    ]);
  });

  test('says that nobody is there, and why it is not shown', async () => {
    bridge.answers.set('people.list', () => ok(aPage([])));
    await openPeople();
    expect(screen.getByRole('heading', { name: words.empty.all })).toBeTruthy();
    bridge.answers.set('people.list', () => refused('not_administrator', [], 'CODE-1'));
    fireEvent.change(field(words.filter), { target: { value: 'required' } });
    expect((await screen.findByRole('alert')).textContent).toContain('CODE-1');
    bridge.answers.set('people.list', () => ok(aPage([someone()])));
    await press('Try again');
    expect(screen.getByRole('button', { name: /^Open ada@/ })).toBeTruthy();
  });

  test('finds one person by the whole of what names them, or offers to add them', async () => {
    bridge.answers.set('people.find', () => ok(null));
    await openPeople();
    await press(words.search.find);
    expect(screen.getByText(words.search.missing)).toBeTruthy();
    enter(words.search.label, ' bo@x.example ');
    await press(words.search.find);
    expect(callsOf('people.find')).toEqual([{ text: 'bo@x.example' }]);
    await press(words.search.addThem);
    expect((field(words.dialog.address) as HTMLInputElement).value).toBe('bo@x.example');
    await press('Cancel');
    enter(words.search.label, 'qm:nobody');
    await press(words.search.find);
    expect(screen.queryByRole('button', { name: words.search.addThem })).toBeNull();
    bridge.answers.set('people.find', () => ok(card));
    await press(words.search.find);
    expect(screen.getByRole('heading', { name: /Ada Aker/ })).toBeTruthy();
  });
});

describe('adding somebody', () => {
  test('needs an address, and of an exemption its last day and a reason', async () => {
    await openPeople();
    await press(words.add);
    await press(words.dialog.save, dialog());
    expect(screen.getByText(words.dialog.addressMissing)).toBeTruthy();
    enter(words.dialog.address, ' bo@x.example ');
    radio(/^Exempt for a while/);
    await press(words.dialog.save, dialog());
    expect(screen.getByText(words.dialog.untilMissing)).toBeTruthy();
    expect(screen.getByText(words.dialog.reasonMissing)).toBeTruthy();
    expect(callsOf('people.save')).toEqual([]);
    enter(words.dialog.until, '2027-03-31');
    enter(words.dialog.reason, 'new phone');
    bridge.answers.set('people.save', () => refused('person_is_self'));
    await press(words.dialog.save, dialog());
    expect(within(dialog()).getByRole('alert').textContent).toContain('Nobody does this for themselves');
    bridge.answers.set('people.save', () => ok(card));
    await press(words.dialog.save, dialog());
    expect(callsOf('people.save').at(-1)).toEqual({
      whom: { address: 'bo@x.example' },
      rule: 'exempt',
      until: Date.UTC(2027, 2, 31, 23, 59, 59, 999),
      reason: 'new phone',
    });
    expect(screen.getByRole('heading', { name: /Ada Aker/ })).toBeTruthy();
  });
});

describe('one person', () => {
  test('is shown with what they have, by whom what was done, and with the focus on their name', async () => {
    await openAda();
    expect(document.activeElement?.textContent).toContain('Ada Aker');
    const factors = within(screen.getByRole('list', { name: words.factorList }))
      .getAllByRole('listitem')
      .map((each) => each.textContent);
    expect(factors).toEqual([expect.stringMatching(/Authenticator app.*never used/), expect.stringMatching(/Security key.*last used/)]);
    expect(screen.getByRole('list', { name: words.history }).textContent).toMatch(/Rule set: because.*712020:boss/);
    await press(words.back);
    expect(screen.getByRole('button', { name: words.add })).toBeTruthy();
  });

  test('who is gone says so, and who cannot be loaded can be asked for again', async () => {
    bridge.answers.set('people.open', () => refused('broker_no_answer'));
    await openAda();
    bridge.answers.set('people.open', () => ok(null));
    await press('Try again');
    expect(screen.getByText(words.gone)).toBeTruthy();
  });

  test('is reset only with a reason, after a question, and what came of it is said', async () => {
    bridge.answers.set('people.reset', () => ok({ person: aCard({ factors: [], methods: [] }), factors: 2, sessions: 1, told: false }));
    await openAda();
    await press(words.reset);
    expect(dialog().textContent).toContain('cannot be undone');
    await press(words.act.reset.confirm, dialog());
    expect(screen.getByText(words.act.reasonMissing)).toBeTruthy();
    enter(words.act.reason, ' lost ');
    await press(words.act.reset.confirm, dialog());
    expect(callsOf('people.reset')).toEqual([{ id: idOf('A'), reason: 'lost' }]);
    expect(screen.getByText(/2 second factors and 1 sign-in are gone.*tell the person yourself/)).toBeTruthy();
    expect(screen.queryByRole('list', { name: words.factorList })).toBeNull();
  });

  test('gets a pass that is shown once', async () => {
    bridge.answers.set('people.pass', () => ok({ person: card, code: 'ABCD-EFGH-JKMN', expiresAt: Date.UTC(2026, 1, 1) }));
    bridge.answers.set('people.end-sessions', () => ok({ person: card, sessions: 0 }));
    await openAda();
    await press(words.pass);
    enter(words.act.reason, 'no phone');
    await press(words.act.pass.confirm, dialog());
    expect((field(words.done.passField) as HTMLInputElement).value).toBe('ABCD-EFGH-JKMN');
    await press(words.sessions);
    expect(screen.queryByLabelText(words.done.passField)).toBeNull();
    enter(words.act.reason, 'machine left open');
    await press(words.act.sessions.confirm, dialog());
    expect(screen.getByText('They were not signed in anywhere.')).toBeTruthy();
  });

  test('is forgotten after a question', async () => {
    bridge.answers.set('people.forget', () => refused('person_unknown'));
    await openAda();
    await press(words.forget);
    await press(words.forgetQuestion.confirm, dialog());
    expect(screen.getByRole('alert').textContent).toContain('not here any more');
    bridge.answers.set('people.forget', () => ok(null));
    await press(words.forget);
    await press(words.forgetQuestion.confirm, dialog());
    expect(screen.getByText(words.done.forgotten)).toBeTruthy();
  });

  test('who is the reader is offered nothing that loosens, and who never signed in nothing that needs it', async () => {
    card = aCard({ self: true });
    await openAda();
    const isOff = (name: string) => (screen.getByRole('button', { name }) as HTMLButtonElement).disabled;
    expect([words.reset, words.pass, words.forget, words.sessions].map(isOff)).toEqual([true, true, true, false]);
    closePage();
    bridge.answers.set('people.list', () => ok(aPage([someone()])));
    bridge.answers.set('people.open', () => ok(aCard({ known: false, factors: [], methods: [] })));
    await openAda();
    expect([words.reset, words.pass, words.forget, words.sessions].map(isOff)).toEqual([true, true, false, true]);
  });
});

describe('an import', () => {
  async function choose(content: string | Uint8Array): Promise<void> {
    const file = new File([content as never], 'people.csv', { type: 'text/csv' });
    // The reader of this environment lacks it; browsers have had it for years.
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    Object.defineProperty(file, 'arrayBuffer', {
      value: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    });
    await act(async () => void fireEvent.change(field(words.importer.file), { target: { files: [file] } }));
  }
  async function openImport(): Promise<void> {
    await openPeople();
    await press(words.import);
  }
  const answer = (request: unknown): RpcResult<readonly ImportedRow[]> =>
    ok(
      (request as ImportPeopleRequest).rows.map(({ line, address }) =>
        address.startsWith('me@') ? { line, outcome: 'refused', problem: 'self' } : { line, outcome: 'added', problem: null },
      ),
    );

  test('shows what would happen, line by line, before anything is written', async () => {
    bridge.answers.set('people.import', answer);
    await openImport();
    await press(words.importer.check);
    expect(screen.getByText(words.importer.noFile)).toBeTruthy();
    await choose('name,email,rule\nA,ada@x.example,required\nB,=1+1@x.example,required\nC,me@x.example,policy\nD,bo@x.example,perhaps');
    expect(screen.getByText('Not read: name.')).toBeTruthy();
    await press(words.importer.check);
    const shown = await screen.findByRole('region', { name: words.importer.previewTitle });
    expect(shown.textContent).toContain('1 person is added');
    expect(shown.textContent).toContain('3 lines are left out');
    for (const [line, text] of [
      ['3', words.problems.formula],
      ['4', words.problems.self],
      ['5', words.problems.rule],
    ])
      expect(shown.textContent).toContain(`Line ${line}: ${text}`);
    expect((callsOf('people.import') as ImportPeopleRequest[]).map(({ dryRun }) => dryRun)).toEqual([true]);
    await press(words.importer.run(1));
    await screen.findByRole('region', { name: words.importer.doneTitle });
    expect((callsOf('people.import') as ImportPeopleRequest[]).map(({ dryRun }) => dryRun)).toEqual([true, false]);
    await press(words.importer.again);
    expect(field(words.importer.file)).toBeTruthy();
  });

  test('of 20,000 people goes in calls that the broker takes, and says where it stopped', async () => {
    let calls = 0;
    bridge.answers.set('people.import', (request) => {
      calls++;
      return calls === 45 ? refused('broker_no_answer') : answer(request);
    });
    await openImport();
    await choose(`email\n${Array.from({ length: 20_000 }, (_, n) => `person-number-${n}@borealis.example`).join('\n')}`);
    await press(words.importer.check);
    await press(await screen.findByRole('button', { name: words.importer.run(20_000) }).then((button) => button.textContent ?? ''));
    expect(await screen.findByText(/It stopped after 2,000 lines/)).toBeTruthy();
    const sent = callsOf('people.import') as ImportPeopleRequest[];
    expect(Math.max(...sent.map((call) => call.rows.length))).toBeLessThanOrEqual(500);
    expect(Math.max(...sent.map((call) => JSON.stringify(call).length))).toBeLessThan(250_000);
    expect(new Set(sent.slice(0, 40).flatMap((call) => call.rows.map(({ address }) => address))).size).toBe(20_000);
  });

  test.each([
    [new Uint8Array([0xff, 0xfe, 0x61, 0]), words.faults['encoding-utf16']],
    [new Uint8Array([0x65, 0xe9]), words.faults.encoding],
    ['name\nAda', words.faults['no-address-column']],
    ['', words.faults.empty],
  ])('of another kind of file is refused in words', async (content, text) => {
    await openImport();
    await choose(content);
    expect(screen.getByRole('alert').textContent).toContain(text);
    expect((screen.getByRole('button', { name: words.importer.check }) as HTMLButtonElement).disabled).toBe(true);
  });
});
