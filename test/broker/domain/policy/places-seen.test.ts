import { expect, test } from '@jest/globals';
import { whereabouts } from '../../../../broker/domain/policy/places-seen.ts';
import type { Place } from '../../../../broker/domain/ports/places.ts';
import type { SeenPlace } from '../../../../broker/domain/ports/stores/place-store.ts';
import { brand } from '../../../support/builders/brand.ts';

const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const oslo = { latitude: 59.9, longitude: 10.7 };
const bergen = { latitude: 60.4, longitude: 5.3 };
const london = { latitude: 51.5, longitude: -0.1 };
const sydney = { latitude: -33.9, longitude: 151.2 };
const place = (country: string | null, at: Place['at'] = null): Place => ({ country, at });
const seen = (country: string, hoursAgo: number, at: SeenPlace['at'] = null): SeenPlace => ({
  tenant: brand('t1'),
  subject: brand('ada'),
  country,
  at,
  seenAt: now - hoursAgo * hour,
});

test('a country is new where the person was not seen in it', () => {
  expect(whereabouts(place('NO'), [seen('SE', 1), seen('NO', 900)], now).newCountry).toBe(false);
  expect(whereabouts(place('DK'), [seen('SE', 1), seen('NO', 900)], now).newCountry).toBe(true);
  expect(whereabouts(place('NO'), [], now)).toMatchObject({ newCountry: true, firstSignIn: true });
});

test('a place that the database does not know is one of its own', () => {
  for (const unknown of [null, place(null)]) {
    expect(whereabouts(unknown, [seen('NO', 1)], now).newCountry).toBe(true);
    expect(whereabouts(unknown, [seen('', 1)], now).newCountry).toBe(false);
  }
  expect(whereabouts(place('NO'), [seen('', 1)], now).newCountry).toBe(true);
});

test('without a database nothing is told of places, and still whether somebody comes for the first time', () => {
  expect(whereabouts(undefined, [], now)).toEqual({ newCountry: false, impossibleTravel: false, firstSignIn: true });
  expect(whereabouts(undefined, [seen('', 1)], now)).toEqual({ newCountry: false, impossibleTravel: false, firstSignIn: false });
});

test('nobody is in London an hour after Oslo, and everybody may be after two', () => {
  // About 1,150 km.
  const travel = (hoursAgo: number) => whereabouts(place('GB', london), [seen('NO', hoursAgo, oslo)], now).impossibleTravel;
  expect([travel(0), travel(1), travel(1.2), travel(1.35), travel(2)]).toEqual([true, true, true, false, false]);
});

test('nobody is on the other side of the world within a day’s flight', () => {
  const travel = (hoursAgo: number) => whereabouts(place('AU', sydney), [seen('NO', hoursAgo, oslo)], now).impossibleTravel;
  expect([travel(12), travel(17), travel(18)]).toEqual([true, true, false]);
});

test('no distance is too far that such databases err by', () => {
  expect(whereabouts(place('NO', bergen), [seen('NO', 0, oslo)], now).impossibleTravel).toBe(false);
});

test('the journey is told from the last place of which it is known where it is', () => {
  const past = [seen('SE', 1), seen('NO', 3, oslo), seen('AU', 4, sydney)];
  expect(whereabouts(place('GB', london), past, now).impossibleTravel).toBe(false);
  expect(whereabouts(place('GB', london), [seen('SE', 1), seen('NO', 1.1, oslo)], now).impossibleTravel).toBe(true);
});

test('without coordinates no journey is impossible: a country may be anywhere', () => {
  expect(whereabouts(place('AU'), [seen('NO', 0, oslo)], now).impossibleTravel).toBe(false);
  expect(whereabouts(place('AU', sydney), [seen('NO', 0)], now).impossibleTravel).toBe(false);
  expect(whereabouts(null, [seen('NO', 0, oslo)], now).impossibleTravel).toBe(false);
});

test('whoever seems to arrive before leaving took no time', () => {
  expect(whereabouts(place('GB', london), [seen('NO', -1, oslo)], now).impossibleTravel).toBe(true);
});

test('the way over the date line is the short one', () => {
  const past = [seen('FJ', 1, { latitude: -17, longitude: 179.9 })];
  expect(whereabouts(place('WS', { latitude: -17, longitude: -179.9 }), past, now).impossibleTravel).toBe(false);
});
