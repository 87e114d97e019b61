/** One claim about speed or size, as `npm run bench -- --json` prints it. */
export interface Row {
  readonly name: string;
  readonly unit: 'us' | 'ms' | 'MB' | 'KB' | 'logins';
  readonly value: number;
  /** What the value is held against, in the same unit and the same run; null where the goal is the value itself. */
  readonly against: number | null;
  readonly ratio: number | null;
  /** In words: "<= 5 x rsa2048.sign.cpu and <= 1000 us". */
  readonly goal: string;
  readonly ok: boolean;
}

/** A row that is `value` against `against`: it holds when the ratio is at most `atMost`, and `value` at most `andAtMost`. */
export function ratioRow(
  name: string,
  unit: Row['unit'],
  measured: { readonly value: number; readonly against: number },
  goal: { readonly atMost: number; readonly of: string; readonly andAtMost?: number },
): Row {
  const ratio = measured.value / measured.against;
  const most = goal.andAtMost ?? Number.POSITIVE_INFINITY;
  return {
    name,
    unit,
    value: rounded(measured.value),
    against: rounded(measured.against),
    ratio: rounded(ratio),
    goal: `<= ${goal.atMost} x ${goal.of}${goal.andAtMost === undefined ? '' : ` and <= ${most} ${unit}`}`,
    ok: ratio <= goal.atMost && measured.value <= most,
  };
}

/** A row whose value is held against a number. */
export function boundRow(name: string, unit: Row['unit'], value: number, atMost: number): Row {
  return { name, unit, value: rounded(value), against: null, ratio: null, goal: `<= ${atMost} ${unit}`, ok: value <= atMost };
}

/** A row that only says what is, for the others or for the reader. */
export function plainRow(name: string, unit: Row['unit'], value: number, words: string, against: number | null = null): Row {
  const ratio = against === null ? null : rounded(value / against);
  return { name, unit, value: rounded(value), against: against === null ? null : rounded(against), ratio, goal: words, ok: true };
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
