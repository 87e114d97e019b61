/** One step into a JSON document. */
export type PathStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'index'; readonly at: number }
  | { readonly kind: 'where'; readonly name: string; readonly is: string }
  | { readonly kind: 'each' };

const key = /^[^.[\]=]+/;
const bracket = /^\[(?:(?<index>0|[1-9]\d{0,3})|(?<name>[^.[\]=]+)=(?<is>[^[\]]+)|)\]/;

/**
 * A place in a JSON document: `user.id`, `emails[0]`, `emails[primary=true].value`, `teams[].name`. It begins with a name;
 * after that names behind dots, and in brackets a position, a condition, or nothing for "each". Null: it is no such path.
 */
export function readPath(text: string): readonly PathStep[] | null {
  const steps: PathStep[] = [];
  let rest = text;
  let wantsKey = true;
  while (rest !== '' || wantsKey) {
    const name = wantsKey ? key.exec(rest)?.[0] : undefined;
    if (wantsKey) {
      if (name === undefined) return null;
      steps.push({ kind: 'key', name });
      rest = rest.slice(name.length);
      wantsKey = false;
    } else if (rest.startsWith('.')) {
      rest = rest.slice(1);
      wantsKey = true;
    } else {
      const found = bracket.exec(rest);
      if (found === null) return null;
      steps.push(stepOf(found.groups ?? {}));
      rest = rest.slice(found[0].length);
    }
  }
  return steps;
}

function stepOf({ index, name, is }: Readonly<Record<string, string | undefined>>): PathStep {
  if (index !== undefined) return { kind: 'index', at: Number(index) };
  return name !== undefined && is !== undefined ? { kind: 'where', name, is } : { kind: 'each' };
}
