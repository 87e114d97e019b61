/**
 * npm run fuzz [-- --seconds 60 --seed N --target NAME] tries changed messages on everything that reads what strangers
 * send. Exits with 1 when it found something, and says where the message lies and how to try it again:
 * npm run fuzz -- --replay FILE
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freezeDate } from '../support/frozen-date.ts';
import { now } from '../support/saml/response.ts';
import { faultOf, judged } from './loop.ts';
import { describeReport, type Finding } from './report.ts';
import { fuzz } from './run.ts';
import type { Specimen } from './target.ts';
import { targetsFor } from './targets/all.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    target: { type: 'string' },
    replay: { type: 'string' },
  },
});

process.exitCode = values.replay === undefined ? await search() : await replay(values.replay);

async function search(): Promise<number> {
  const [seconds, seed, only] = [Number(values.seconds), Number(values.seed), values.target ?? null];
  const names = (await targetsFor(null)).map(({ name }) => name);
  if (!(seconds > 0) || !Number.isSafeInteger(seed) || (only !== null && !names.includes(only))) {
    console.error(`--seconds and --seed are numbers; --target is one of ${names.join(', ')}.`);
    return 2;
  }
  const report = await fuzz({ seconds, seed, messages: Number.MAX_SAFE_INTEGER, findings: 10, only });
  console.log(describeReport(report));
  for (const [index, finding] of report.findings.entries()) console.log(kept(finding, `${seed}-${index}`));
  return report.findings.length === 0 ? 0 : 1;
}

/** Writes the message of a finding to a file and says how to try it again. */
function kept({ specimen }: Finding, name: string): string {
  if (specimen === null) return `npm run fuzz -- --seed ${values.seed} --seconds ${values.seconds}`;
  const folder = join(tmpdir(), 'gatehouse-fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(specimen, null, 2));
  return `npm run fuzz -- --replay ${file}`;
}

async function replay(file: string): Promise<number> {
  freezeDate(now);
  const specimen = JSON.parse(readFileSync(file, 'utf8')) as Specimen;
  const target = (await targetsFor(null)).find(({ name }) => name === specimen.target);
  if (target === undefined) throw new TypeError(`no target is called ${specimen.target}`);
  const { outcome, ms, crash } = await judged(target, specimen);
  const fault = outcome?.kind === 'accepted' ? faultOf(specimen, outcome) : null;
  console.log(specimen.text);
  console.log(`${ms.toFixed(1)} ms of CPU:`, outcome ?? crash, fault ?? '');
  return crash === null && fault === null ? 0 : 1;
}
