export const surfacesCss = `
.card{padding:1.5rem;border:1px solid var(--line);border-radius:14px;background:var(--surface)}
.card>h2:first-child{font-size:1.0625rem;margin-bottom:.75rem}
.notice{display:flex;gap:.75rem;padding:1rem 1.125rem;border-radius:10px;background:var(--info-tint)}
.notice>svg{margin-top:.15rem;color:var(--info)}
.notice>div{min-width:0;flex:1}
.notice .notice-title{font-weight:650}
.notice.success{background:var(--success-tint)}.notice.success>svg{color:var(--success)}
.notice.warning{background:var(--warning-tint)}.notice.warning>svg{color:var(--warning)}
.notice.danger{background:var(--danger-tint)}.notice.danger>svg{color:var(--danger)}
.notice a{color:inherit}
.lozenge{display:inline-block;padding:.1rem .5rem;border-radius:5px;background:var(--sunken);color:var(--subtle);font-size:.75rem;font-weight:650;line-height:1.6;
letter-spacing:.015em;box-shadow:inset 0 0 0 1px var(--line)}
.lozenge.moving{background:var(--info-tint);color:var(--info);box-shadow:none}
.lozenge.done{background:var(--success-tint);color:var(--success);box-shadow:none}
.avatar{display:inline-flex;flex:none;align-items:center;justify-content:center;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--accent-tint);
color:var(--accent-text);font-size:.9375rem;font-weight:650;line-height:1;user-select:none}
.avatar.square{width:2.75rem;height:2.75rem;border-radius:10px;font-size:1.0625rem}
.avatar.staff{background:var(--sunken);color:var(--subtle);box-shadow:inset 0 0 0 1px var(--line)}
.crumbs ol{display:flex;flex-wrap:wrap;gap:.125rem .5rem;font-size:.875rem;color:var(--subtle)}
.crumbs li+li::before{content:"/" / "";margin-right:.5rem;color:var(--outline)}
.crumbs a{color:var(--subtle);text-decoration:none}
.crumbs a:hover{color:var(--text);text-decoration:underline}
.empty{padding:3.5rem 1.5rem;border:1px dashed var(--line);border-radius:14px;text-align:center}
.empty svg{margin:0 auto 1rem;color:var(--outline)}
.empty p{max-width:28rem;margin:.375rem auto 0;color:var(--subtle)}
.empty .button{margin-top:1.25rem}
.steps{display:flex;gap:.5rem;font-size:.8125rem;color:var(--subtle)}
.steps li{flex:1 1 0;min-width:0;padding-top:.625rem;border-top:3px solid var(--line)}
.steps li.past{border-color:var(--accent-text)}
.steps li[aria-current]{border-color:var(--accent-text);color:var(--text);font-weight:600}
`;
