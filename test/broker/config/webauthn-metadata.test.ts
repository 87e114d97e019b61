import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../../broker/config.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

const base = { BASE_URL: 'https://help.example', MASTER_KEY: randomBytes(32).toString('base64') };
const metadataOf = (env: Record<string, string>) => {
  const reading = loadConfig({ ...base, ...env }, { random: createFixedRandom('config') });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config.webauthnMetadata;
};

test('files that describe security keys are named, or none is', () => {
  expect(metadataOf({})).toEqual([]);
  expect(metadataOf({ WEBAUTHN_METADATA: ' /etc/gatehouse/blob.jwt , /etc/gatehouse/keys' })).toEqual([
    '/etc/gatehouse/blob.jwt',
    '/etc/gatehouse/keys',
  ]);
});
