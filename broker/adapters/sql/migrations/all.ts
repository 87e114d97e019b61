import { first } from './0001-first.ts';
import { peppers } from './0002-peppers.ts';
import { upkeep } from './0003-upkeep.ts';
import { signInTests } from './0004-sign-in-tests.ts';
import { traces } from './0005-traces.ts';
import { singleLogout } from './0006-single-logout.ts';
import { secondFactors } from './0007-second-factors.ts';
import { seenPlaces } from './0008-seen-places.ts';
import { hardwareTokens } from './0009-hardware-tokens.ts';
import { people } from './0010-people.ts';
import { browsers } from './0011-browsers.ts';
import { phoneRequests } from './0012-phone-requests.ts';
import { sessionVisits } from './0013-session-visits.ts';
import { voidSignIns } from './0014-void-sign-ins.ts';
import { boundAddresses } from './0015-bound-addresses.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. */
export const migrations: readonly Migration[] = [
  first,
  peppers,
  upkeep,
  signInTests,
  traces,
  singleLogout,
  secondFactors,
  seenPlaces,
  hardwareTokens,
  people,
  browsers,
  phoneRequests,
  sessionVisits,
  voidSignIns,
  boundAddresses,
];
