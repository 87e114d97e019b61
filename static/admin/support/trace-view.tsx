import { countsInWords, reasonInWords, stepInWords } from '#contract/messages/en/traces';
import type { SupportTrace } from '#contract/rpc/status';
import { formatDateTime } from '../i18n/dates.ts';
import { signInTestWords } from '../i18n/sign-in-test.ts';
import { traceWords as words } from '../i18n/traces.ts';
import { Mend } from '../providers/sign-in-result.tsx';
import { useOverview } from '../state/overview.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { groupedCode } from './grouped-code.ts';
import { KeptMessages } from './kept-messages.tsx';
import { refusalTitle } from './refusal-title.ts';

/** The way of one sign-in: how it ended, what is likely wrong, and each step with its reason. */
export function TraceView({ trace }: { trace: SupportTrace }) {
  const { connectionName, applicationName } = useNames();
  const { outcome, code, connection, party, tookMs, steps, mend, kept } = trace;
  const facts: readonly (readonly [string, string])[] = [
    [words.facts.supportCode, groupedCode(trace.supportCode)],
    [words.facts.at, formatDateTime(trace.at)],
    ...(tookMs === null ? [] : [[words.facts.took, words.lasted(tookMs)] as const]),
    [words.facts.connection, connection === null ? words.none : connectionName(connection)],
    ...(party === null ? [] : [[words.facts.application, applicationName(party)] as const]),
    ...(outcome === 'refused' ? [[words.facts.code, code] as const] : []),
  ];
  return (
    <section className="trace" aria-label={words.timeline}>
      <div className="trace-head">
        <Lozenge kind={outcome === 'signed-in' ? 'success' : 'warning'}>{words.outcome[outcome]}</Lozenge>
        {outcome === 'refused' && <h4>{refusalTitle(code)}</h4>}
      </div>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mend !== null && <Mend mend={mend} />}
      <Timeline
        steps={steps.length > 0 ? steps : [{ step: trace.step, afterMs: 0, ok: outcome === 'signed-in', because: trace.because }]}
      />
      {kept !== null && <KeptMessages id={kept} />}
    </section>
  );
}

type Step = SupportTrace['steps'][number];

function Timeline({ steps }: { steps: readonly Step[] }) {
  const total = Math.max(1, ...steps.map(({ afterMs }) => afterMs));
  return (
    <ol className="timeline" aria-label={words.timeline}>
      {steps.map((step, index) => {
        const from = index === 0 ? 0 : (steps[index - 1]?.afterMs ?? 0);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are in the order in which they happened, and never change
          <li key={index} className={step.ok ? 'timeline-step' : 'timeline-step timeline-failed'}>
            <span aria-hidden="true" className="timeline-mark" />
            <div>
              <div className="timeline-head">
                <p className="timeline-name">
                  <span className="visually-hidden">{step.ok ? words.ok : words.failed}: </span>
                  {stepInWords(step)}
                </p>
                <p className="timeline-time">{words.after(step.afterMs)}</p>
              </div>
              <p className="timeline-because">{reasonInWords(step.because)}</p>
              <Told step={step} />
              <Bar from={from / total} to={step.afterMs / total} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Where the step lies within the whole time. The words beside it say the same. */
function Bar({ from, to }: { from: number; to: number }) {
  const percent = (part: number) => `${(part * 100).toFixed(1)}%`;
  return (
    <div aria-hidden="true" className="timeline-bar">
      <span style={{ marginLeft: `min(${percent(from)}, calc(100% - 3px))`, width: percent(to - from) }} />
    </div>
  );
}

function Told({ step: { checks, claims, understood, facts } }: { step: Step }) {
  const checkNames: Readonly<Record<string, string>> = { ...signInTestWords.checks, ...words.checkNames };
  const lines: readonly (readonly [string, string])[] = [
    ...(checks ? [[words.checks, checks.map((name) => checkNames[name] ?? name).join(', ')] as const] : []),
    ...(claims ? [[words.claims, countsInWords(claims)] as const] : []),
    ...(understood ? [[words.understood, countsInWords(understood)] as const] : []),
    ...Object.entries(facts ?? {}).map(([name, value]) => [words.foundFacts[name] ?? name, value] as const),
  ];
  return (
    <>
      {lines.map(([name, value]) => (
        <p key={name} className="timeline-told">
          {name}: {value}
        </p>
      ))}
      {claims && <p className="timeline-told">{words.valuesHidden}</p>}
    </>
  );
}

/** Names in place of ids, as far as the settings know them today. */
function useNames() {
  const { overview } = useOverview();
  const portal = overview.addresses && `${overview.addresses.loginOrigin}/saml/portal`;
  return {
    connectionName: (id: string) => overview.connections.find((each) => each.id === id)?.name ?? id,
    applicationName: (entityId: string) =>
      entityId === portal ? words.portal : (overview.parties.find((party) => party.entityId === entityId)?.name ?? entityId),
  };
}
