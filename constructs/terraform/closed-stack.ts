import { TerraformStack } from 'cdktf';

/**
 * A stack that refers to nothing outside itself. cdktf resolves every stack twice: the first time only to find references to other stacks
 * and to let them through by way of hidden outputs. Here there are none (`PlatformApp` refuses one that is left in), so the first time
 * is left out, and two fifths of a synth with it.
 */
export class ClosedStack extends TerraformStack {
  override prepareStack(): void {}
}
