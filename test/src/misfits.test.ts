import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import type { ConnectionView } from '#contract/rpc/admin';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import { aParty } from '../support/connections.ts';
import { eventually } from '../support/eventually.ts';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

const codeByMail: ConnectionDraft = {
  id: 'kestrel',
  protocol: 'email-code',
  preset: 'email-code',
  name: 'Kestrel',
  enabled: true,
  domains: { mode: 'list', list: ['kestrel.example'] },
};
const noMail = { code: 'connection_needs_mail', supportCode: null } as const;
const says = 'the broker cannot send e-mail yet: whoever runs it has to set SMTP_URL and MAIL_FROM';

let site: ForgeSite;
let complaints: { readonly mock: { readonly calls: readonly unknown[] } };
/** The call that nobody waits for any more ends before the test does. */
const hangsUp = async (): Promise<void> => {
  await site.broker.close();
  await eventually(() => complaints.mock.calls.length > 0, 'the end of the call that hung');
};
beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  site = await startForgeSite();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await site.close();
});

const asked = () => site.broker.calls.filter(({ route }) => route === 'checkSettings').map(({ body }) => body);
const revision = async () => (await site.value('ada', 'overview.load', {})).saved.revision;

describe('what the broker would not take', () => {
  test('is refused before it is stored, by name, and what comes after it goes live', async () => {
    site.broker.refuse = { ...noMail, route: 'checkSettings', problems: [{ path: '/connections/0/protocol', message: says }] };
    const request = { expectRevision: 0, create: true, connection: codeByMail };
    expect(await site.refused('ada', 'connection.save', request)).toEqual({
      code: 'connection_needs_mail',
      ...errorWords.connection_needs_mail,
      problems: [{ path: '/connection/protocol', message: `“Kestrel”: ${says}` }],
      supportCode: null,
    });
    expect(await revision()).toBe(0);
    site.broker.refuse = null;
    expect(await site.add()).toMatchObject({ saved: { revision: 1 }, live: { revision: 1 }, liveProblem: null });
  });

  test('has its place in the form of an application too', async () => {
    site.broker.refuse = {
      route: 'checkSettings',
      code: 'settings_invalid',
      supportCode: null,
      problems: [{ path: '/parties/0/entityId', message: 'is a name of this help centre itself' }],
    };
    const party = aParty();
    const error = await site.refused('ada', 'party.save', { expectRevision: 0, create: true, party });
    expect(error.problems).toEqual([{ path: '/party/entityId', message: `“${party.name}”: is a name of this help centre itself` }]);
  });

  test('is found among what a save adds or changes: nothing else is sent', async () => {
    await site.add();
    await site.add({ id: 'cirrus', name: 'Cirrus', domains: { mode: 'list', list: ['cirrus.example'] } });
    expect(asked()).toEqual([
      { connections: [expect.objectContaining({ id: 'borealis' })], parties: [] },
      { connections: [expect.objectContaining({ id: 'cirrus' })], parties: [] },
    ]);
    expect(JSON.stringify(asked())).not.toContain('first-client-secret');
    await site.value('ada', 'policy.save', { expectRevision: 2, policy: { preset: 'nobody' } });
    await site.value('ada', 'connection.remove', { expectRevision: 3, id: 'cirrus' });
    expect(asked()).toHaveLength(2);
  });

  test('that is live already, because the broker lost something, is told by name beside every later save', async () => {
    await site.add();
    site.broker.refuse = { ...noMail, route: 'activate', problems: [{ path: '/connections/0/protocol', message: says }] };
    const overview = await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'nobody' } });
    expect(overview.saved.revision).toBe(2);
    expect(overview.liveProblem).toEqual({
      ...errorWords.connection_needs_mail,
      problems: [`“${overview.connections.map(({ name }: ConnectionView) => name).join()}”: ${says}`],
      supportCode: null,
    });
  });
});

describe('a broker that cannot say', () => {
  test.each(['database_unavailable', 'request_malformed', 'internal'] as const)('(%s) keeps nobody from saving', async (code) => {
    site.broker.refuse = { route: 'checkSettings', code, supportCode: null };
    expect(await site.add()).toMatchObject({ saved: { revision: 1 }, live: { revision: 1 }, liveProblem: null });
  });

  test('because it is down keeps nobody from saving', async () => {
    await site.broker.close();
    expect((await site.add()).saved.revision).toBe(1);
  });

  test('because it hangs is not waited for', async () => {
    site.broker.silent = 'checkSettings';
    expect(await site.add()).toMatchObject({ saved: { revision: 1 }, live: { revision: 1 } });
    await hangsUp();
  }, 15_000);
});

test('a connection that is saved turned off is asked about like any other', async () => {
  await site.value('ada', 'connection.save', { expectRevision: 0, create: true, connection: aDraft({ enabled: false }) });
  expect(asked()).toEqual([{ connections: [expect.objectContaining({ enabled: false })], parties: [] }]);
});

test('a broker that hangs while what was saved is sent does not keep the page waiting for the end of the function', async () => {
  site.broker.silent = 'missingParts';
  const overview = await site.add();
  expect(overview).toMatchObject({ saved: { revision: 1 }, live: null, liveProblem: errorWords.broker_unreachable });
  await hangsUp();
}, 30_000);
