import type { Answer } from '../acknowledge';
import type { Judged } from '../judge';

/** What was found, for programs. */
export function jsonOf({ notExamined, examined, resources }: Judged, answer: Answer): string {
  const document = { schema: 'stowage.security/1', ...answer, notExamined, examined, resources };
  return `${JSON.stringify(document, null, 1)}\n`;
}
