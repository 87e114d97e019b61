export const baseCss = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--page);color:var(--text);
font:400 1rem/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;
overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
main{flex:1 0 auto;width:100%}
main:focus{outline:none}
h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset{margin:0;padding:0}
h1,h2,h3{font-weight:650;line-height:1.25;letter-spacing:-.011em;text-wrap:balance}
h1{font-size:1.75rem}h2{font-size:1.25rem}h3{font-size:1rem}
ul,ol{list-style:none}
fieldset{border:0;min-width:0}
legend{padding:0}
a{color:var(--accent-text);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent-text);outline-offset:2px;border-radius:4px}
svg{display:block;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
code,.code{font:500 .95em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-6rem;z-index:9;padding:.75rem 1.25rem;border-radius:0 0 8px 8px;background:var(--text);color:var(--page)}
.skip:focus{top:0}
.subtle{color:var(--subtle)}
.small{font-size:.875rem}
.lead{font-size:1.0625rem;color:var(--subtle);max-width:42rem}
.stack>*+*{margin-top:1rem}
.stack-wide>*+*{margin-top:2rem}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
@media (prefers-reduced-motion:no-preference){a,.button,.tile,.choice,input,select,textarea{transition:background-color .12s,border-color .12s,box-shadow .12s}}
@media (forced-colors:active){.button,.card,.tile,.lozenge,.notice{border:1px solid}}
`;
