/** Now, in epoch milliseconds. One place, so that a test can move it. */
export const now = (): number => Date.now();
