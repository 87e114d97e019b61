/** What attacks on a whole house need: people nobody else uses, and what the broker wrote down. */
import type { TestBrowser } from '../browser.ts';
import type { House, TestPerson } from '../house.ts';

export const loginHost = 'acme-login.localhost:8080';
export const portalHost = 'acme.localhost:8080';

let made = 0;

/** Somebody new of Borealis for each test, so that no factor and no count is shared. */
export function somebody(): TestPerson {
  made += 1;
  return { sub: `b-${made}`, email: `p${made}@borealis.example`, name: `Person ${made}` };
}

/** The code of the newest refusal that the broker wrote down. */
export function lastRefusal(house: House): unknown {
  return house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code;
}

/** The login that this browser has under way. */
export function transactionOf(browser: TestBrowser): string {
  const name = [...browser.cookies(loginHost).keys()].find((each) => each.startsWith('__Host-tx-'));
  return name?.slice('__Host-tx-'.length) ?? '';
}
