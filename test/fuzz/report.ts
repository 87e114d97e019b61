import type { Specimen } from './target.ts';

type FindingKind =
  /** Something was thrown that is no refusal, or a code that is on no list. */
  | 'crash'
  /** It took far longer than a good message. */
  | 'slow'
  /** It did not end. */
  | 'endless'
  /** Memory is not given back. */
  | 'memory'
  /** What was read is not what was signed, or not what stands there. */
  | 'forged';

export interface Finding {
  readonly kind: FindingKind;
  readonly why: string;
  /** Null where it is no single message. */
  readonly specimen: Specimen | null;
}

/** What a run came to. */
export interface Report {
  readonly seed: number;
  readonly messages: number;
  readonly accepted: number;
  readonly seconds: number;
  /** CPU time of one good message; by target. */
  readonly goodMs: Readonly<Record<string, number>>;
  /** CPU time of the slowest message; by target. */
  readonly slowestMs: Readonly<Record<string, number>>;
  /** How often each target refused with each code. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Codes of the closed lists that nothing reached, without those that the targets cannot give. */
  readonly neverReached: Readonly<Record<string, readonly string[]>>;
  /** Different places at which messages were refused: code and part. */
  readonly places: number;
  /** Messages that were kept because they reached a new place. */
  readonly corpus: number;
  /** Growth of the heap after collection, from warm to end, in MB. */
  readonly heapGrowthMb: number;
  readonly findings: readonly Finding[];
}

/** The report for people. */
export function describeReport(report: Report): string {
  const rate = Math.round(report.messages / Math.max(report.seconds, 0.001));
  const lines = [
    `seed ${report.seed}: ${report.messages} messages in ${report.seconds.toFixed(1)} s (${rate} a second), ${report.accepted} accepted`,
    `${report.places} places of refusal reached, ${report.corpus} messages kept as parents, heap ${signed(report.heapGrowthMb)} MB`,
  ];
  for (const [target, codes] of Object.entries(report.refusals)) {
    const good = report.goodMs[target] ?? 0;
    lines.push(
      '',
      `${target}: a good message takes ${good.toFixed(2)} ms, the slowest took ${(report.slowestMs[target] ?? 0).toFixed(1)} ms of CPU`,
    );
    for (const [code, times] of Object.entries(codes).sort(([, one], [, other]) => other - one))
      lines.push(`  ${String(times).padStart(8)}  ${code}`);
    const missing = report.neverReached[target] ?? [];
    lines.push(`  reached ${Object.keys(codes).length} codes; never: ${missing.length === 0 ? 'none' : missing.join(', ')}`);
  }
  lines.push('', report.findings.length === 0 ? 'Nothing found.' : `${report.findings.length} findings:`);
  for (const { kind, why, specimen } of report.findings)
    lines.push(`  ${kind}: ${why}${specimen === null ? '' : ` (${specimen.target}, ${specimen.made})`}`);
  return lines.join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
