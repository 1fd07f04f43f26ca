import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A type in the JSON form of cty: a word, or a constructor with what it is made of. */
export type CtyType =
  | string
  | readonly ['tuple', readonly CtyType[]]
  | readonly ['object', Readonly<Record<string, CtyType>>];

/**
 * Writes a Terraform state that holds nothing but outputs: all that a stack sees of another one that it reads.
 * Values are JSON; a key without a value is left out, as it would be of an output.
 */
export function writeStateFile(path: string, outputs: Readonly<Record<string, unknown>>): void {
  const kept = JSON.parse(JSON.stringify(outputs)) as Record<string, unknown>;
  const state = {
    version: 4,
    // Terraform refuses the state of a later Terraform, and reads that of any earlier one.
    terraform_version: '1.5.0',
    serial: 1,
    lineage: lineage(path),
    outputs: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, { value, type: ctyType(value) }])),
    resources: [],
    check_results: null,
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(state, null, 2));
}

/** The type that Terraform gives to a JSON value: lists are tuples and records are objects, since nothing says that their entries are alike. */
export function ctyType(value: unknown): CtyType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  if (value === null || value === undefined) return 'dynamic';
  if (Array.isArray(value)) return ['tuple', value.map(ctyType)];
  return ['object', Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, ctyType(entry)]))];
}

/** A state belongs to one lineage for ever; nothing else is asked of the id. */
function lineage(path: string): string {
  const hex = createHash('sha256').update(path).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
