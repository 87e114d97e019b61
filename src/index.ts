/** The functions that manifest.yml names, and nothing else. */
export { onLifecycle as lifecycle, onSchedule as heartbeat } from './events';
export { resolver as admin } from './resolver';
