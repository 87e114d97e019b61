export const signInCss = `
.choices{display:grid;gap:.75rem}
.last-used{display:grid;gap:.375rem;text-align:center}
.last-used+.choices{padding-top:1rem;border-top:1px solid var(--line)}
.choices.many{gap:.375rem}
.choices.many .button{justify-content:flex-start;text-align:start;border-color:var(--line);font-weight:550}
.qr{margin-inline:auto;border-radius:10px;stroke:none}
.on-phone{padding:1rem;border-radius:10px;background:var(--sunken);text-align:center}
.on-phone strong{font-size:2.25rem;line-height:1.2;letter-spacing:.06em;font-variant-numeric:tabular-nums;white-space:nowrap}
.pair-by-hand{display:grid;gap:.375rem;padding:.75rem 1rem;border-radius:10px;background:var(--sunken)}
.pair-by-hand div{display:grid;grid-template-columns:minmax(4.5rem,34%) 1fr;gap:1rem}
.pair-by-hand div[hidden]{display:none}
.pair-by-hand .code{font-size:1.25rem;font-weight:600;white-space:nowrap}
.trouble{margin-bottom:1rem}
.pair-by-hand dt{color:var(--subtle)}
.pair-by-hand dd{margin:0;overflow-wrap:anywhere}
.by-hand summary{padding:.25rem 0;color:var(--accent-text);font-weight:550;cursor:pointer}
.by-hand p{margin-top:.5rem;padding:.75rem 1rem;border-radius:10px;background:var(--sunken)}
.codes{display:grid;gap:.375rem;justify-content:center;padding:1rem;border:1px solid var(--line);border-radius:10px;background:var(--sunken);user-select:all}
.codes code{letter-spacing:.04em;white-space:nowrap}
.ways{display:grid;gap:1rem;padding:0;list-style:none}
.ways p{margin:.25rem 0 0}
.other-ways{display:grid;gap:.25rem;justify-items:center;padding-top:1rem;border-top:1px solid var(--line)}
.other-ways.wide{justify-items:stretch;text-align:center}
.other-ways .stack>*{margin:0}
`;
