/** Which certificates of a provider are trusted by its metadata: pure, as time and readings go by. */
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { EpochMs } from '../brands.ts';
import { certificateFacts } from '../certificates.ts';
import type { PublishedProvider } from './published.ts';
import type { MetadataState, SeenCertificate } from './state.ts';

/** A certificate that is not published any more is trusted for this long: what it signed last, and who else is slow. */
export const certificateOverlapMs = 7 * 86_400_000;
/** Retired certificates that are remembered; a provider has one in a year. */
const maxFormerly = 100;

type Certificates = Pick<MetadataState, 'certificates' | 'formerly'>;

/** The certificates after a good reading. */
export function certificatesAfter(
  connection: SamlConnection,
  { certificates: before, formerly }: Certificates,
  { certificates }: PublishedProvider,
  now: EpochMs,
): Certificates {
  const published = certificates
    .filter(({ usable }) => usable)
    .map(({ der, fingerprint, subject, notBefore, notAfter }): SeenCertificate => {
      const returned = formerly.includes(fingerprint);
      return { der, fingerprint, subject, notBefore, notAfter, goneSince: null, retired: false, returned };
    });
  const ders = new Set(published.map(({ der }) => der));
  // Where all that is published was retired before, this may be an old document: then nothing new retires by it.
  const isNews = published.some(({ returned }) => !returned);
  const gone = before
    .filter(({ der }) => !ders.has(der))
    .map((each): SeenCertificate => {
      if (each.returned) return { ...each, goneSince: now, retired: true, returned: false };
      if (!isNews) return each;
      const goneSince = each.goneSince ?? now;
      // Only a good reading retires: while the provider cannot be read, nobody knows whether it is back.
      return { ...each, goneSince, retired: each.retired || now - goneSince >= certificateOverlapMs };
    });
  const retired = gone.filter((each) => each.retired).map(({ fingerprint }) => fingerprint);
  const own = dersOf(connection);
  return {
    // A retired one is kept for as long as it stands in the settings, which would else trust it again.
    certificates: [...published, ...gone.filter((each) => !each.retired || own.has(each.der))],
    formerly: [...formerly, ...retired.filter((each) => !formerly.includes(each))].slice(-maxFormerly),
  };
}

/** The certificates that were retired, are published again, and wait for an administrator. */
export function returnedIn({ certificates }: Pick<Certificates, 'certificates'>): readonly SeenCertificate[] {
  return certificates.filter(({ returned }) => returned);
}

/** The same with those trusted that wait. */
export function trustingReturned({ certificates, formerly }: Certificates): Certificates {
  const trusted = certificates.filter(({ returned }) => returned).map(({ fingerprint }) => fingerprint);
  return {
    certificates: certificates.map((each) => ({ ...each, returned: false })),
    formerly: formerly.filter((each) => !trusted.includes(each)),
  };
}

/** What the settings name, as base64 of the DER. */
export function dersOf({ certificates }: SamlConnection): ReadonlySet<string> {
  return new Set(certificates.map((text) => certificateFacts(text)?.der ?? text));
}
