/** Figures for whoever watches the broker, in Prometheus' text format 0.0.4. Pure. */
import type { EpochMs, TenantId } from './brands.ts';
import type { Expiring } from './ports/stores/expiry-store.ts';
import type { LeaseNotes } from './ports/stores/lease-store.ts';

const dayMs = 86_400_000;

export function figuresText(
  told: { readonly expiring: readonly (Expiring & { readonly tenant: TenantId })[]; readonly jobs: readonly LeaseNotes[] },
  now: EpochMs,
): string {
  const seconds = (at: EpochMs | null) => (at === null ? 0 : Math.floor(at / 1000));
  return [
    ...gauge(
      'gatehouse_expiry_days_left',
      'Days until something ends; negative once it has.',
      told.expiring.map(({ tenant, kind, name, endsAt }) => [{ tenant, kind, name }, ((endsAt - now) / dayMs).toFixed(2)]),
    ),
    ...gauge(
      'gatehouse_job_last_success_timestamp_seconds',
      'When a job was last done by one of the brokers; 0: never.',
      told.jobs.map(({ name, doneAt }) => [{ job: name }, String(seconds(doneAt))]),
    ),
    ...gauge(
      'gatehouse_job_last_failure_timestamp_seconds',
      'When a job last failed; 0: never.',
      told.jobs.map(({ name, failedAt }) => [{ job: name }, String(seconds(failedAt))]),
    ),
    '',
  ].join('\n');
}

function gauge(name: string, help: string, samples: readonly (readonly [Readonly<Record<string, string>>, string])[]): string[] {
  const labels = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([label, value]) => `${label}="${escaped(value)}"`)
      .join(',');
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map(([values, value]) => `${name}{${labels(values)}} ${value}`)];
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
