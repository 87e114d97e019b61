import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { destinationPathOf, returnPathOf } from '../../../broker/portal/return-path.ts';

const origin = 'https://acme.help.example';
const home = '/servicedesk/customer/portals';

describe('the way back after signing in', () => {
  test.each([
    ['/servicedesk/customer/portal/6', '/servicedesk/customer/portal/6'],
    ['/servicedesk/customer/user/requests?status=all&text=a%20b', '/servicedesk/customer/user/requests?status=all&text=a%20b'],
    ['/servicedesk/../servicedesk/customer/portal/6', '/servicedesk/customer/portal/6'],
    ['/?x', home],
  ])('stays within the portal: %s', (wanted, path) => {
    expect(returnPathOf(wanted, origin)).toBe(path);
  });

  test.each([
    ['https://evil.example/'],
    ['//evil.example/x'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['/\t/evil.example'],
    ['/\n/evil.example'],
    ['/.//evil.example'],
    ['/x/..//evil.example'],
    ['/%2e//evil.example'],
    ['javascript:alert(1)'],
    ['servicedesk'],
    ['/saml/acs'],
    ['/saml/slo?x'],
    ['/servicedesk/customer/user/logout'],
    ['/servicedesk/customer/user/LOGIN?destination=x'],
    [`/${'a'.repeat(2_000)}`],
    [''],
    [null],
    [undefined],
  ])('is the help centre for anything else: %j', (wanted) => {
    expect(returnPathOf(wanted, origin)).toBe(home);
  });

  test('never leaves the origin, whatever it is', () => {
    const risky = fc.string({ unit: fc.constantFrom('/', '\\', '.', '@', ':', '?', '#', '%', '2', 'f', 'e', 'x', '\t', 'evil.example') });
    fc.assert(
      fc.property(fc.oneof(risky, fc.string()), (text) => {
        const path = returnPathOf(`/${text}`, origin);
        expect(path).toMatch(/^\/(?!\/)/);
        expect(new URL(path, origin).origin).toBe(origin);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['portals', home],
    ['portal/6', '/servicedesk/customer/portal/6'],
    ['/servicedesk/customer/portal/6/ACME-1', '/servicedesk/customer/portal/6/ACME-1'],
    ['../../../x', '/x'],
    ['//evil.example', home],
    ['https://evil.example', '/servicedesk/customer/https://evil.example'],
    [['portals'], home],
  ])('reads the native "destination": %j', (destination, path) => {
    expect(destinationPathOf(destination, origin)).toBe(path);
  });
});
