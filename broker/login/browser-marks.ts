/**
 * Browsers that people are known in, and those they asked to be remembered in. A mark is a row's name and a secret; the
 * secret changes with every sign-in, so that a copied cookie is found out as soon as both are used.
 */
import { createHash } from 'node:crypto';
import type { SecondFactorSettings } from '#contract/settings/second-factor';
import type { BrowserId, EpochMs, TenantId } from '../domain/brands.ts';
import { browserKnownForMs } from '../domain/known-browsers.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { FactorSubject } from '../domain/ports/factor.ts';
import type { Stores } from '../domain/ports/storage.ts';
import type { StoredBrowser } from '../domain/ports/stores/browser-store.ts';
import { sameText } from '../domain/same-text.ts';
import type { LoginDeps, Scene } from './deps.ts';
import type { BrowserChange } from './reply.ts';

const dayMs = 24 * 3_600_000;
/** Two windows that sign in at once bring the same secret; the second is no thief. */
const previousGoodMs = 30_000;
/** People who share one browser. */
const maxMarks = 3;
const secretBytes = 32;

interface Mark {
  readonly id: BrowserId;
  readonly secret: string;
}

/** A mark that this browser brought for this person, and whether it may be believed. */
export interface KnownBrowser {
  readonly row: StoredBrowser;
  readonly secret: string;
}

/** `stolen`: the secret was used before; the mark is gone. */
export type Recognized = { readonly known: KnownBrowser | null; readonly stolen: boolean };

/** Is this a browser that the person signed in with before? Every wrong secret ends its mark. */
export async function recognize(deps: Pick<LoginDeps, 'storage' | 'clock'>, at: FactorSubject, cookie: string | null): Promise<Recognized> {
  const { browsers } = deps.storage;
  for (const { id, secret } of marksIn(cookie)) {
    const row = await browsers.find(at.tenant, id);
    if (row === null || row.subject !== at.subject) continue;
    const isFresh = deps.clock.now() - row.rotatedAt <= previousGoodMs;
    const hash = hashOf(secret);
    const isGood = sameText(hash, row.secretHash) || (isFresh && row.previousHash !== null && sameText(hash, row.previousHash));
    if (isGood) return { known: { row, secret }, stolen: false };
    await browsers.remove(at.tenant, at.subject, id);
    return { known: null, stolen: true };
  }
  return { known: null, stolen: false };
}

/** Until when the person's wish not to be asked in this browser holds, by the settings of today; null where they did not wish it. */
export function rememberedUntil(
  { rememberedAt }: Pick<StoredBrowser, 'rememberedAt'>,
  { rememberDays }: Pick<SecondFactorSettings, 'rememberDays'>,
): EpochMs | null {
  return rememberedAt === null ? null : rememberedAt + rememberDays * dayMs;
}

/** Does that wish still hold? */
export function isRemembered(known: KnownBrowser | null, settings: Pick<SecondFactorSettings, 'rememberDays'>, now: EpochMs): boolean {
  const until = known && rememberedUntil(known.row, settings);
  return until !== null && now < until;
}

/** What the browser called itself when its mark was made; null where it did not say, or where it cannot be read any more. */
export async function agentOf({ vault }: Pick<LoginDeps, 'vault'>, { tenant, id, sealed }: StoredBrowser): Promise<string | null> {
  const plain = await openSealed(vault, placeOf(tenant, id), sealed);
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as { agent: string | null }).agent;
}

const placeOf = (tenant: TenantId, row: BrowserId) => ({ tenant, table: 'browser', row, column: 'sealed' });

/** A mark about to be left. */
export interface PreparedMark {
  /** What the browser is given, where `write` stands. */
  readonly change: Pick<BrowserChange, 'setMarks'>;
  /** False where another window of this browser was quicker: its mark is the browser's, and this one must not replace it. */
  write(stores: Stores): Promise<boolean>;
}

/** The mark that a sign-in leaves: a new secret for a known browser, a new mark for another. */
export async function leaveMark(
  deps: Pick<LoginDeps, 'vault' | 'clock' | 'random'>,
  { visit }: Pick<Scene, 'visit'>,
  at: FactorSubject,
  { known, cookie, remembers }: { known: KnownBrowser | null; cookie: string | null; remembers: boolean },
): Promise<PreparedMark> {
  const now = deps.clock.now();
  const secret = Buffer.from(deps.random.bytes(secretBytes)).toString('base64url');
  const id = known?.row.id ?? (deps.random.token(16) as BrowserId);
  const rememberedAt = remembers ? now : undefined;
  const others = marksIn(cookie).filter((mark) => mark.id !== id);
  const marks = [{ id, secret }, ...others].slice(0, maxMarks);
  const change = { setMarks: { marks: marks.map((mark) => `${mark.id}.${mark.secret}`).join('~'), expiresAt: now + browserKnownForMs } };
  const sealed = await deps.vault.seal(placeOf(at.tenant, id), new TextEncoder().encode(JSON.stringify({ agent: visit.agent })));
  return {
    change,
    async write({ browsers }) {
      if (known !== null) return browsers.rotate({ ...at, id }, { from: hashOf(known.secret), to: hashOf(secret), rememberedAt }, now);
      await browsers.insert({
        ...at,
        id,
        secretHash: hashOf(secret),
        previousHash: null,
        rotatedAt: now,
        rememberedAt: rememberedAt ?? null,
        sealed,
        createdAt: now,
        lastSeenAt: now,
      });
      return true;
    },
  };
}

const markShape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** What the cookie says; whatever is not shaped like a mark is none. */
export function marksIn(cookie: string | null): Mark[] {
  return (cookie ?? '')
    .split('~')
    .slice(0, maxMarks)
    .flatMap((text) => {
      const [, id, secret] = markShape.exec(text) ?? [];
      return id === undefined || secret === undefined ? [] : [{ id: id as BrowserId, secret }];
    });
}

function hashOf(secret: string): string {
  return createHash('sha256').update(`browser\0${secret}`).digest('base64url');
}
