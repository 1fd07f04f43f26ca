import { type IResolveContext, ref, TerraformStack } from 'cdktf';

/**
 * A stack that refers to nothing outside itself. cdktf resolves every stack twice: the first time only to find references to other stacks
 * and to let them through by way of hidden outputs. Here they are refused where they are resolved, so the first time is left out, and two
 * fifths of a synth with it.
 *
 * Throws in `synth` for a reference to another stack. The text would not tell: it is only a name, and another stack may have the same.
 */
export class ClosedStack extends TerraformStack {
  private readonly guarded = guardReferences();

  override prepareStack(): void {
    if (!this.guarded) super.prepareStack();
  }
}

/** What every reference of cdktf is made of; the class itself is not exported. */
interface Reference {
  readonly identifier: string;
  readonly originStack?: TerraformStack;
  resolve(context: IResolveContext): unknown;
}

const GUARDED = Symbol.for('stowage/guarded-references');

/** Makes references refuse to be resolved in a closed stack that is not their own. False where this cdktf has other references. */
function guardReferences(): boolean {
  const sample = ref('');
  const prototype = Object.getPrototypeOf(sample) as Reference & { [GUARDED]?: boolean };
  if (!('originStack' in sample)) return false;
  if (prototype[GUARDED]) return true;
  const { resolve } = prototype;
  prototype.resolve = function (context) {
    const stack = TerraformStack.of(context.scope);
    if (this.originStack !== undefined && this.originStack !== stack && stack instanceof ClosedStack)
      throw new Error(
        `stack '${stack.node.id}' refers to ${addressOf(this)}, which is not in it; read the contract instead`,
      );
    return resolve.call(this, context);
  };
  prototype[GUARDED] = true;
  return true;
}

function addressOf({ identifier }: Reference): string {
  return /^(?:data\.)?[^.]+\.[^.[]+/.exec(identifier)?.[0] ?? identifier;
}
