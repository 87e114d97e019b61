/** Writes sign-ins that succeeded down: a redacted trace, in the very commit that ends the login. */
import { drawCode, groupedCode, supportCodeLength } from '../domain/crockford.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SignIns } from '../domain/ports/sign-ins.ts';
import { createAllowance } from './allowance.ts';

/** Traces of one person in a minute: somebody who signs in over and over leaves no more rows for thirty days than this. */
const tracesPerMinute = 10;

export function createSignIns(deps: { clock: Clock; random: Random }): SignIns {
  const allowance = createAllowance(deps.clock, tracesPerMinute);
  return {
    prepare({ tenant, connection, party, share, trace }) {
      const supportCode = drawCode(deps.random, supportCodeLength);
      const isWorthATrace = allowance.take(`${tenant} ${share}`);
      return {
        supportCode: groupedCode(supportCode),
        async write(stores) {
          if (!isWorthATrace) return;
          const at = deps.clock.now();
          const { steps, kept } = trace;
          const row = {
            tenant,
            supportCode,
            at,
            tookMs: at - trace.beganAt,
            outcome: 'signed-in',
            connection,
            party,
            steps,
            kept,
          } as const;
          await stores.traces.insert({ ...row, code: 'signed_in', because: steps.at(-1)?.because ?? '', step: 'issue' });
        },
      };
    },
  };
}
