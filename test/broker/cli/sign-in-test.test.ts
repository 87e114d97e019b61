import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aFailedOutcome, anOutcome, aView } from '../../support/builders/sign-in-test.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { someSettings } from '../../support/settings.ts';

let bench: CliBench;

beforeEach(async () => {
  bench = await openCliBench();
  await bench.run('tenant', 'add', '--slug', 'acme');
  bench.write('acme.yaml', someSettings());
  await bench.run('config', 'apply', 'acme.yaml', '--tenant', 'acme');
});
afterEach(() => bench.close());

const run = (...more: string[]) => bench.run('connection', 'test', 'acme', 'borealis', '--sign-in', ...more);

describe('connection test --sign-in', () => {
  test('prints a link, waits while somebody signs in, and tells what came back', async () => {
    bench.state.signInTest = [aView(), aView({ state: 'under-way' }), aView({ state: 'done', outcome: anOutcome() })];
    const { code, out, err } = await run();
    expect(err).toContain('/test/the-ticket');
    expect(out.split('\n')).toEqual([
      'ok      signature: The signature fits.',
      'look    groups: No groups came.',
      '',
      'Received:',
      '  email: ada@borealis.example',
      '',
      'Organizations in Jira today: Borealis',
      '',
      'Applications:',
      '  Portal: Is asked for a second factor. (preset:everybody)',
      '',
      'The test worked',
    ]);
    expect([code, bench.state.pausedMs, bench.state.signInTestOf]).toEqual([0, 6_000, ['acme borealis']]);
  });

  test('ends with 1 and says what to mend when the sign-in fails', async () => {
    bench.state.signInTest = [aView({ state: 'done', outcome: aFailedOutcome })];
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('FAILED  audience: The message was made for another application.\n-       subject');
    expect(out).toContain('Refused: saml_audience_mismatch (AudienceRestriction)\nLook at: ourEntityId. The message was made');
    expect(out).toContain('  Audience URI: https://acme-login.example/saml/connections/okta');
  });

  test('gives everything as JSON, messages included', async () => {
    bench.state.signInTest = [aView({ state: 'done', outcome: anOutcome() })];
    expect(JSON.parse((await run('--json')).out)).toEqual(anOutcome());
  });

  test.each([
    ['the link was not used in time', aView({ state: 'expired' })],
    ['the test is gone', null],
  ])('ends with 1 when %s', async (_what, view) => {
    bench.state.signInTest = [view];
    expect(await run()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Start again') });
  });
});
