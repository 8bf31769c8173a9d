import { documentChartCss } from "#charts";

const light =
  "--ink:#1b2733;--soft:#55626d;--line:#d5dbe0;--strong:#0e4372;--paper:#ffffff;--tint:#f3f6f8;--link:#0b5394";
const dark =
  "--ink:#e6ebf0;--soft:#aab6c1;--line:#36424e;--strong:#a9d0f2;--paper:#10171e;--tint:#18212a;--link:#8fc3f0";

const page = `
:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1rem;max-width:82rem;background:var(--paper);color:var(--ink);
font:1rem/1.55 "Source Sans 3","Segoe UI",system-ui,-apple-system,"Noto Sans","Liberation Sans",sans-serif;
hyphens:manual;overflow-wrap:break-word}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance;color:var(--strong)}
h1{font-size:clamp(1.8rem,6vw,2.8rem);margin:.4em 0 .2em}
h2{font-size:1.6rem;margin:3rem 0 .8rem;padding-top:.8rem;border-top:2px solid var(--strong)}
h3{font-size:1.2rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .4rem}
.number{color:var(--soft);font-weight:400;margin-right:.35em}
p,li{max-width:42rem}
p{margin:.7em 0}
.lead{margin-bottom:.3em}
.lead + ul{margin-top:.3em}
.subtitle{font-size:1.2rem;color:var(--soft);margin:.2em 0 1em}
.imprint{list-style:none;padding:0;margin:0 0 2rem;color:var(--soft)}
nav{font-size:.95rem;background:var(--tint);padding:.2rem 1.2rem 1rem}
nav h2{font-size:1.1rem;border:0;margin:.8rem 0 .4rem;padding:0}
nav ul{list-style:none;padding:0;margin:0}
nav ul ul{padding-left:1.1rem;font-size:.92em}
nav a{display:inline-block;padding:.2rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.9rem}
`;

const exhibits = `
.exhibit{margin:1.6rem 0 2rem}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.9rem;line-height:1.35;font-variant-numeric:tabular-nums lining-nums}
caption,figcaption{text-align:left;font-weight:700;font-size:1rem;line-height:1.35;padding-bottom:.5rem;max-width:42rem}
caption{position:sticky;left:0}
th,td{padding:.28rem .6rem;text-align:left;vertical-align:top;font-weight:400}
th:first-child,td:first-child{padding-left:0}
tbody th{min-width:8rem}
td.start{min-width:7rem}
.end{text-align:right;white-space:nowrap}
thead th{vertical-align:bottom;font-weight:700;border-bottom:1.5px solid var(--ink)}
thead th.group{text-align:center;border-bottom:1px solid var(--line);font-weight:400;color:var(--soft)}
thead th.end{white-space:normal}
.unit{display:block;font-weight:400;color:var(--soft)}
tbody tr{border-bottom:1px solid var(--line)}
tr.group th{font-weight:700;padding-top:.9rem}
tr.subtotal th,tr.subtotal td{font-style:italic}
tr.total th,tr.total td{font-weight:700;border-top:1.5px solid var(--ink)}
.note,.source{font-size:.85rem;line-height:1.45;color:var(--soft);margin:.4rem 0}
.source{overflow-wrap:anywhere}
figure{margin-left:0;margin-right:0}
.wide{display:none}
.wide .kw-chart{max-width:46rem}
`;

const wideAndPrint = `
@media (min-width:46rem){.narrow{display:none}.wide{display:block}}
@media screen and (min-width:72rem){
body{display:grid;grid-template-columns:17rem minmax(0,1fr);column-gap:3.5rem;padding:2rem}
header,footer{grid-column:1/-1}
nav{grid-column:1;align-self:start;position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto}
main{grid-column:2}
main section:first-child h2{margin-top:0}}
@media (max-width:40rem){tbody th{min-width:6.5rem}td.start{min-width:4.2rem}.exhibit table{font-size:.82rem}
caption{max-width:calc(100vw - 2rem)}
th,td{padding:.28rem .4rem}
.scroll th:first-child{position:sticky;left:0;background:var(--paper)}
.scroll tr.group th,.scroll thead tr:nth-child(2) th:first-child{position:static}}
@media print{
@page{size:A4;margin:20mm 22mm}
body{max-width:none;padding:0;font-size:10.5pt}
.skip,footer a{display:none}
.narrow{display:none}.wide{display:block}
nav{background:none;padding:0;break-after:page}
h2,h3,h4,caption,figcaption,.lead{break-after:avoid}
tr,figure{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}table{font-size:8pt}
.page-break{break-after:page}}
`;

/** The page's own style: readable on a phone, on a large screen with the contents beside it, on paper, and in the dark. */
export const htmlStyle = page + exhibits + documentChartCss + wideAndPrint;
