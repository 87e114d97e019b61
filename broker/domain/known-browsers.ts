/** As long as browsers keep a cookie at most (RFC 6265bis, 5.5); a browser that was not seen for so long is new again. */
export const browserKnownForMs = 400 * 24 * 3_600_000;
