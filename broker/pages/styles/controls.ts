export const controlsCss = `
.button{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--accent-text);
border-radius:8px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;line-height:1.3;text-align:center;text-decoration:none;overflow-wrap:normal;cursor:pointer}
.button:hover{background:var(--accent-hover)}
.button.quiet{background:transparent;border-color:transparent;color:var(--accent-text)}
.button.quiet:hover{background:var(--accent-tint)}
.button.plain{background:var(--surface);border-color:var(--outline);color:var(--text)}
.button.plain:hover{background:var(--sunken)}
.button.wide{width:100%}
.button[aria-disabled=true]{opacity:.65;cursor:progress}
.field{display:block}
.field+.field,.field+.actions,.fields>*+*{margin-top:1.5rem}
.label{display:block;margin-bottom:.375rem;font-weight:600}
.label .must{color:var(--danger);font-weight:400}
.hint{margin-top:.375rem;font-size:.875rem;color:var(--subtle)}
.error{display:flex;gap:.375rem;margin-top:.375rem;font-size:.875rem;font-weight:550;color:var(--danger)}
.error svg{margin-top:.15rem}
.input{display:block;width:100%;min-height:2.75rem;padding:.5625rem .75rem;border:1px solid var(--outline);border-radius:8px;background:var(--surface);
color:var(--text);font:inherit;line-height:1.4}
.input::placeholder{color:var(--subtle);opacity:1}
.input:hover{border-color:var(--text)}
.input:focus{outline:3px solid var(--accent-text);outline-offset:-1px;border-color:transparent}
.input[aria-invalid=true]{border-color:var(--danger);box-shadow:inset 0 0 0 1px var(--danger)}
textarea.input{min-height:9rem;resize:vertical}
select.input{appearance:none;padding-right:2.25rem;background:var(--surface) no-repeat right .8rem center/.8rem
url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%238390a5' stroke-width='2.2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m3 6 5 5 5-5'/%3E%3C/svg%3E")}
.input.short{max-width:14rem}
.input.spaced{font-size:1.5rem;letter-spacing:.35em;text-align:center;font-variant-numeric:tabular-nums}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.5rem .625rem;margin:0 -.625rem;border-radius:8px;cursor:pointer}
.choice:hover{background:var(--sunken)}
.choice input{flex:none;width:1.125rem;height:1.125rem;margin:.25rem 0 0;accent-color:var(--accent-text)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-top:2rem}
.search{display:flex;gap:.5rem;align-items:stretch}
.search .input{flex:1 1 8rem;min-width:0}
.search .button{flex:none}
@media (max-width:30rem){.actions .button{flex:1 1 100%}}
`;
