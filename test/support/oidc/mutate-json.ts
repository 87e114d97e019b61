import type { Seeded } from '../seeded.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const strange: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  1e21,
  9_007_199_254_740_992,
  '',
  ' ',
  '0',
  'true',
  'mallory',
  'mallory@evil.example',
  '__proto__',
  'none',
  'HS256',
  [],
  {},
  [''],
  [null],
  ['gatehouse'],
  { toString: 'x' },
  '\u0000',
  '\ud800',
  '\u202e',
  'x'.repeat(3_000),
  'https://evil.example',
  'http://127.0.0.1/',
  'javascript:alert(1)',
  'https://idp.example/',
  'https://user:pass@idp.example/token',
  'https://idp.example/#x',
  'file:///etc/passwd',
  'https://[::1]/',
  'https://idp.example:0/',
  '//idp.example',
];
const names = [
  'sub',
  'iss',
  'aud',
  'azp',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'email',
  'email_verified',
  'groups',
  'alg',
  'kid',
  'typ',
  'crit',
  'jwk',
  'jku',
  'b64',
  'at_hash',
  'auth_time',
  '__proto__',
  'constructor',
  'x',
];
const times = [-86_400, -3_600, -661, -659, -361, -61, -59, 0, 59, 61, 361, 3_600, 86_400];

/** The text of a JSON document after one change of its structure; text that is no JSON stays as it is. */
export function mutateJson(text: string, random: Seeded): string {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return text;
  }
  const top = { root: value };
  const places = placesIn(top);
  const [holder, key] = random.pick(places);
  const old = holder[key] as Json;
  const other = random.pick(places);
  switch (random.below(10)) {
    case 0:
      delete holder[key];
      break;
    case 1:
      holder[key] = [old];
      break;
    case 2:
      holder[random.pick(names)] = structuredClone(old);
      break;
    case 3:
      holder[key] = structuredClone(other[0][other[1]] ?? null);
      break;
    case 4:
      holder[key] = typeof old === 'number' ? old + random.pick(times) : JSON.stringify(old);
      break;
    case 5:
      if (typeof old === 'string')
        holder[key] =
          old.slice(0, random.below(old.length + 1)) +
          random.pick(['', ' ', '\n', '/', '.', old]) +
          old.slice(random.below(old.length + 1));
      break;
    case 6:
      // A member that is there twice: parsers take the last, others the first.
      return text.replace('{', `{${JSON.stringify(random.pick(names))}:${JSON.stringify(random.pick(strange))},`);
    case 7:
      return text.replace(/\}\s*$/, `,${JSON.stringify(random.pick(names))}:${JSON.stringify(random.pick(strange))}}`);
    default:
      holder[key] = structuredClone(random.pick(strange));
  }
  return JSON.stringify((top as { root?: Json }).root ?? null);
}

type Holder = Record<string, Json>;

function placesIn(value: Json): (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key] ?? null)]);
}
