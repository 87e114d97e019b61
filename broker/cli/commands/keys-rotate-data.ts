import type { DataRotation } from '../../domain/ports/key-rotation.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { chosenTenants, tenantOptions } from '../chosen-tenants.ts';
import type { Command } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';
import { timeText } from '../duration.ts';
import type { CliParts } from '../parts.ts';
import { createProgress } from '../progress.ts';
import { withParts } from '../with-parts.ts';

export const keysRotateData: Command = {
  name: ['keys', 'rotate', 'data'],
  summary: "Makes a new version of a tenant's data key, seals everything anew, and destroys the old version when nothing needs it.",
  words: [],
  options: {
    ...tenantOptions,
    wait: {
      type: 'boolean',
      text: 'Stays for about 20 minutes, until the old version can be destroyed. Without it, the same command later does that.',
    },
  },
  examples: ['gatehouse keys rotate data --tenant acme', 'gatehouse keys rotate data --all --wait'],
  run: (input, context) =>
    withParts(context, async (parts) => {
      const begun: (readonly [Tenant, DataRotation])[] = [];
      for (const tenant of await chosenTenants(parts, input)) {
        const rotation = await parts.keyRotation.beginData(tenant.id);
        context.err(`${tenant.slug}: ${beginning(rotation)}`);
        if (rotation.kind !== 'none') begun.push([tenant, rotation]);
      }
      const results: ExitCode[] = [];
      for (const [tenant, rotation] of begun) results.push(await continueOne(tenant, rotation, parts, context));
      const settledAt = Math.max(0, ...begun.map(([, rotation]) => rotation.settledAt));
      const waitMs = settledAt - parts.clock.now();
      if (!input.flag('wait') || waitMs <= 0) return worst(results);
      context.err(`Waiting until ${timeText(settledAt)}. It does no harm to stop this; run the command again then.`);
      await context.pause(waitMs);
      const ends: ExitCode[] = [];
      for (const [tenant, rotation] of begun) ends.push(await continueOne(tenant, rotation, parts, context));
      return worst(ends);
    }),
};

function beginning({ kind, version }: DataRotation): string {
  if (kind === 'none') return 'has sealed nothing yet, so there is no data key to exchange.';
  if (kind === 'under-way') return `the exchange to version ${version} was begun before and goes on; no other is begun.`;
  return `version ${version} of the data key seals from now on; what is there is sealed anew.`;
}

/** Seals anew what there is, and destroys the old versions if that is safe by now. */
async function continueOne(
  { id, slug }: Tenant,
  { version, settledAt }: DataRotation,
  parts: CliParts,
  context: CliContext,
): Promise<ExitCode> {
  const { changed, unreadable } = await parts.keyRotation.reseal(id, createProgress(context, `${slug}: sealed anew`));
  context.out(`${slug}: values sealed anew under version ${version}: ${changed}.`);
  for (const what of unreadable) context.err(`${slug}: cannot be opened, left as it is: ${what}`);
  const { destroyed, left, needed } = await parts.keyRotation.endData(id);
  if (destroyed > 0) context.out(`${slug}: old versions destroyed: ${destroyed}. Everything is sealed under version ${version}.`);
  else if (left > 0 && parts.clock.now() < settledAt)
    context.out(
      `${slug}: the old version stays until ${timeText(settledAt)} for what brokers and browsers still have; run this again then.`,
    );
  else if (left > 0) context.err(`${slug}: the old version stays, because values still need it: ${needed}.`);
  return unreadable.length > 0 || (left > 0 && parts.clock.now() >= settledAt) ? exitCodes.failed : exitCodes.done;
}

function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.every((code) => code === exitCodes.done) ? exitCodes.done : exitCodes.failed;
}
