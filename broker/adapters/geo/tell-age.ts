import { ageInDays, oldDataDays } from '../../domain/geo-database.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Places } from '../../domain/ports/places.ts';

/** Says at the start how old the data is (`count` days), and warns when it is too old to go by. */
export function tellAge(places: Places, { clock, log }: { clock: Clock; log: Log }): void {
  if (!places.isKnown) return;
  const { builtAt, kind } = places.source;
  const count = ageInDays({ builtAt }, clock.now());
  const fields = { purpose: kind, count, because: `places.built-${new Date(builtAt).toISOString().slice(0, 10)}` };
  if (count > oldDataDays) log.warn('places.old', fields);
  else log.info('places.ready', fields);
}
