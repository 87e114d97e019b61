/**
 * The functions of the Forge app, loaded from its real source. Loaded by address: `src/` is written for the Forge
 * bundler (imports without extension), which the type check of this folder does not follow.
 */
export interface ForgeApp {
  admin(call: ResolverCall, backend: { principal: { accountId: string } }): Promise<unknown>;
  lifecycle(event: { eventType: string }): Promise<void>;
  heartbeat(): Promise<void>;
}

interface ResolverCall {
  readonly call: { readonly functionKey: string; readonly payload?: unknown };
  readonly context: Readonly<Record<string, unknown>>;
}

export async function loadForgeApp(): Promise<ForgeApp> {
  const entry = new URL('../../src/index.ts', import.meta.url).href;
  return (await import(entry)) as ForgeApp;
}
