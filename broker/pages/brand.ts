/** How a tenant looks; the portal part of its settings fits. */
export interface Brand {
  readonly name: string;
  /** `#rrggbb` */
  readonly accentColor: string;
  /** Whom to ask when something is refused; empty where nobody was named. */
  readonly contact: string;
}
