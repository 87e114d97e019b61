/** Structured log. Only allow-listed fields pass; secrets, tokens, names and addresses of people never do. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields & { error?: unknown }): void;
}

export interface LogFields {
  readonly tenant?: string;
  readonly code?: string;
  readonly because?: string;
  readonly supportCode?: string;
  readonly connection?: string;
  readonly party?: string;
  /** Account id of the administrator who did it, or `operator`. */
  readonly by?: string;
  /** Beginning of the keyed pseudonym of a person: nobody is known by it without the tenant's key. */
  readonly person?: string;
  readonly step?: string;
  readonly purpose?: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly revision?: number;
  readonly epoch?: number;
  readonly host?: string;
  readonly port?: number;
}
