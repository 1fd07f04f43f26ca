import type { CodeStack } from '../../../../src/security/read-code';
import type { PlanStack } from '../../../../src/security/read-plan';
import { readsOf } from '../../../../src/security/template';
import { placesOf } from './edit';

/** Attributes that AWS gives to everything, and nobody writes. */
const GIVEN = { id: true, arn: true };

const isLate = (value: unknown) => JSON.stringify(value).replaceAll('$${', '').includes('${');

/** A plan from nothing of what was synthesized: what has an expression in it is known after the apply, all of it. */
export function plannedFrom(stack: CodeStack, code: boolean): PlanStack {
  const places = placesOf([stack]).map(({ type, name, body: { '//': _, lifecycle, depends_on, ...values } }) => {
    const entries = Object.entries(values);
    return {
      address: `${type}.${name}`,
      type,
      values,
      late: entries.filter(([, value]) => isLate(value)).map(([key]) => key),
    };
  });
  const document = {
    format_version: '1.2',
    planned_values: {},
    resource_changes: places.map(({ address, type, values, late }) => ({
      address,
      mode: 'managed',
      type,
      change: {
        actions: ['create'],
        before: null,
        after: Object.fromEntries(Object.entries(values).filter(([key]) => !late.includes(key))),
        after_unknown: { ...GIVEN, ...Object.fromEntries(late.map((key) => [key, true])) },
      },
    })),
    configuration: {
      root_module: {
        resources: places.map(({ address, values }) => ({
          address,
          expressions: Object.fromEntries(
            Object.entries(values).map(([key, value]) => {
              const reads = isLate(value) ? readsOf(JSON.stringify(value), '') : [];
              return [
                key,
                { references: reads.flatMap((read) => [`${read.address}.${read.attribute}`, read.address]) },
              ];
            }),
          ),
        })),
      },
    },
  };
  return { name: stack.name, document, ...(code && { code: stack.document }) };
}
