import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Places } from '../../../broker/domain/ports/places.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';

let bench: CliBench;
beforeEach(async () => {
  bench = await openCliBench();
});
afterEach(() => bench.close());

const places = (wish: { days?: number; isDbipLite?: boolean } = {}): Places => ({
  isKnown: true,
  source: { builtAt: bench.clock.now() - (wish.days ?? 10) * 86_400_000, kind: 'Test-City', isDbipLite: wish.isDbipLite ?? false },
  placeOf: (address) => (address === '84.209.1.1' ? { country: 'NO', at: { latitude: 59.9, longitude: 10.7 } } : null),
});

test('says where an address is and how old the data is', async () => {
  bench.state.places = places();
  const { code, out } = await bench.run('place', '84.209.1.1');
  expect(code).toBe(0);
  expect(out).toMatch(/^84\.209\.1\.1: NO \(59\.9, 10\.7\)\nData of \d{4}-\d\d-\d\d, 10 days old\. Test-City\.$/);
  expect((await bench.run('place', '10.0.0.1')).out).toMatch(/^10\.0\.0\.1: nobody knows/);
});

test('warns of old data, and names DB-IP beside what it says', async () => {
  bench.state.places = places({ days: 200, isDbipLite: true });
  const { out } = await bench.run('place', '84.209.1.1');
  expect(out).toMatch(/200 days old: replace the file/);
  expect(out).toMatch(/IP Geolocation by DB-IP, https:\/\/db-ip\.com$/);
});

test('prints for programs', async () => {
  bench.state.places = places({ isDbipLite: true });
  expect(JSON.parse((await bench.run('place', '84.209.1.1', '--json')).out)).toMatchObject({
    address: '84.209.1.1',
    country: 'NO',
    latitude: 59.9,
    longitude: 10.7,
    database: { kind: 'Test-City', days: 10, source: { url: 'https://db-ip.com' } },
  });
});

test('says what to set where no file is named', async () => {
  expect(await bench.run('place', '84.209.1.1')).toMatchObject({ code: 2, err: expect.stringContaining('GEO_DATABASE') });
});
