import { findVariant } from '#contract/presets/all';
import type { SupportTrace } from '#contract/rpc/status';
import { connectionAddresses } from '#contract/settings/addresses';
import type { Connection } from '#contract/settings/connection';
import { diagnose } from './diagnosis.ts';
import type { StoredTrace } from './ports/stores/trace-store.ts';
import type { Tenant } from './tenant.ts';
import type { TraceStep } from './trace.ts';

/** A stored trace as an administrator of its tenant sees it, with the setting that is likely wrong. */
export function traceView(trace: StoredTrace, tenant: Tenant, connections: readonly Connection[]): SupportTrace {
  const { tenant: _own, steps, ...told } = trace;
  return { ...told, steps: steps.map(stepView), mend: trace.outcome === 'refused' ? mendOf(trace, tenant, connections) : null };
}

/** Null where the connection is gone, or the refusal says nothing about it. */
function mendOf({ connection: id, code, steps }: StoredTrace, { loginOrigin }: Tenant, connections: readonly Connection[]) {
  const connection = connections.find((candidate) => candidate.id === id);
  if (connection === undefined) return null;
  const variant = findVariant(connection.preset, connection.protocol);
  return diagnose(code, variant, steps.at(-1)?.facts ?? {}, connectionAddresses(loginOrigin, connection.id));
}

function stepView({ checks, claims, understood, ...step }: TraceStep): SupportTrace['steps'][number] {
  return {
    ...step,
    ...(checks && { checks: [...checks] }),
    ...(claims && { claims: [...claims] }),
    ...(understood && { understood: [...understood] }),
  };
}
