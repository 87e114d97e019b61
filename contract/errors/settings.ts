import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of settings, of the Forge app and of whoever asks for a change. */
export const settingsErrors = {
  settings_invalid: { status: 422, audience: 'admin' },
  settings_changed_meanwhile: { status: 409, audience: 'admin' },
  settings_revision_stale: { status: 409, audience: 'admin' },
  settings_revision_conflict: { status: 409, audience: 'admin' },
  settings_part_missing: { status: 409, audience: 'admin' },
  settings_part_hash_wrong: { status: 422, audience: 'admin' },
  settings_part_too_large: { status: 413, audience: 'admin' },
  settings_secret_missing: { status: 422, audience: 'admin' },
  connection_unknown: { status: 404, audience: 'admin' },
  connection_exists: { status: 409, audience: 'admin' },
  forge_token_missing: { status: 401, audience: 'admin' },
  forge_token_invalid: { status: 401, audience: 'admin' },
  forge_token_replayed: { status: 401, audience: 'admin' },
  forge_module_not_allowed: { status: 403, audience: 'admin' },
  not_administrator: { status: 403, audience: 'admin' },
  administrator_check_failed: { status: 502, audience: 'admin' },
  tenant_managed_by_file: { status: 409, audience: 'admin' },
  tenant_managed_by_forge: { status: 409, audience: 'operator' },
  broker_unreachable: { status: 502, audience: 'admin' },
  broker_no_answer: { status: 502, audience: 'admin' },
  settings_not_live: { status: 409, audience: 'admin' },
  settings_storage_unavailable: { status: 503, audience: 'admin' },
} as const satisfies ErrorGroup;
