import { TerraformStack } from 'cdktf';
import { AwsPlatform } from '../../../constructs/aws';
import { PlatformApp } from '../../../constructs/terraform/platform-app';
import { declaredImages } from '../../../src/images/declared-images';
import { queuesOf } from '../../../src/rules/known-queues';
import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { siteOf } from '../../../src/spec/contract-of';
import { LAPTOP } from '../../../src/spec/laptop';
import { provisionalContract, provisionalDataContract } from '../../../src/spec/provisional-contract';
import { hasData, keptName, type SystemInput } from '../../../src/spec/system';
import { AwsStack } from '../../../stacks/aws-stack';
import { addImages } from '../../../stacks/images-stack';
import { renderData } from '../../../stacks/render-data';
import { renderSystem } from '../../../stacks/render-system';
import { stackNames } from '../../../stacks/stack-names';
import { triedEnvironment } from './tried-environment';

const environment = resolveEnvironment(triedEnvironment);
const contract = provisionalContract(environment);
const site = siteOf(environment);
const { backend, region, name } = environment;

/**
 * All that a system becomes on AWS: the stacks that `buildApp` makes of it, as JSON. Those of the account and of the foundation are left out: no
 * system is told to them.
 * @param hashOf the hash of all that an image is built from, which decides its digest.
 */
export function systemOnAws(input: SystemInput, outdir: string, hashOf: (image: object) => string): string {
  const lock = declaredImages([input], '').map((image) => {
    const hash = hashOf(image);
    return { name: image.name, contextHash: hash, digest: `sha256:${hash}`, platform: image.platform };
  });
  const [system] = resolveAll([input], environment, [name, LAPTOP], lock, []);
  if (system === undefined) throw new Error(`nothing became of '${input.name}'`);
  const app = new PlatformApp({ outdir });
  addImages(app, { environment, systems: [input], lock, hashOf });
  const stackOf = (id: string) =>
    new AwsStack(app, id, { site, state: { backend, region }, system: system.name, team: system.team });
  if (hasData(system))
    renderData(stackOf(stackNames.data(name, keptName(system))), system, site, () => contract.network);
  const stack = stackOf(stackNames.system(name, system.name));
  renderSystem(stack, system, AwsPlatform.fromContract(stack, contract, { team: system.team }), {
    queues: queuesOf([system]),
    dataContract: () => provisionalDataContract(system, environment),
  });
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  return JSON.stringify(stacks.map((one) => [one.node.id, one.toTerraform()]));
}
