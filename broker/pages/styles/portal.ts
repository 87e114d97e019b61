export const portalCss = `
.hero{padding:clamp(2rem,6vw,3.75rem) 0;border-bottom:1px solid var(--line);background:radial-gradient(60rem 20rem at 88% -10%,var(--accent-tint),transparent 70%),
linear-gradient(var(--accent-tint),var(--page))}
.hero h1{font-size:clamp(1.625rem,4.5vw,2.25rem)}
.hero .lead{margin-top:.5rem;color:var(--text)}
.page{padding-top:2rem}
.page-head{display:flex;gap:1rem;align-items:flex-start;margin:1.25rem 0 2rem}
.page-head>div{min-width:0}
.page-head .lead{margin-top:.25rem}
.tiles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,17.5rem),1fr))}
.tile{position:relative;display:flex;gap:1rem;align-items:flex-start;height:100%;padding:1.25rem;border:1px solid var(--line);border-radius:14px;background:var(--surface)}
.tile:hover{border-color:var(--accent-text);box-shadow:var(--shadow)}
.tile>div{min-width:0}
.tile a{color:var(--text);font-weight:650;text-decoration:none}
.tile a::after{content:"";position:absolute;inset:0;border-radius:14px}
.tile a:focus-visible{outline:none}
.tile a:focus-visible::after{outline:3px solid var(--accent-text);outline-offset:2px}
.tile p{margin-top:.125rem;font-size:.9375rem;color:var(--subtle)}
.split{display:grid;gap:2rem;grid-template-columns:minmax(0,15rem) minmax(0,1fr)}
.split.aside{grid-template-columns:minmax(0,1fr) minmax(0,19rem)}
.tabs{display:flex;flex-direction:column;gap:.125rem}
.tabs a{display:block;padding:.5625rem .875rem;border-radius:8px;color:var(--text);text-decoration:none}
.tabs a:hover{background:var(--sunken)}
.tabs a[aria-current]{background:var(--accent-tint);color:var(--accent-text);font-weight:600}
.rows{border:1px solid var(--line);border-radius:14px;overflow:hidden;background:var(--surface)}
.rows>li{position:relative;display:flex;gap:1rem;align-items:flex-start;padding:1rem 1.25rem}
.rows>li+li{border-top:1px solid var(--line)}
.rows>li:hover{background:var(--sunken)}
.rows>li>div{min-width:0;flex:1}
.rows a{color:var(--text);font-weight:600;text-decoration:none}
.rows a::after{content:"";position:absolute;inset:0}
.rows a:focus-visible{outline:none}
.rows a:focus-visible::after{outline:3px solid var(--accent-text);outline-offset:-3px;border-radius:12px}
.rows p{font-size:.9375rem;color:var(--subtle)}
.rows .meta{display:flex;flex-wrap:wrap;gap:.125rem .75rem;margin-top:.125rem;font-size:.875rem;color:var(--subtle)}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:flex-end;margin-bottom:1.5rem}
.filters>div{flex:1 1 11rem;min-width:0}
.filters>.grow{flex:3 1 16rem}
.filters .label{font-size:.875rem}
.pager{display:flex;justify-content:space-between;gap:1rem;margin-top:1.5rem}
.form-card{max-width:44rem}
.facts dt{font-size:.875rem;color:var(--subtle)}
.facts dd{margin-bottom:1.125rem}
.facts dd:last-child{margin-bottom:0}
.prose{white-space:pre-wrap}
.kept{margin-inline:0;margin-bottom:0;max-height:20rem;overflow:auto}
.page-notice{margin-bottom:2rem}
.feed{display:flex;flex-direction:column;gap:1.5rem}
.feed>li{display:flex;gap:.875rem}
.feed>li>div{min-width:0;flex:1}
.feed .who{display:flex;flex-wrap:wrap;gap:0 .625rem;align-items:baseline;margin-bottom:.25rem}
.feed .who b{font-weight:650}
.feed .event{align-self:center;color:var(--subtle);font-size:.9375rem}
.feed .dot{flex:none;display:flex;align-items:center;justify-content:center;width:2.25rem;height:2.25rem;color:var(--outline)}
@media (max-width:52rem){.split,.split.aside{grid-template-columns:minmax(0,1fr)}.split.aside>aside{order:-1}
.tabs{flex-direction:row;flex-wrap:wrap;gap:.5rem}.tabs a{padding:.375rem .875rem;border:1px solid var(--line);border-radius:99px}}
@media (max-width:40rem){.rows>li{flex-wrap:wrap}.rows>li>div{flex-basis:calc(100% - 3.5rem)}.rows>li>.lozenge{margin-left:3rem}}
@media (max-width:30rem){.page{padding-top:1.25rem}.rows>li{padding:.875rem 1rem;gap:.5rem .75rem}.card{padding:1.125rem}.page-head{gap:.75rem}}
`;
