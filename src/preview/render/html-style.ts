/** How the page looks, in light and in dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1400px; padding: 1rem 2rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } .small { color: #888; font-size: 12px; }
.blocked { border-left: 4px solid #c62828; padding: .1rem 1rem; background: #c6282814; } .blocked h2 { margin-top: .5rem; }
#graph { height: 460px; border: 1px solid var(--line); border-radius: 6px; }
#filters { position: sticky; top: 0; display: flex; gap: .5rem; padding: .5rem 0; background: Canvas; align-items: center; }
#search { flex: 1; } input, select, button { font: inherit; padding: .3rem .5rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th:nth-child(1) { width: 6rem; } th:nth-child(2) { width: 15rem; } th:nth-child(4) { width: 11rem; }
tbody tr.row { cursor: pointer; } tbody tr.row:hover { background: var(--soft); }
.type { color: #888; font-size: 12px; } code, .diff { font-family: ui-monospace, monospace; font-size: 12px; }
.diff div { white-space: pre-wrap; } .was { color: #c62828; } .will { color: #2e7d32; }
.tag { border-radius: 4px; color: #fff; padding: 0 .4rem; font-size: 12px; margin-right: .3rem; }
.data-loss { background: #b71c1c; } .lockout { background: #ad1457; } .exposure { background: #d84315; }
.outage { background: #b26a00; } .cost { background: #1565c0; } .routine { background: #607d8b; }
`;
