export const printCss = `
@media print{:root{color-scheme:light;--page:#fff;--surface:#fff;--sunken:#fff;--text:#000;--subtle:#333;--line:#999}
.bar nav,.skip,.foot,.actions,.pager,.filters,.tabs,.crumbs,.no-print{display:none!important}
body{font-size:11pt}.card,.tile,.rows{break-inside:avoid;box-shadow:none}.hero{background:none;padding:0 0 1rem}.split,.split.aside{display:block}
.gate{background:none;padding:0}.gate-card{border:0;box-shadow:none;max-width:none;padding:0}a{color:inherit}}
`;
