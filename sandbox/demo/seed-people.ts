import type { AdminRpc } from '#contract/rpc/admin';
import type { ForgeHost } from '../forge/host.ts';

const day = 86_400_000;

/** People of whom Acme's administrator has said something: as many as show what the page is for. None of them is a guide's person. */
export async function seedPeople(forge: ForgeHost, now: number): Promise<void> {
  const lastDay = new Date(now + 31 * day).toISOString().slice(0, 10);
  const until = Date.parse(`${lastDay}T23:59:59.999Z`);
  const request: AdminRpc['people.import']['request'] = {
    dryRun: false,
    rows: [
      { line: 2, address: 'finn@borealis.example', rule: 'required', until: null, reason: 'Approves payments' },
      { line: 3, address: 'greta@borealis.example', rule: 'exempt', until, reason: 'Phone is being replaced, HELP-12' },
      { line: 4, address: 'hugo@kestrel.example', rule: 'policy', until: null, reason: '' },
    ],
  };
  const result = (await forge.invoke('alex', 'people.import', request)) as AdminRpc['people.import']['response'];
  if (!result.ok) throw new Error(`people.import: ${result.error.title}`);
  const refused = result.value.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) throw new Error(`people.import: line ${refused.line} was refused, ${refused.problem}`);
}
