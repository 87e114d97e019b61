import type { MasterKeyUse, TenantKeys } from '../../domain/ports/key-rotation.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { shortAge, timeText } from '../duration.ts';
import { json, table } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const keysList: Command = {
  name: ['keys', 'list'],
  summary: 'Lists the keys that the broker holds, without anything secret, and which master keys they need.',
  words: [],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'Only those of this tenant.' },
    json: { type: 'boolean', text: 'Prints them as JSON.' },
  },
  examples: ['gatehouse keys list', 'gatehouse keys list --tenant acme --json'],
  run: ({ text, flag }, context) =>
    withParts(context, async (parts) => {
      const slug = text('tenant');
      const tenants = slug === null ? await parts.storage.tenants.list() : [await getTenant(parts, slug)];
      const rows: { tenant: Tenant; keys: TenantKeys }[] = [];
      for (const tenant of tenants) rows.push({ tenant, keys: await parts.keyRotation.list(tenant.id) });
      const masterKeys = await parts.keyRotation.masterKeyUse();
      if (flag('json')) context.out(json({ masterKeys, tenants: rows.map(({ tenant, keys }) => ({ tenant: tenant.slug, ...keys })) }));
      else {
        const now = parts.clock.now();
        const cells = rows.flatMap(({ tenant, keys }) => cellsOf(keys, now).map((row) => [tenant.slug, ...row]));
        for (const line of table([head, ...cells])) context.out(line);
        for (const line of masterKeyLines(masterKeys)) context.out(line);
      }
      return exitCodes.done;
    }),
};

const head = ['TENANT', 'KEY', 'ID', 'ALGORITHM', 'AGE', 'SIGNS OR SEALS FROM', 'TRUSTED UNTIL', 'MASTER KEY'];

function cellsOf({ signing, data, peppers }: TenantKeys, now: number): string[][] {
  const end = (at: number | null) => (at === null ? '-' : at <= now ? 'no more' : timeText(at));
  return [
    ...signing.map((key) => [
      `signing ${key.purpose}`,
      key.id,
      key.algorithm,
      shortAge(now - key.createdAt),
      timeText(key.signsFrom),
      end(key.trustedUntil),
      '-',
    ]),
    ...data.map((key) => [
      'data',
      `version ${key.version}`,
      'aes-256-gcm',
      shortAge(now - key.createdAt),
      timeText(key.createdAt),
      key.seals ? '-' : 'no value needs it',
      key.masterKeyId,
    ]),
    ...peppers.map((key) => [`pepper ${key.purpose}`, '-', 'hmac-sha-256', '-', '-', '-', key.masterKeyId]),
  ];
}

/** Which master keys are needed, and what to do about it. */
function masterKeyLines({ presentId, alsoId, byPresent, byAlso, byOthers }: MasterKeyUse): string[] {
  const present = `MASTER_KEY ${presentId} wraps ${byPresent} of these keys over all tenants.`;
  const lost = byOthers === 0 ? [] : [`Neither master key opens ${byOthers} of them.`];
  if (alsoId === null) return ['', present, ...lost];
  const rest =
    byAlso === 0
      ? 'wraps none any more: take it from every broker.'
      : `wraps ${byAlso}: run "gatehouse keys rotate master" when every broker has both.`;
  return ['', present, `MASTER_KEY_ALSO ${alsoId} ${rest}`, ...lost];
}
