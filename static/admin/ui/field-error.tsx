import type { ReactNode } from 'react';

/** What is wrong with a field, or with a group of them; `id` ties it to what it is about. */
export function FieldError({ id, role, children }: { id?: string; role?: 'alert'; children: ReactNode }) {
  return (
    <p className="field-error" {...(id === undefined ? {} : { id })} {...(role === undefined ? {} : { role })}>
      <span aria-hidden="true" className="field-error-mark" />
      {children}
    </p>
  );
}
