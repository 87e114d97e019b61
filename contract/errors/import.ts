import type { ErrorGroup } from '#contract/errors/kinds';

/** Why a description of a provider or an application cannot be imported. Nothing is changed by a refused import. */
export const importErrors = {
  // The address.
  import_address_invalid: { status: 422, audience: 'admin' },
  import_address_refused: { status: 422, audience: 'admin' },
  import_unreachable: { status: 422, audience: 'admin' },
  import_timeout: { status: 422, audience: 'admin' },
  import_too_large: { status: 422, audience: 'admin' },
  import_redirected: { status: 422, audience: 'admin' },
  import_status: { status: 422, audience: 'admin' },
  // What stands there, or was pasted.
  import_private_key: { status: 422, audience: 'admin' },
  import_not_xml: { status: 422, audience: 'admin' },
  import_doctype: { status: 422, audience: 'admin' },
  import_malformed: { status: 422, audience: 'admin' },
  import_unsigned: { status: 422, audience: 'admin' },
  import_signature_wrong: { status: 422, audience: 'admin' },
  import_signer_unusable: { status: 422, audience: 'admin' },
  import_member_unknown: { status: 422, audience: 'admin' },
  // The discovery document.
  import_discovery_invalid: { status: 422, audience: 'admin' },
  import_issuer_foreign: { status: 422, audience: 'admin' },
  import_issuer_shared: { status: 422, audience: 'admin' },
  import_endpoint_refused: { status: 422, audience: 'admin' },
  import_unsupported: { status: 422, audience: 'admin' },
} as const satisfies ErrorGroup;

export type ImportErrorCode = keyof typeof importErrors;
