import { randomBytes } from 'node:crypto';
import { type Config, loadConfig } from '../../broker/config.ts';
import type { Messages } from '../../sandbox/messages/app.ts';
import { createFixedRandom } from './fixed-random.ts';

/** What a broker's configuration says of senders when it sends through these stand-ins; for `openHouse` and the like. */
export function sendersTo(
  messages: Messages,
  more: Readonly<Record<string, string>> = {},
): Pick<Config, 'mail' | 'senders'> & { readonly outbound: readonly string[] } {
  const environment = messages.environment();
  const own = { GATEHOUSE_MODE: 'development', DATABASE: ':memory:', MASTER_KEY: randomBytes(32).toString('base64') };
  const env = { ...own, OUTBOUND_ALLOW: environment.PUSH_ORIGINS, ...environment, ...more };
  const reading = loadConfig(env, { random: createFixedRandom('senders') });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { mail, senders, outboundAllow } = reading.config;
  return { mail, senders, outbound: outboundAllow };
}
