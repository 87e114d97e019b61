/** Runs the benchmarks. Claims are ratios within one run, because machines are shared and noisy. */
import { parseArgs } from 'node:util';
import { benchEnrolled } from './enrolled.ts';
import { benchLogin } from './login.ts';
import { benchSamlLogin } from './login-saml.ts';
import { benchPostgresLogin, benchTwoBrokers } from './postgres.ts';
import { benchProcess } from './process.ts';
import { profileLogin } from './profile.ts';
import { benchBeside } from './refuse/beside.ts';
import { benchRefusals } from './refuse/over-http.ts';
import { benchVerdicts } from './refuse/verdicts.ts';
import type { Row } from './row.ts';
import { benchSaml } from './saml.ts';
import { benchTenants } from './tenants.ts';
import { benchTotp } from './totp.ts';

/** Which suite measures what, by name or, with a dot at the end, by the beginning of names. */
const suites: readonly { readonly names: readonly string[]; readonly run: () => Promise<readonly Row[]> }[] = [
  { names: ['rsa2048.sign.cpu', 'saml.verify.cpu', 'saml.build.cpu'], run: benchSaml },
  { names: ['refuse.verdict.'], run: benchVerdicts },
  { names: ['refuse.http.'], run: benchRefusals },
  { names: ['login.oidc.sqlite.cpu', 'login.connections.50.cpu', 'journey.oidc.sqlite.cpu'], run: benchLogin },
  { names: ['login.oidc.postgres.cpu', 'login.oidc.postgres.beside-sqlite'], run: benchPostgresLogin },
  { names: ['login.saml.'], run: benchSamlLogin },
  { names: ['brokers.'], run: benchTwoBrokers },
  { names: ['login.totp.cpu', 'refuse.factor.wrong-code'], run: benchTotp },
  { names: ['login.enrolled.'], run: benchEnrolled },
  { names: ['signin.quiet.p99', 'refused.beside.p99'], run: benchBeside },
  { names: ['tenants.'], run: benchTenants },
  { names: ['broker.rss.idle', 'broker.start.wall'], run: benchProcess },
];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    // Instead of the benchmarks: where one login spends its time; the whole profile goes to this file.
    profile: { type: 'string' },
  },
});
if (values.profile !== undefined) {
  await profileLogin(values.profile);
  process.exit(0);
}
const wanted = values.only ?? [''];
const isWanted = (name: string) => wanted.some((wish) => name === wish || wish === '' || (wish.endsWith('.') && name.startsWith(wish)));
const known = suites.flatMap((suite) => suite.names);
const unknown = wanted.filter((wish) => !known.some((name) => mayHold(name, wish)));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const suite of suites) {
  if (!suite.names.some((name) => wanted.some((wish) => mayHold(name, wish)))) continue;
  for (const row of await suite.run()) {
    if (!isWanted(row.name)) continue;
    rows.push(row);
    console.log(values.json ? JSON.stringify(row) : text(row));
  }
}
process.exit(rows.every((row) => row.ok) ? 0 : 1);

/** May a row that is asked for by `wish` be among those called `name`? */
function mayHold(name: string, wish: string): boolean {
  return name === wish || (name.endsWith('.') && wish.startsWith(name)) || ((wish === '' || wish.endsWith('.')) && name.startsWith(wish));
}

function text(row: Row): string {
  const ratio = row.ratio === null ? '' : `, ratio ${row.ratio.toFixed(2)} (against ${row.against} ${row.unit})`;
  return `${row.ok ? 'ok  ' : 'MISS'} ${row.name.padEnd(38)} ${row.value} ${row.unit}${ratio}; goal ${row.goal}`;
}
