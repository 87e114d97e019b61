/** One call to the outside. Never follows a redirect. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** 5 s unless told; includes reading the whole body. */
  readonly timeoutMs?: number;
  /** 1 MB unless told, counted after decompression. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The guarded pool (DESIGN section 12): https and public addresses only, connects to the address it checked, except for
 * the operator's exact exceptions. Throws `outbound_refused`, `outbound_timeout`, `outbound_too_large`, `outbound_failed`.
 */
export interface Outbound {
  send(request: OutboundRequest): Promise<OutboundResponse>;
  /** Why this address would be refused before any connection, or null; for settings pages. */
  refusalOf(url: string): string | null;
}
