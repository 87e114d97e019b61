// The real peers are no part of `npm test`: they are installed on the machine. `npm run interop` runs them.
import base from '../../jest.config.js';

const node = base.projects.find(({ displayName }) => displayName === 'node');

export default {
  ...node,
  rootDir: '../..',
  displayName: 'interop',
  // A sign-in goes through four programs; on a machine with other work that takes its time.
  testTimeout: 60_000,
  maxWorkers: base.maxWorkers,
  // Which variants were tried is the point of a run.
  verbose: true,
  // oidc-provider has much to say about what nobody should do in production; `-- --silent=false` shows it.
  silent: true,
  testMatch: ['<rootDir>/test/interop/**/*.interop.ts'],
};
