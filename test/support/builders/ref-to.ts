/** A reference to an attribute of a resource, as `SynthesizedStack` writes it. */
export function refTo(type: string, path: string, attribute = 'id'): string {
  return `\${${type}[${path}].${attribute}}`;
}
