export const layoutsCss = `
.wrap{width:100%;max-width:68rem;margin:0 auto;padding:0 1.5rem}
.bar{border-bottom:1px solid var(--line);background:var(--surface)}
.bar .wrap{display:flex;align-items:center;gap:.5rem 1rem;min-height:3.75rem;max-width:80rem}
.brand{display:flex;align-items:center;gap:.75rem;min-width:0;margin-right:auto;color:var(--text);font-weight:650;text-decoration:none}
.brand span:last-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mark{display:inline-flex;flex:none;align-items:center;justify-content:center;width:2rem;height:2rem;border-radius:8px;background:var(--accent);color:var(--on-accent);
font-size:1rem;font-weight:700;line-height:1}
.bar nav{display:flex;align-items:center;gap:.25rem}
.bar-link{padding:.5rem .75rem;border-radius:8px;color:var(--text);font-weight:550;text-decoration:none;white-space:nowrap}
.bar-link:hover,.bar-link[aria-current]{background:var(--sunken)}
.menu{position:relative}
.menu summary{display:flex;align-items:center;padding:.25rem;border-radius:50%;cursor:pointer;list-style:none}
.menu summary::-webkit-details-marker{display:none}
.menu summary:focus-visible{border-radius:50%}
.menu-panel{position:absolute;right:0;top:calc(100% + .5rem);z-index:5;width:max-content;min-width:13rem;max-width:calc(100vw - 3rem);padding:.5rem;border:1px solid var(--line);
border-radius:12px;background:var(--surface);box-shadow:var(--shadow)}
.menu-panel p{padding:.5rem .75rem .625rem;margin-bottom:.5rem;border-bottom:1px solid var(--line);font-weight:600}
.menu-panel a,.menu-panel button{display:block;width:100%;padding:.5625rem .75rem;border:0;border-radius:8px;background:none;color:var(--text);font:inherit;text-align:left;
text-decoration:none;cursor:pointer}
.menu-panel a:hover,.menu-panel button:hover{background:var(--sunken)}
.foot{margin-top:4rem;padding:1.5rem 0 2rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--subtle)}
.foot .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between}
.gate{display:flex;flex-direction:column;align-items:center;padding:clamp(1.5rem,7vh,5rem) 1rem 2rem;background:var(--sunken)}
.gate-brand{display:flex;flex-direction:column;align-items:center;gap:.875rem;margin-bottom:1.75rem;font-size:1.0625rem;font-weight:650;text-align:center}
.gate-brand .mark{width:3rem;height:3rem;border-radius:13px;font-size:1.5rem}
.gate-card{width:100%;max-width:27rem;padding:2rem;border:1px solid var(--line);border-radius:18px;background:var(--surface);box-shadow:var(--shadow)}
.gate-card h1{font-size:1.375rem}
.gate-card h1+p{margin-top:.5rem}
.gate-foot{max-width:27rem;margin-top:1.5rem;font-size:.875rem;color:var(--subtle);text-align:center}
.support{display:grid;gap:.25rem;padding:.875rem 1rem;border-radius:10px;background:var(--sunken);font-size:.875rem}
.support .code{font-size:1.0625rem;letter-spacing:.06em;white-space:nowrap;user-select:all}
.gate-card .support{border:1px solid var(--line)}
@media (max-width:30rem){.wrap{padding:0 1rem}.gate-card{padding:1.5rem 1.25rem}.bar-link{padding:.5rem}}
`;
