import fc from 'fast-check';
import { KEY_RULES, type KeyKind } from '../../../src/naming/key-rules';
import type { Draw } from './draw';

/** No word that AWS keeps for itself begins with one of these. */
const FIRST = 'bchjkmnopqrtuvwxyz';
const REST = 'abcdefghijklmnopqrstuvwxyz0123456789-';

/** A legal name of any length that the kind allows. Names with different serials differ. */
export function label(draw: Draw, kind: KeyKind, serial: number): string {
  const end = `-${serial.toString(36)}`;
  const room = KEY_RULES[kind].max - end.length;
  const length = draw.chance(0.6) ? draw.int(1, Math.min(8, room)) : draw.int(1, room);
  const rest = draw.of(fc.string({ unit: fc.constantFrom(...REST), minLength: length - 1, maxLength: length - 1 }));
  const body = `${draw.one(...FIRST)}${rest}`.replace(/-+/g, '-').replace(/-$/, '');
  return `${body}${end}`;
}
