import { AppError } from '../../domain/app-error.ts';
import type { ChallengeId, EpochMs, FactorId, SubjectKey, TenantId } from '../../domain/brands.ts';
import type { StoredChallenge } from '../../domain/ports/stores/challenge-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';

/** A request that waits for a phone: what the person has to see there, and whom to tell should it not be theirs. */
export interface SignInRequest {
  readonly purpose: 'sign-in';
  /** Until when it may be answered; the row stays a little longer, for the sign-in page to see the answer. */
  readonly until: EpochMs;
  readonly site: string;
  readonly entering: string;
  /** From where the sign-in comes. */
  readonly address: string;
  readonly agent: string | null;
  readonly country: string | null;
  /** Where e-mail reaches the person; null where nowhere. */
  readonly mail: string | null;
  /** As the company calls them. */
  readonly person: string;
  /** The phone that approved it. */
  readonly device: FactorId | null;
}

/** A phone that is to be paired. */
export interface PairingRequest {
  readonly purpose: 'pair';
  /** What it will be called. */
  readonly factor: FactorId;
}

type Content = SignInRequest | PairingRequest;

/** Seals what stands in a challenge. Whose it is stands inside, so that a row given to somebody else opens for nobody. */
export function createChallengeSeal(vault: Vault) {
  const place = (tenant: TenantId, row: ChallengeId) => ({ tenant, table: 'mfa_challenge', row, column: 'sealed' });

  async function open({ tenant, id, subject, sealed }: StoredChallenge): Promise<Content> {
    const plain = new TextDecoder().decode(await vault.open(place(tenant, id), sealed));
    const { subject: whose, ...content } = JSON.parse(plain) as Content & { subject: SubjectKey };
    if (whose !== subject)
      throw new AppError('sealed_value_unreadable', { details: { because: 'challenge.of-somebody-else', table: 'mfa_challenge' } });
    return content;
  }

  return {
    seal: ({ tenant, id, subject }: Pick<StoredChallenge, 'tenant' | 'id' | 'subject'>, content: Content): Promise<Uint8Array> =>
      vault.seal(place(tenant, id), new TextEncoder().encode(JSON.stringify({ ...content, subject }))),
    /** Null for a challenge of another method, or a pairing. */
    async signIn(row: StoredChallenge | null): Promise<SignInRequest | null> {
      const content = row?.kind === 'push' ? await open(row) : null;
      return content?.purpose === 'sign-in' ? content : null;
    },
    /** Null for a challenge of another method, or a request. */
    async pairing(row: StoredChallenge | null): Promise<PairingRequest | null> {
      const content = row?.kind === 'push' ? await open(row) : null;
      return content?.purpose === 'pair' ? content : null;
    },
  };
}

export type ChallengeSeal = ReturnType<typeof createChallengeSeal>;
