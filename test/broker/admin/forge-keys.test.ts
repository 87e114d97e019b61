import { expect, test } from '@jest/globals';
import { createForgeKeys } from '../../../broker/admin/forge-keys.ts';
import { createInvocationVerifier } from '../../../broker/admin/verify-invocation.ts';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { createForgeSigner, testApiBase, testAppId } from '../../support/forge-token.ts';

const url = 'https://forge.example/jwks.json';

function arrange(answer: () => Promise<{ status: number; body: string }>) {
  const asked: string[] = [];
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock = { now: () => now };
  const outbound: Outbound = {
    async send(request) {
      asked.push(request.url);
      const { status, body } = await answer();
      return { status, headers: {}, body: Buffer.from(body) };
    },
    refusalOf: () => null,
  };
  const keys = createForgeKeys({ url, outbound, clock });
  return {
    asked,
    clock,
    verify: createInvocationVerifier({ appId: testAppId, apiBase: testApiBase, keys, clock }),
    later: (ms: number) => (now += ms),
  };
}

test('fetches the keys through the guarded pool, once for many tokens', async () => {
  let signer = await createForgeSigner(Date.now);
  const { asked, clock, verify } = arrange(async () => ({ status: 200, body: JSON.stringify(signer.jwks) }));
  signer = await createForgeSigner(clock.now);
  for (let i = 0; i < 3; i += 1) expect((await verify(`Bearer ${await signer.token()}`)).ok).toBe(true);
  expect(asked).toEqual([url]);
});

test('keys that cannot be had are a failure of the broker, not of the token', async () => {
  const { clock, verify } = arrange(async () => ({ status: 503, body: '' }));
  const token = await (await createForgeSigner(clock.now)).token();
  await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'outbound_failed' });
});

test.each(['not json', '{}', '{"keys":"none"}'])('so is the answer %s', async (body) => {
  const { clock, verify } = arrange(async () => ({ status: 200, body }));
  const token = await (await createForgeSigner(clock.now)).token();
  await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'outbound_failed' });
});

test('a failed fetch is not repeated for five seconds, so that junk tokens cause no storm', async () => {
  const { asked, clock, verify, later } = arrange(async () => {
    throw new AppError('outbound_timeout');
  });
  const token = await (await createForgeSigner(clock.now)).token();
  await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'outbound_timeout' });
  await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'outbound_failed' });
  expect(asked).toHaveLength(1);
  later(5_000);
  await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'outbound_timeout' });
  expect(asked).toHaveLength(2);
});
