/** Test messages, in the hands of somebody who has installed the app on a site of their own to have messages sent. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { type SendTestResult, secondFactorRoutes } from '#contract/rpc/second-factor';
import type { Sms } from '../../../broker/domain/ports/sms-sender.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { someSettings } from '../../support/settings.ts';

let bench: AdminBench;
let messages: Sms[];
beforeEach(async () => {
  messages = [];
  const sms = {
    perDay: 4,
    send: async (message: Sms) => {
      messages.push(message);
      return { sent: true as const, id: 'm-1' };
    },
    problem: async () => null,
    close: async () => undefined,
  };
  bench = await openAdminBench({ senders: { mailer: null, sms, otp: null, push: undefined as never } });
  await bench.install();
  const { secondFactor } = someSettings({});
  const methods = { ...secondFactor.methods, 'sms-code': { ...secondFactor.methods['sms-code'], countries: ['NO'], perDay: 100_000 } };
  const tenant = (await bench.storage.tenants.findBySlug('acme')) as Tenant;
  await bench.makeLive(tenant, 1, someSettings({ secondFactor: { ...secondFactor, methods } }));
});
afterEach(() => bench.close());

const { method, path: url } = secondFactorRoutes.sendTest;
const sends = async (to: string, more = {}) => bench.call({}, { method, url, body: { way: 'sms', to, ...more } });

describe('a test message is not sent', () => {
  const { attack, honest } = casesOf('sent-code.fraud');

  honest('unless to a number of a country that is live', async () => {
    expect((await sends('+47 406 12 345')).body as SendTestResult).toMatchObject({ sent: true });
  });

  attack('to a country that the call names', async () => {
    expect((await sends('+371 20 123 456', { countries: ['LV'] })).status).toBe(400);
    expect((await sends('+371 20 123 456')).body).toMatchObject({ sent: false });
    expect(messages).toEqual([]);
  });

  attack('when what the operator allows for set-ups of one tenant is spent, whatever the settings allow', async () => {
    for (let each = 0; each < 5; each += 1) await sends(`+47 406 12 ${340 + each}`);
    expect(messages).toHaveLength(1);
  });
});
