import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerProcess } from './broker-process.ts';
import { demo } from './world.ts';

/** Brings the hardware token of the demo into the pool of `acme`, as its operator would: from the file of the maker. */
export async function seedTokens(broker: BrokerProcess, folder: string): Promise<void> {
  const file = join(folder, 'tokens.csv');
  await writeFile(file, `serial number,secret key,time interval\n${demo.token.serial},${demo.token.key},30\n`);
  await broker.run('tokens', 'import', file, '--tenant', 'acme', '--encoding', 'base32');
}
