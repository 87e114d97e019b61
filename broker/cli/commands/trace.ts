import { errorWords } from '#contract/errors';
import { countsInWords, durationInWords, reasonInWords, stepInWords, traceTexts } from '#contract/messages/en/traces';
import type { SupportTrace } from '#contract/rpc/status';
import { readCode, supportCodeLength } from '../../domain/crockford.ts';
import { traceView } from '../../domain/trace-view.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json, table } from '../print.ts';
import { getTenant, withParts } from '../with-parts.ts';

export const trace: Command = {
  name: ['trace'],
  summary: 'Shows what happened behind a support code, step by step, without personal data.',
  words: ['TENANT', 'CODE'],
  options: { json: { type: 'boolean', text: 'Prints the trace as JSON.' } },
  examples: ['gatehouse trace acme 7KQ2-M0XR-4V9D'],
  async run({ words: [slug = '', typed = ''], flag }, context) {
    return withParts(context, async (parts) => {
      const tenant = await getTenant(parts, slug);
      const code = readCode(typed, supportCodeLength);
      const stored = code === null ? null : await parts.storage.traces.find(tenant.id, code);
      if (stored === null) {
        context.err(traceTexts.unknown);
        return exitCodes.failed;
      }
      const { settings } = await parts.snapshots.live(tenant.id);
      const view = traceView(stored, tenant, settings.connections);
      if (flag('json')) context.out(json(view));
      else for (const line of linesOf(view)) context.out(line);
      return exitCodes.done;
    });
  },
};

function linesOf({ at, outcome, code, connection, party, tookMs, steps, mend, because, step }: SupportTrace): string[] {
  const ended = outcome === 'signed-in' ? traceTexts.signedIn : `${traceTexts.refused}: ${titleOf(code)} (${code})`;
  const took = tookMs === null ? '' : `, ${traceTexts.took.replace('{time}', durationInWords(tookMs))}`;
  const rows = steps.map((each) => [
    each.ok ? 'ok    ' : 'FAILED',
    `+${durationInWords(each.afterMs)}`,
    `${stepInWords(each)}: ${reasonInWords(each.because)}`,
  ]);
  return [
    `${new Date(at).toISOString()}  ${ended}${took}`,
    `connection ${connection ?? '-'}, application ${party ?? '-'}`,
    ...(rows.length > 0 ? table(rows) : [`FAILED  ${step}: ${because}`]),
    ...steps.flatMap(({ claims, understood, facts }) => [
      ...(claims ? [traceTexts.claims.replace('{list}', () => countsInWords(claims))] : []),
      ...(understood ? [traceTexts.understood.replace('{list}', () => countsInWords(understood))] : []),
      ...Object.entries(facts ?? {}).map(([name, value]) => traceTexts.fact.replace('{name}', name).replace('{value}', () => value)),
    ]),
    ...(mend === null ? [] : [`${traceTexts.likely.replace('{setting}', mend.setting)}. ${mend.text}`]),
  ];
}

function titleOf(code: string): string {
  return Object.entries(errorWords).find(([name]) => name === code)?.[1].title ?? code;
}
