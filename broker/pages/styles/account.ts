export const accountCss = `
.account{max-width:46rem;padding-block:2.5rem 1rem}
.account .card>*+*{margin-top:1rem}
.items>li{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;padding:.875rem 0;border-top:1px solid var(--line)}
.items>li>div{flex:1 1 14rem;min-width:0}
.items .name{margin-inline-end:.5rem;font-weight:600}
.items .button,.card .button{min-height:2.5rem;padding-inline:1rem}
.ways>li+li{margin-top:1rem}
.ways .subtle{margin-top:.375rem;font-size:.875rem}
`;
