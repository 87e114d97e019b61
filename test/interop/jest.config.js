// The real peers are no part of `npm test`: they are installed on the machine. `npm run interop` runs them.
import base from '../../jest.config.js';

const node = base.projects.find(({ displayName }) => displayName === 'node');

export default {
  ...node,
  rootDir: '../..',
  displayName: 'interop',
  testMatch: ['<rootDir>/test/interop/**/*.interop.ts'],
};
