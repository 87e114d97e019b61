/** How long a browser stays signed in, at the login host and at the portal alike: the portal's session hangs on the other. */
export const sessionLimits = {
  /** Ends this long after signing in, whatever happens. */
  absoluteMs: 8 * 3_600_000,
  /** ... and this long after it was last used. */
  idleMs: 2 * 3_600_000,
} as const;
