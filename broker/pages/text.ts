/** Names in braces: `Page {page}` has `page`. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** Puts values into the places that a text marks with `{name}`. A missing or needless one fails the type check. */
export function fill<Text extends string>(text: Text, values: Readonly<Record<Names<Text>, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: Names<Text>) => String(values[name]));
}
