import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openPlaces } from '../../../../broker/adapters/geo/places.ts';
import { tellAge } from '../../../../broker/adapters/geo/tell-age.ts';
import type { AppError } from '../../../../broker/domain/app-error.ts';
import { noPlaces } from '../../../../broker/domain/ports/places.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { mmdbOf } from '../../../support/geo/mmdb.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-geo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(content: Uint8Array | string): Promise<string> {
  const path = join(folder, `${++files}.mmdb`);
  await writeFile(path, content);
  return path;
}
const open = async (content: Uint8Array) => openPlaces({ kind: 'file', path: await file(content) });
const country = (iso_code: string) => ({ country: { iso_code } });
const oslo = { ...country('NO'), location: { latitude: 59.91, longitude: 10.75 } };
const cities = {
  '8.8.8.0/24': country('US'),
  '84.208.0.0/13': oslo,
  '2a02:fe0::/32': country('NO'),
  '10.0.0.0/8': country('NO'),
  '185.0.0.0/16': { country: { iso_code: 'not a code' }, location: { latitude: 0, longitude: 0 } },
  '186.0.0.0/16': { country_code: 'SE', latitude: 59.3, longitude: 18.1 },
  '187.0.0.0/16': { location: { latitude: -33.5, longitude: 151.5 } },
};
/** What is told of GEO_DATABASE. */
async function problemOf(opening: Promise<unknown>): Promise<string> {
  const error = (await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as AppError | null;
  expect(error).toMatchObject({ code: 'config_invalid', problems: [{ path: '/GEO_DATABASE' }] });
  return error?.problems?.[0]?.message ?? '';
}

describe('a file of addresses', () => {
  test('tells countries, and coordinates where it has them, in the forms that publishers write', async () => {
    const { placeOf } = await open(mmdbOf(cities));
    expect(placeOf('8.8.8.8')).toEqual({ country: 'US', at: null });
    expect(placeOf('84.209.1.1')).toEqual({ country: 'NO', at: { latitude: 59.91, longitude: 10.75 } });
    expect(placeOf('2a02:fe0::1')).toEqual({ country: 'NO', at: null });
    expect(placeOf('::ffff:84.209.1.1')).toMatchObject({ country: 'NO' });
    expect(placeOf('186.0.0.1')).toEqual({ country: 'SE', at: { latitude: 59.3, longitude: 18.1 } });
    expect(placeOf('187.0.0.1')).toEqual({ country: null, at: { latitude: -33.5, longitude: 151.5 } });
  });

  test.each([
    '10.1.2.3',
    '127.0.0.1',
    '::1',
    'fd00::1',
    '169.254.1.1',
    '100.64.0.1',
    '5.5.5.5',
    '185.0.0.1',
    '',
    'unknown',
    '8.8.8.8, 1.1.1.1',
    'fe80::1%eth0',
  ])('knows nothing of "%s"', async (address) => {
    expect((await open(mmdbOf(cities))).placeOf(address)).toBeNull();
  });

  test('of IPv4 alone never takes an IPv6 address for one of its own', async () => {
    const { placeOf } = await open(mmdbOf({ '8.8.8.0/24': country('US'), '32.0.0.0/3': country('HK') }, { ipVersion: 4 }));
    expect([placeOf('8.8.8.8'), placeOf('2a02:fe0::1')]).toEqual([{ country: 'US', at: null }, null]);
  });

  test('says how old it is', async () => {
    const builtAt = Date.UTC(2026, 4, 1);
    expect(await open(mmdbOf(cities, { builtAt }))).toMatchObject({
      isKnown: true,
      source: { builtAt, kind: 'Test-City', isDbipLite: false },
    });
  });

  test('is the package of DB-IP Lite where that is asked for', async () => {
    const places = await openPlaces({ kind: 'dbip-lite' });
    expect(places).toMatchObject({ isKnown: true, source: { isDbipLite: true } });
    expect([places.placeOf('8.8.8.8')?.country, places.placeOf('2a02:fe0::1')?.country, places.placeOf('10.0.0.1')]).toEqual([
      'US',
      'NO',
      null,
    ]);
  });

  test('is not needed', async () => {
    expect(await openPlaces(null)).toBe(noPlaces);
    expect(noPlaces.placeOf('8.8.8.8')).toBeNull();
  });
});

describe('is refused with a sentence', () => {
  test('where there is no file', async () => {
    expect(await problemOf(openPlaces({ kind: 'file', path: join(folder, 'none.mmdb') }))).toMatch(/there is no file .*none\.mmdb/);
  });

  test('where it is a folder', async () => {
    expect(await problemOf(openPlaces({ kind: 'file', path: folder }))).toMatch(/cannot be read/);
  });

  test('where it is something else, empty, packed, or cut off', async () => {
    const whole = mmdbOf(cities);
    for (const content of [
      '',
      'country,from,to\nNO,1,2\n',
      Buffer.from('1f8b0800', 'hex'),
      whole.subarray(0, whole.length - 60),
      whole.subarray(whole.length - 140),
    ])
      expect(await problemOf(openPlaces({ kind: 'file', path: await file(content) }))).toMatch(/no whole file in the MaxMind DB format/);
  });

  test('where it holds no countries', async () => {
    const path = await file(mmdbOf({ '8.8.8.0/24': { autonomous_system_number: 15169 } }, { type: 'Test-ASN' }));
    expect(await problemOf(openPlaces({ kind: 'file', path }))).toMatch(/\(Test-ASN\) holds no countries/);
  });

  test('where it would fill the memory', async () => {
    const path = await file('');
    await truncate(path, 513 * 1024 * 1024);
    expect(await problemOf(openPlaces({ kind: 'file', path }))).toMatch(/has 513 MB; 512 MB are read at most/);
  });
});

test('damaged entries are entries that are not there', async () => {
  const whole = mmdbOf({ '8.8.8.0/24': country('US'), '84.208.0.0/13': oslo });
  const at = whole.indexOf('location');
  // A type that does not exist, where the map goes on.
  whole[at - 1] = 0x1f;
  const { placeOf } = await open(whole);
  expect([placeOf('8.8.8.8')?.country, placeOf('84.209.1.1')]).toEqual(['US', null]);
});

test('the start says how old the data is, and warns when that is too old', () => {
  const told = (days: number) => {
    const log = createRecordedLog();
    const clock = createFakeClock();
    const builtAt = clock.now() - days * 86_400_000;
    tellAge({ isKnown: true, placeOf: () => null, source: { builtAt, kind: 'Test-City', isDbipLite: false } }, { clock, log });
    return log.lines.map(({ level, event, fields }) => [level, event, fields?.count]);
  };
  expect([told(30), told(181)]).toEqual([[['info', 'places.ready', 30]], [['warn', 'places.old', 181]]]);
  const log = createRecordedLog();
  tellAge(noPlaces, { clock: createFakeClock(), log });
  expect(log.lines).toEqual([]);
});
