/** Runs the benchmarks. Claims are ratios within one run, because machines are shared and noisy. */
import { parseArgs } from 'node:util';
import { benchLogin } from './login.ts';
import { benchProcess } from './process.ts';
import type { Row } from './row.ts';
import { benchSaml } from './saml.ts';

/** Which suite measures what; a suite runs when one of its names is asked for. */
const suites: readonly { readonly names: readonly string[]; readonly run: () => Promise<readonly Row[]> }[] = [
  { names: ['rsa2048.sign.cpu', 'saml.verify.cpu', 'saml.build.cpu'], run: benchSaml },
  { names: ['login.oidc.sqlite.cpu', 'journey.oidc.sqlite.cpu'], run: benchLogin },
  { names: ['broker.rss.idle', 'broker.start.wall'], run: benchProcess },
];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } } });
const known = suites.flatMap((suite) => suite.names);
const unknown = (values.only ?? []).filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const wanted = new Set(values.only ?? known);
const rows: Row[] = [];
for (const suite of suites) {
  if (!suite.names.some((name) => wanted.has(name))) continue;
  for (const row of await suite.run()) {
    if (!wanted.has(row.name)) continue;
    rows.push(row);
    console.log(values.json ? JSON.stringify(row) : text(row));
  }
}
process.exit(rows.every((row) => row.ok) ? 0 : 1);

function text(row: Row): string {
  const ratio = row.ratio === null ? '' : `, ratio ${row.ratio.toFixed(2)} (against ${row.against} ${row.unit})`;
  return `${row.ok ? 'ok  ' : 'MISS'} ${row.name.padEnd(24)} ${row.value} ${row.unit}${ratio}; goal ${row.goal}`;
}
