/**
 * What makes the page one that can be searched. Everything becomes text of elements, never markup. The part after `#` of the address says what is searched
 * for, so that a view can be linked to: `#q=volume&risk=data-loss`.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const { rows, graph } = JSON.parse(document.getElementById('data').textContent);
  const STEP = 300;
  const NAMES = ['risk', 'action', 'stack'];
  const field = (id) => document.getElementById(id);
  const body = field('changes').tBodies[0];
  const made = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  for (const row of rows)
    row.text = [row.action, row.name, row.address, row.type, row.stack, row.why, ...row.risks.flat(), ...row.attributes.flat()].join(' ').toLowerCase();
  let found = [];
  let drawn = 0;
  const matches = (row, words, want) =>
    words.every((word) => row.text.includes(word)) &&
    (!want.risk || (want.risk === 'routine' ? row.risks.every(([risk]) => risk === 'routine') : row.risks.some(([risk]) => risk === want.risk))) &&
    (!want.action || row.action === want.action) && (!want.stack || row.stack === want.stack);
  const details = (row) => {
    const line = made('tr', undefined, 'details');
    const cell = line.insertCell();
    cell.colSpan = 5;
    const list = cell.appendChild(made('div', undefined, 'diff'));
    for (const [path, was, will] of row.attributes) {
      if (was !== null) list.append(made('div', '- ' + path + ': ' + was, 'was'));
      if (will !== null) list.append(made('div', '+ ' + path + ': ' + will, 'will'));
    }
    if (row.attributes.length === 0) list.append(made('div', 'no attribute changes'));
    return line;
  };
  const draw = () => {
    for (const row of found.slice(drawn, drawn + STEP)) {
      const line = made('tr', undefined, 'row');
      line.append(made('td', row.action));
      const risk = line.appendChild(made('td'));
      for (const [name, says] of row.risks) {
        const tag = risk.appendChild(made('div'));
        tag.append(made('span', name, 'tag ' + name), says);
      }
      const what = line.appendChild(made('td'));
      what.append(made('div', row.name + (row.isProtected ? ' (protected)' : '')), made('div', row.type + (row.name === row.address ? '' : ' · ' + row.address), 'type'));
      line.append(made('td', row.stack), made('td', row.why));
      line.addEventListener('click', () => {
        const next = line.nextElementSibling;
        if (next && next.className === 'details') next.remove();
        else line.after(details(row));
      });
      body.append(line);
    }
    drawn = Math.min(found.length, drawn + STEP);
    field('more').hidden = drawn >= found.length;
  };
  const filter = () => {
    const want = Object.fromEntries(NAMES.map((name) => [name, field(name).value]));
    const words = field('search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    found = rows.filter((row) => matches(row, words, want));
    drawn = 0;
    body.replaceChildren();
    field('count').textContent = found.length + ' of ' + rows.length;
    draw();
  };
  const asked = new URLSearchParams(location.hash.slice(1));
  field('search').value = asked.get('q') ?? '';
  for (const name of NAMES) field(name).value = asked.get(name) ?? '';
  const changed = () => {
    const now = new URLSearchParams();
    if (field('search').value) now.set('q', field('search').value);
    for (const name of NAMES) if (field(name).value) now.set(name, field(name).value);
    history.replaceState(null, '', '#' + now);
    filter();
  };
  field('filters').addEventListener('input', changed);
  field('filters').addEventListener('submit', (event) => event.preventDefault());
  field('more').addEventListener('click', draw);
  filter();

  if (typeof cytoscape === 'undefined' || graph.nodes.length === 0) return field('platform').remove();
  const COLORS = { 'data-loss': '#b71c1c', lockout: '#ad1457', exposure: '#d84315', outage: '#b26a00', cost: '#1565c0', routine: '#607d8b', none: '#9e9e9e' };
  const parents = new Set(graph.nodes.map(({ parent }) => parent));
  const view = cytoscape({
    container: field('graph'),
    elements: [
      ...graph.nodes.map(({ id, label, parent, risk, changes, x, y }) => ({ position: { x, y }, data: { id, parent, color: COLORS[risk], label: changes > 0 ? label + ' (' + changes + ')' : label } })),
      ...graph.edges.map(({ from, to }, i) => ({ data: { id: 'edge ' + i, source: from, target: to } })),
    ],
    style: [
      { selector: 'node', style: { label: 'data(label)', 'background-color': 'data(color)', 'font-size': 12, 'text-wrap': 'ellipsis', 'text-max-width': 150, color: '#888', width: 18, height: 18, 'text-valign': 'bottom', 'text-margin-y': 3 } },
      { selector: ':parent', style: { 'background-opacity': 0.08, 'border-color': 'data(color)', 'border-width': 2, 'text-valign': 'top', 'font-size': 18, 'text-max-width': 600, padding: 18 } },
      { selector: 'edge', style: { width: 1.5, 'line-color': '#8888', 'target-arrow-color': '#8888', 'target-arrow-shape': 'triangle', 'curve-style': 'bezier' } },
    ],
    layout: { name: 'preset', fit: true, padding: 20 },
    maxZoom: 2, wheelSensitivity: 0.3,
  });
  view.on('tap', 'node', ({ target }) => {
    const node = graph.nodes.find(({ id }) => id === target.id());
    const isStack = node.parent === undefined;
    field('stack').value = isStack ? node.label : node.parent.replace(/^stack /, '');
    field('search').value = isStack ? '' : node.label;
    changed();
  });
  field('graph').dataset.nodes = String(view.nodes().length);
  field('graph').dataset.edges = String(view.edges().length);
  field('graph').dataset.stacks = String(parents.size);
})();
`;
