import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { type Messages, startMessages } from '../../../../sandbox/messages/app.ts';

const run = promisify(execFile);
const root = process.cwd();

/** Sends one message by each way, with what the environment of the demo says. */
const program = (at: string) => `
import { systemRandom } from '${root}/broker/adapters/clock/system-random.ts';
import { createMailer } from '${root}/broker/adapters/mail/mailer.ts';
import { createSmsSender } from '${root}/broker/adapters/aws/sms.ts';
import { loadConfig } from '${root}/broker/config.ts';
import { readPhone } from '${root}/broker/domain/phone.ts';
const reading = loadConfig(process.env, { random: systemRandom });
if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
const log = { info() {}, warn: console.error, error: console.error };
const { mail, senders } = reading.config;
const { phone } = await readPhone('${at}', { countries: ['NO'], voip: false });
console.log((await createSmsSender({ settings: senders.sms, log }).send({ to: phone.number, text: 'hello' })).sent);
console.log((await createMailer(mail, log).send({ to: 'ada@borealis.example', subject: 'x', text: 'y' })).sent);
`;

/** As build.mjs does it. */
async function bundle(folder: string): Promise<string> {
  const banner = /const banner = `([^`]*)`/.exec(await readFile(join(root, 'build.mjs'), 'utf8'))?.[1] ?? '';
  await writeFile(join(folder, 'program.ts'), program('+47 406 12 345'));
  const options = [
    '--bundle',
    '--platform=node',
    '--target=node24',
    '--format=esm',
    '--splitting',
    '--out-extension:.js=.mjs',
    '--log-level=warning',
  ];
  const places = [`--outdir=${join(folder, 'out')}`, `--tsconfig=${join(root, 'broker/tsconfig.json')}`, `--banner:js=${banner}`];
  await run(join(root, 'node_modules/.bin/esbuild'), [join(folder, 'program.ts'), ...options, ...places]);
  return join(folder, 'out/program.mjs');
}

function environmentOf(messages: Messages): Record<string, string> {
  const { SMTP_URL: _, ...rest } = messages.environment();
  const endpoint = (rest.AWS_ENDPOINT_URL_SNS ?? '').replace('/aws/sns', '/aws/ses');
  const key = randomBytes(32).toString('base64');
  return { ...rest, GATEHOUSE_MODE: 'development', DATABASE: ':memory:', MASTER_KEY: key, MAIL_VIA: 'ses', AWS_ENDPOINT_URL_SES: endpoint };
}

test('in the bundle that production runs, the SDKs are there when the first message is sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bundled-'));
  const messages = await startMessages({ port: 0 });
  try {
    const { stdout, stderr } = await run(process.execPath, [await bundle(folder)], { env: environmentOf(messages) });
    expect([stdout, stderr]).toEqual(['true\ntrue\n', '']);
    expect(messages.sns.accepted).toMatchObject([{ to: '+4740612345' }]);
    expect(messages.ses.accepted).toMatchObject([{ to: ['ada@borealis.example'] }]);
  } finally {
    await messages.close();
    await rm(folder, { recursive: true });
  }
});
