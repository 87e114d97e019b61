import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { senderTestTexts } from '#contract/messages/en/sender-test';
import {
  Foreseen,
  ForeseeRequest,
  secondFactorRoutes as routes,
  SecondFactorState,
  SendTestRequest,
  SendTestResult,
} from '#contract/rpc/second-factor';
import type { SubjectKey, TenantId } from '../../domain/brands.ts';
import { sendCountedSms } from '../../domain/counted-sms.ts';
import { dbipAttribution } from '../../domain/geo-database.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Factors } from '../../domain/ports/factor.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Marks } from '../../domain/ports/marks.ts';
import type { Notices } from '../../domain/ports/notices.ts';
import type { Places } from '../../domain/ports/places.ts';
import type { SenderParts } from '../../domain/ports/sender-parts.ts';
import type { Snapshots } from '../../domain/ports/snapshots.ts';
import type { RateStore } from '../../domain/ports/stores/rate-store.ts';
import { sendTestMail, sendTestSms, type TestOutcome } from '../../domain/test-message.ts';
import { foreseeDescribed, readyMethods } from '../described-person.ts';
import { administratorOf, type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** Messages cost money and reach strangers: enough to try a sender out, and no more. */
const tests = { hour: { most: 10, ms: 3_600_000 }, day: { most: 20, ms: 24 * 3_600_000 } } as const;

/** Whom tests by SMS are counted for: nobody has this pseudonym. */
const administrators = 'administrators' as SubjectKey;

/** What the page *Second factor* asks. Nothing here changes settings. */
export function secondFactorRoutes(deps: {
  factors: Factors;
  senders: SenderParts;
  places: Places;
  snapshots: Snapshots;
  rates: RateStore;
  marks: Marks;
  notices: Notices;
  clock: Clock;
  log: Log;
  guard: Guard;
}): FastifyPluginAsyncTypebox {
  const { factors, senders, places, snapshots, rates, clock, log, guard } = deps;

  /** To the countries that are live, and counted like a number that somebody sets up: who may install an app may name any number. */
  async function testSms(tenant: TenantId, to: string): Promise<TestOutcome> {
    const { countries, perDay } = (await snapshots.live(tenant)).settings.secondFactor.methods['sms-code'];
    const who = { purpose: 'set-up', tenant, connection: '', person: administrators, network: null, perDay } as const;
    return sendTestSms(senders, to, countries, (sms, message) => sendCountedSms({ ...deps, sms }, who, message, clock.now()));
  }

  return async (app) => {
    app.route({
      ...endpoint(routes.state),
      ...guard(['admin']),
      schema: { response: { 200: SecondFactorState, ...errorReplies } },
      handler: async (request) => {
        const { settings } = await snapshots.live(tenantOf(request).id);
        const { mailer, sms, otp } = senders;
        return {
          ready: readyMethods(factors, settings),
          senders: { mail: mailer !== null, sms: sms !== null, otp: otp !== null },
          countries: places.isKnown,
          countriesBy: places.isKnown && places.source.isDbipLite ? dbipAttribution.text : null,
        };
      },
    });

    app.route({
      ...endpoint(routes.foresee),
      ...guard(['admin']),
      schema: { body: ForeseeRequest, response: { 200: Foreseen, ...errorReplies } },
      handler: async (request) => {
        const { settings } = await snapshots.live(tenantOf(request).id);
        return foreseeDescribed({ factors, places }, settings, request.body, clock.now());
      },
    });

    app.route({
      ...endpoint(routes.sendTest),
      ...guard(['admin'], { once: true }),
      schema: { body: SendTestRequest, response: { 200: SendTestResult, ...errorReplies } },
      handler: async (request) => {
        const { id: tenant } = tenantOf(request);
        // Counted before it is sent: of many at once none gets past the count.
        for (const [each, { most, ms }] of Object.entries(tests))
          if ((await rates.hit(`sender-test:${each}:${tenant}`, ms, clock.now())) > most)
            return { sent: false, text: senderTestTexts.tooMany };
        const wanted = request.body;
        const { ok, told } = wanted.way === 'mail' ? await sendTestMail(senders, wanted.to.trim()) : await testSms(tenant, wanted.to);
        log.info('senders.tested', { tenant, by: administratorOf(request), purpose: wanted.way, because: ok ? 'sent' : 'refused' });
        return { sent: ok, text: told };
      },
    });
  };
}
