/** One claim about speed or size, as `npm run bench -- --json` prints it. */
export interface Row {
  readonly name: string;
  readonly unit: 'us' | 'ms' | 'MB';
  readonly value: number;
  /** What the value is held against, in the same unit and the same run; null where the goal is the value itself. */
  readonly against: number | null;
  readonly ratio: number | null;
  /** In words: "<= 5 x rsa2048.sign.cpu and <= 1000 us". */
  readonly goal: string;
  readonly ok: boolean;
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
