/** What one person sees, natively or through the guard, in texts that can be compared. */
export interface Sight {
  /** `id name`, in order. */
  readonly portals: readonly string[];
  /** By desk: `group: types`; null for a portal that does not exist for the person. */
  readonly portal: Readonly<Record<string, readonly string[] | null>>;
  /** By `desk/type`: ids of the form's fields. */
  readonly forms: Readonly<Record<string, readonly string[] | null>>;
  /** By `status desk text`: keys. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** By `desk/key` as asked for. */
  readonly requests: Readonly<Record<string, RequestSight | null>>;
}

export interface RequestSight {
  readonly key: string;
  readonly desk: string;
  readonly type: string;
  readonly summary: string;
  readonly status: string;
  readonly reporter: string;
  readonly fields: readonly string[];
  readonly comments: readonly string[];
}

/** What is to be looked at. */
export interface Questions {
  readonly desks: readonly string[];
  readonly forms: readonly { readonly deskId: string; readonly typeId: string }[];
  readonly lists: readonly ListQuestion[];
  readonly requests: readonly { readonly deskId: string; readonly key: string }[];
}

export interface ListQuestion {
  readonly status: 'open' | 'closed' | 'all';
  readonly deskId: string | null;
  readonly text: string;
}

export const listName = ({ status, deskId, text }: ListQuestion) => `${status} ${deskId ?? '-'} ${text}`;
