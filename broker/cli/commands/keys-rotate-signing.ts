import type { SigningKeyNotes, SigningRotation, SigningTimes } from '../../domain/ports/key-rotation.ts';
import { type SigningPurpose, signingPurposes } from '../../domain/ports/signing-keys.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { chosenTenants, tenantOptions } from '../chosen-tenants.ts';
import { type Command, type Input, UsageError } from '../command.ts';
import { type CliContext, exitCodes } from '../context.ts';
import { readDuration, timeText } from '../duration.ts';
import type { CliParts } from '../parts.ts';
import { withParts } from '../with-parts.ts';

/** Every broker has seen the new key after two seconds; the rest is for clocks that differ. */
const leastAhead = '30s';
const usualAhead = '1m';
/** What the old key signed last is good for six minutes at most: five, and one for clocks. */
const leastOverlap = '10m';
const usualOverlap = '1h';

export const keysRotateSigning: Command = {
  name: ['keys', 'rotate', 'signing'],
  summary: 'Makes new keys for what the sign-in host and the portal sign; the old ones stay trusted for an overlap.',
  words: [],
  options: {
    ...tenantOptions,
    purpose: {
      type: 'string',
      value: signingPurposes.join('|'),
      text: 'Only these keys; those of the sign-in host and the portal unless told.',
    },
    ahead: {
      type: 'string',
      value: 'TIME',
      text: `How long the new key is published before it signs, ${usualAhead} unless told. Where others read our metadata, as long as they keep it: 7d.`,
    },
    overlap: {
      type: 'string',
      value: 'TIME',
      text: `How long the old key is trusted after that, ${usualOverlap} unless told: longer than anything it has signed is good for.`,
    },
    now: {
      type: 'boolean',
      text: 'For a key that somebody else may have: nothing it signed counts from now on, and portal sessions that rest on it end.',
    },
  },
  examples: [
    'gatehouse keys rotate signing --tenant acme',
    'gatehouse keys rotate signing --all --ahead 7d --overlap 1d',
    'gatehouse keys rotate signing --tenant acme --purpose login --now',
  ],
  async run(input, context) {
    const purposes = purposesOf(input);
    const times = timesOf(input);
    return withParts(context, async (parts) => {
      const tenants = await chosenTenants(parts, input);
      const results: SigningRotation[] = [];
      for (const tenant of tenants) {
        announce(tenant, purposes, times, context);
        const own = await parts.keyRotation.rotateSigning(tenant.id, purposes, times);
        if (own.length === 0) context.out(`${tenant.slug}: has signed nothing yet, so there is no key to exchange.`);
        for (const result of own) context.out(`${tenant.slug}, ${lineOf(result)}`);
        results.push(...own);
      }
      if (times === null && results.some(({ next }) => next.purpose === 'login')) await endWhatRestsOnIt(tenants, parts, context);
      const waits = results.length > 0 && results.every(({ kind }) => kind === 'under-way');
      return waits ? exitCodes.failed : exitCodes.done;
    });
  },
};

function purposesOf({ text }: Input): readonly SigningPurpose[] {
  const purpose = text('purpose');
  // The others are registered at providers, of which many do not read metadata again: they are exchanged when somebody says so.
  if (purpose === null) return ['login', 'portal'];
  const known = signingPurposes.find((each) => each === purpose);
  if (known === undefined) throw new UsageError(`--purpose is one of: ${signingPurposes.join(', ')}`);
  return [known];
}

/** Null: now. */
function timesOf({ text, flag }: Input): SigningTimes | null {
  const [ahead, overlap] = [text('ahead'), text('overlap')];
  if (flag('now')) {
    if (ahead !== null || overlap !== null) throw new UsageError('--now leaves no room for --ahead and --overlap');
    return null;
  }
  return {
    aheadMs: readDuration('ahead', ahead ?? usualAhead, { least: leastAhead, most: '60d' }),
    overlapMs: readDuration('overlap', overlap ?? usualOverlap, { least: leastOverlap, most: '60d' }),
  };
}

function announce({ slug }: Tenant, purposes: readonly SigningPurpose[], times: SigningTimes | null, context: CliContext): void {
  const what = `${slug}: exchanging the signing keys (${purposes.join(', ')})`;
  if (times !== null) context.err(`${what}; sign-ins under way go on.`);
  else
    context.err(
      `${what} at once. Sign-ins in these seconds have to be started again; applications that read our metadata must read it anew.`,
    );
}

function lineOf(result: SigningRotation): string {
  const { next } = result;
  if (result.kind === 'under-way')
    return `${nameOf(next)}: nothing done, the exchange before is under way until ${timeText(result.until)}; "--now" does not wait for it.`;
  const before = result.before.map(
    ({ id, trustedUntil }) => `${id} is trusted ${trustedUntil ? `until ${timeText(trustedUntil)}` : 'no more'}`,
  );
  return `${nameOf(next)}: ${next.id} signs from ${timeText(next.signsFrom)}, ${before.join(', ')}.`;
}

const nameOf = ({ purpose, algorithm }: SigningKeyNotes) => `${purpose} (${algorithm})`;

/** A portal session was opened on the word of the sign-in host's key. It ends after the last broker has forgotten the key. */
async function endWhatRestsOnIt(tenants: readonly Tenant[], parts: CliParts, context: CliContext): Promise<void> {
  await context.pause(2 * parts.keyRotation.signingSeenMs);
  for (const tenant of tenants) {
    const ended = await parts.storage.sessions.endPortals(tenant.id);
    context.out(
      `${tenant.slug}: portal sessions ended: ${ended}. Whoever is signed in at the sign-in host gets a new one without being asked.`,
    );
  }
}
