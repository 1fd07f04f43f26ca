import { ACTIONS } from '../action';
import { costDelta } from '../cost-delta';
import type { Preview, ResourcePreview, StackPreview } from '../model';
import { RISKS } from '../risk';
import { broadeningOf, type Verdict } from '../verdict';
import { ASSUMPTIONS } from './cost-words';
import { graphOf } from './graph';
import { PAGE_SCRIPT } from './html-script';
import { PAGE_STYLE } from './html-style';
import { afterOf } from './markdown-changes';
import { escapeHtml } from './markdown-text';
import { cut, visible } from './visible';
import { because, headline, summary, title } from './words';

const LONGEST = 2_000;

/**
 * A preview as one page that needs nothing else: everything in a table that can be searched and filtered, and the platform as a graph.
 * @param library text of the program that draws graphs; without it there is no graph
 */
export function renderHtml(preview: Preview, verdict: Verdict, library: string): string {
  const heading = `${title(preview)}: ${verdict.isQuiet ? 'no changes' : headline(verdict)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${shown(heading)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${shown(heading)}</h1>
${lead(preview, verdict)}
<noscript>This page shows its tables with a script of its own; it loads nothing.</noscript>
<section id="platform"><h2>Platform</h2><div id="graph"></div></section>
<section><h2>Changes</h2>
<form id="filters">
<input id="search" type="search" placeholder="search in names, types, attributes and values" aria-label="search" autocomplete="off">
${select('risk', RISKS)}${select('action', [...ACTIONS])}${select(
  'stack',
  preview.stacks.map(({ stack }) => visible(stack)),
)}
<output id="count"></output>
</form>
<table id="changes"><thead><tr><th>action</th><th>risk</th><th>resource</th><th>stack</th><th>why</th></tr></thead><tbody></tbody></table>
<button id="more" type="button" hidden>show more</button>
</section>
<section><h2>More</h2>${preview.stacks.map(more).join('\n')}</section>
<script type="application/json" id="data">${embedded({ rows: rowsOf(preview), graph: graphOf(preview) })}</script>
<script>${library.replaceAll('</script', '<\\/script')}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** What everybody reads: what it comes to, what it costs, what must not be, what failed. */
function lead(preview: Preview, verdict: Verdict): string {
  const failures = preview.failures.map(
    ({ stack, message }) =>
      `<h3>The plan failed of ${shown(stack)}</h3><pre>${message.split('\n').map(shown).join('\n')}</pre>`,
  );
  return `<p>${shown(summary(verdict, preview))}</p>
${costDelta(preview) === undefined ? '' : `<p class="small">Costs are ${shown(ASSUMPTIONS)}</p>`}
${verdict.blocked.length === 0 ? '' : `<section class="blocked"><h2>Must not be applied</h2><ul>${verdict.blocked.map((reason) => `<li>${shown(reason)}</li>`).join('')}</ul></section>`}
${failures.join('\n')}`;
}

function select(name: string, values: readonly string[]): string {
  const options = values.map((value) => `<option>${escapeHtml(value)}</option>`).join('');
  return `<select id="${name}" aria-label="${name}"><option value="">any ${name}</option>${options}</select>`;
}

/** What the script makes a table of: texts only, and it writes them as nothing else. */
function rowsOf({ stacks }: Preview) {
  const rank = ({ risks }: ResourcePreview) => (risks[0] === undefined ? RISKS.length : RISKS.indexOf(risks[0].risk));
  const all = stacks.flatMap(({ stack, changes }) => changes.map((resource) => ({ stack, resource })));
  // The gravest first, and otherwise as they are applied.
  return all
    .sort((a, b) => rank(a.resource) - rank(b.resource))
    .map(({ stack, resource }) => ({
      action: resource.action,
      risks: resource.risks.map(({ risk, says, of }) => [risk, of === undefined ? says : `${says}: ${of}`]),
      name: resource.construct ?? resource.address,
      address: resource.address,
      type: resource.type,
      stack,
      isProtected: resource.isProtected === true,
      why: because(resource, (text) => text, 3),
      attributes: resource.attributes.map((one) => [one.path, one.before ?? null, afterOf(one) ?? null]),
    }));
}

/** What a stack has beside resources. */
function more(stack: StackPreview): string {
  const { permissions, network, costs, drift, outputs, checks, deferred, notes, unrecognised, provisional } = stack;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['reads what was never applied', provisional],
    ['checks that do not hold', checks.map(({ address, messages }) => `${address}: ${messages.join(', ')}`)],
    ['not understood', unrecognised],
    ['also another in the code', notes],
    [
      `permissions (${broadeningOf(stack)} permissions and rules let somebody do more)`,
      permissions.map(
        (one) =>
          `${one.sign} ${one.address}: ${one.undecided ?? `${one.effect} ${one.actions.join(', ')} on ${one.resources.join(', ')} ${one.principals.join(', ')} ${one.condition}`}`,
      ),
    ],
    [
      'network',
      network.map(
        (one) =>
          `${one.sign} ${one.direction} of ${one.group}: ${one.protocol} ${one.from ?? ''}-${one.to ?? ''} ${[...one.cidrs, ...one.others].join(', ')} ${one.description}`,
      ),
    ],
    [
      'cost by the hour, USD',
      costs.map(({ address, what, before, after }) => `${address} (${what}): ${hourly(before)} → ${hourly(after)}`),
    ],
    [
      'changed by others',
      drift.relevant.map(({ address, attributes }) => `${address}: ${attributes.map(({ path }) => path).join(', ')}`),
    ],
    ['outputs', outputs.map(({ name, action }) => `${action} ${name}`)],
    ['waits for a later plan', deferred.map(({ address, reason }) => `${address} ${reason}`)],
  ];
  const told = lists.filter(([, lines]) => lines.length > 0);
  const blocks = told.map(
    ([name, lines]) =>
      `<details><summary>${shown(name)}: ${lines.length}</summary><ul>${lines.map((line) => `<li>${shown(line)}</li>`).join('')}</ul></details>`,
  );
  return `<h3>${shown(stack.stack)}</h3><p class="small">${stack.changes.length} changed, ${stack.unchanged} unchanged</p>${blocks.join('')}`;
}

function hourly(cost: StackPreview['costs'][number]['before']): string {
  if (cost === 'unknown') return cost;
  return cost.least === cost.most ? String(cost.least) : `${cost.least} to ${cost.most}`;
}

function shown(text: string): string {
  return escapeHtml(cut(visible(text), LONGEST));
}

/** As JSON in which nothing ends the script that it stands in. */
function embedded(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? cut(visible(inner), LONGEST) : inner,
  );
  return text.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}
