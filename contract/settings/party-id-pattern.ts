/** Without anchors, for use inside other patterns. */
export const partyIdPattern = '[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?';
