import { AnnotationMetadataEntryType, Annotations, TerraformResource, TerraformStack } from 'cdktf';
import type { PlatformApp } from '../constructs/terraform/platform-app';
import { type Problem, renderProblem } from '../src/errors';
import { sizeWarnings } from '../src/rules/warnings';

/** Says on a stack what is legal and may not stay so. The cdktf CLI shows it, and so does `printWarnings`. */
export function warn(stack: TerraformStack, problems: readonly Problem[]): void {
  for (const problem of problems) Annotations.of(stack).addWarning(renderProblem(problem));
}

/** Everything that an app was warned about by its constructs and for its size, each once. */
export function warningsOf(app: PlatformApp): string[] {
  const said = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
    .map(({ data }) => String(data));
  return [...new Set([...said, ...sizeWarnings(resourceCounts(app)).map(renderProblem)])];
}

/** How many resources each stack of an app has. */
export function resourceCounts(app: PlatformApp): Record<string, number> {
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  return Object.fromEntries(
    stacks.map((stack) => [stack.node.id, stack.node.findAll().filter(TerraformResource.isTerraformResource).length]),
  );
}

/** Prints them where they are not mistaken for results. Nothing fails for them. */
export function printWarnings(app: PlatformApp): void {
  for (const warning of warningsOf(app)) console.warn(`warning: ${warning}`);
}
