/** Text that EC2 takes as the description of a rule: 255 characters, no others than these (API_IpRange, 2026-11). */
export function ruleDescription(why: string): string {
  return why
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 255);
}
