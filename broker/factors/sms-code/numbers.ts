import type { FactorId } from '../../domain/brands.ts';
import type { Phone, PhoneNumber } from '../../domain/phone.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import type { StoredFactor } from '../../domain/ports/stores/factor-store.ts';
import type { FactorSeal } from '../sealed-factor.ts';

/** A number that codes are sent to. Nothing of it is readable in the database. */
export interface OwnNumber {
  readonly factor: FactorId;
  readonly number: PhoneNumber;
  readonly country: string;
  readonly hint: string;
  readonly usedAt: number;
}

/** What sending to it takes. */
export type NumberToReach = Omit<OwnNumber, 'usedAt'>;

/** What is sealed of a number. */
export function numberData({ number, country, hint }: Phone): Readonly<Record<string, string>> {
  return { number, country, hint };
}

/** Reads what is sealed; null for what was not written by `numberData`. */
export async function numberOf(seal: FactorSeal, row: StoredFactor): Promise<OwnNumber | null> {
  const { number, country, hint } = (await seal.open(row)).data;
  if (number === undefined || country === undefined || hint === undefined) return null;
  return { factor: row.id, number: number as PhoneNumber, country, hint, usedAt: row.lastUsedAt ?? row.createdAt };
}

/** The numbers of a person that may get messages by the settings of now; the one used last comes first. */
export async function usableNumbers(
  seal: FactorSeal,
  { methods }: Pick<FactorScene, 'methods'>,
  rows: readonly StoredFactor[],
): Promise<readonly OwnNumber[]> {
  const active = rows.filter(({ kind, state }) => kind === 'sms-code' && state === 'active');
  const numbers = await Promise.all(active.map((row) => numberOf(seal, row)));
  return numbers
    .filter((number) => number !== null)
    .filter(({ country }) => methods['sms-code'].countries.includes(country))
    .toSorted((a, b) => b.usedAt - a.usedAt);
}
