import type { EpochMs } from '../brands.ts';

export interface Clock {
  now(): EpochMs;
}
