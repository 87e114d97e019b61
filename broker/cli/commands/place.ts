import { ageInDays, dbipAttribution, oldDataDays } from '../../domain/geo-database.ts';
import type { Places } from '../../domain/ports/places.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json } from '../print.ts';
import { withParts } from '../with-parts.ts';

type Known = Extract<Places, { isKnown: true }>;

export const place: Command = {
  name: ['place'],
  summary: 'Says which country an address is in by the file of GEO_DATABASE, as rules see it, and how old the file is.',
  words: ['ADDRESS'],
  options: { json: { type: 'boolean', text: 'Prints the answer as JSON.' } },
  examples: ['gatehouse place 193.110.81.0', 'gatehouse place 2620:fe::fe --json'],
  async run({ words: [address = ''], flag }, context) {
    return withParts(context, async ({ places, clock }) => {
      if (!places.isKnown) throw new UsageError('no file is named: set GEO_DATABASE');
      const days = ageInDays(places.source, clock.now());
      context.out(flag('json') ? asJson(places, address, days) : inWords(places, address, days));
      return exitCodes.done;
    });
  },
};

function asJson({ placeOf, source }: Known, address: string, days: number): string {
  const found = placeOf(address);
  const { kind, isDbipLite } = source;
  return json({
    address,
    country: found?.country ?? null,
    latitude: found?.at?.latitude ?? null,
    longitude: found?.at?.longitude ?? null,
    database: { kind, builtOn: dayOf(source.builtAt), days, ...(isDbipLite && { source: dbipAttribution }) },
  });
}

function inWords({ placeOf, source }: Known, address: string, days: number): string {
  const found = placeOf(address);
  const at = found?.at ? ` (${found.at.latitude}, ${found.at.longitude})` : '';
  const where =
    found === null ? `${address}: nobody knows, or it is no public address.` : `${address}: ${found.country ?? 'no country'}${at}`;
  const age = `Data of ${dayOf(source.builtAt)}, ${days} days old${days > oldDataDays ? ': replace the file' : ''}. ${source.kind}.`;
  return [where, age, ...(source.isDbipLite ? [`${dbipAttribution.text}, ${dbipAttribution.url}`] : [])].join('\n');
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
