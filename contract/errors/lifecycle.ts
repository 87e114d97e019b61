import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals around what a provider publishes, and what an administrator decides about it. */
export const lifecycleErrors = {
  metadata_not_watched: { status: 409, audience: 'admin' },
  metadata_nothing_staged: { status: 409, audience: 'admin' },
  metadata_changed_meanwhile: { status: 409, audience: 'admin' },
  metadata_entity_changed: { status: 409, audience: 'admin' },
  metadata_certificates_too_many: { status: 422, audience: 'admin' },
  metadata_certificate_weak: { status: 422, audience: 'admin' },
} as const satisfies ErrorGroup;
