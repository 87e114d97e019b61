/**
 * Keys of the app's modules as the manifest names them. They stand in every invocation token (`app.module.key`), so the
 * broker tells by them whether an administrator's page, a lifecycle event or the schedule is speaking.
 */
export const forgeModules = {
  admin: 'gatehouse-admin',
  lifecycle: 'gatehouse-lifecycle',
  heartbeat: 'gatehouse-heartbeat',
} as const;
