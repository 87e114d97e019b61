import { traceRoutes } from '#contract/rpc/traces';
import type { Call } from './admin-bench.ts';

const post = (route: keyof typeof traceRoutes, body: unknown): Call => ({ method: 'POST', url: traceRoutes[route].path, body });

/** One good call of each route about sign-ins and kept messages. */
export const activity: Call = { method: 'GET', url: traceRoutes.activity.path };
export const signIns = (connection = 'okta'): Call => post('signIns', { connection });
export const captureState = (connection = 'okta'): Call => post('captureState', { connection });
export const startCapture = (connection = 'okta'): Call => post('startCapture', { connection });
export const stopCapture = (connection = 'okta'): Call => post('stopCapture', { connection });
export const forgetCaptured = (connection = 'okta'): Call => post('forgetCaptured', { connection });
export const readCaptured = (id: string): Call => post('readCaptured', { id });
