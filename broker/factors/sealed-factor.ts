import { AppError } from '../domain/app-error.ts';
import type { FactorId, SubjectKey, TenantId } from '../domain/brands.ts';
import type { FactorKind, FactorSubject } from '../domain/ports/factor.ts';
import type { StoredFactor } from '../domain/ports/stores/factor-store.ts';
import type { Vault } from '../domain/ports/vault.ts';

/** What of a factor is sealed: its name and whatever its method needs, as text. */
export interface FactorContent {
  readonly label: string;
  readonly data: Readonly<Record<string, string>>;
}

interface Sealed extends FactorContent {
  readonly subject: SubjectKey;
  readonly kind: FactorKind;
}

type Whose = Pick<StoredFactor, 'tenant' | 'subject' | 'id' | 'kind'>;

export interface FactorSeal {
  seal(whose: Whose, content: FactorContent): Promise<Uint8Array>;
  /** Throws `sealed_value_unreadable` for what was changed, or moved to another tenant, row, person or method. */
  open(row: Whose & Pick<StoredFactor, 'sealed'>): Promise<FactorContent>;
}

/** Seals what factors are made of. Whose it is stands inside, so that a row given to somebody else opens for nobody. */
export function createFactorSeal(vault: Vault): FactorSeal {
  const place = (tenant: TenantId, row: FactorId) => ({ tenant, table: 'mfa_factor', row, column: 'sealed' });
  return {
    async seal({ tenant, subject, id, kind }, { label, data }) {
      const sealed: Sealed = { subject, kind, label, data };
      return vault.seal(place(tenant, id), new TextEncoder().encode(JSON.stringify(sealed)));
    },
    async open({ tenant, subject, id, kind, sealed }) {
      const plain = new TextDecoder().decode(await vault.open(place(tenant, id), sealed));
      const content = JSON.parse(plain) as Sealed;
      if (content.subject !== subject || content.kind !== kind)
        throw new AppError('sealed_value_unreadable', { details: { because: 'factor.of-somebody-else', table: 'mfa_factor' } });
      return { label: content.label, data: content.data };
    },
  };
}

const longestLabel = 40;

/** What a person calls a factor: one short line, or `otherwise` where they said nothing. */
export function labelOf(given: string | undefined, otherwise: string): string {
  const label = (given ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longestLabel)
    .toWellFormed();
  return label === '' ? otherwise : label;
}

export const subjectOf = (scene: { readonly tenant: { readonly id: TenantId }; readonly subject: SubjectKey }): FactorSubject => ({
  tenant: scene.tenant.id,
  subject: scene.subject,
});
