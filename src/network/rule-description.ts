/** What stands where none of the reason's letters can: an empty description would say that there is no reason. */
const UNSAYABLE = 'said in letters that EC2 does not take';

/** Text that EC2 takes as the description of a rule: 255 characters, no others than these (API_IpRange, 2026-11). */
export function ruleDescription(why: string): string {
  const text = why
    .normalize('NFKD')
    .replace(/\s+/g, ' ')
    .replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g, '')
    .replace(/ +/g, ' ')
    .trim();
  return text === '' && why !== '' ? UNSAYABLE : text.slice(0, 255).trimEnd();
}
