/** The whole of `types.generated.ts`, from the two parsed documents. Throws for a name that they do not know. */
export function generateTypes(documents: { readonly jsm: unknown; readonly jira: unknown }): string;
/** Reads `jsm.openapi.json` and `jira.openapi.json` of a folder. */
export function readDocuments(folder: string): { readonly jsm: unknown; readonly jira: unknown };
