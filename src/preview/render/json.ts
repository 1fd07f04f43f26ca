import { costDelta } from '../cost-delta';
import type { Preview } from '../model';
import type { Verdict } from '../verdict';
import { ASSUMPTIONS } from './cost-words';
import { JSON_SCHEMA } from './preview-document';

/** A preview for programs: all of it, as `previewDocument` says. */
export function renderJson(preview: Preview, verdict: Verdict): string {
  const delta = costDelta(preview);
  const cost = delta && { currency: 'USD', per: 'month', ...delta, assumptions: ASSUMPTIONS };
  return `${JSON.stringify({ schema: JSON_SCHEMA, verdict, cost, ...preview }, null, 1)}\n`;
}
