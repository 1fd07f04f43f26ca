import { parseImageLock } from '../../images/image-lock';
import { valueAt } from '../../spec/parse';
import { CliError } from '../cli-error';
import { readJson } from '../read-json';
import type { ImageWriter } from './image-writer';

/** Takes what Terraform built, from the outputs of the stack `images`: `terraform output -json`, or `cdktf deploy --outputs-file`. */
export function readTerraformOutput(file: string): ImageWriter {
  return async (images) => {
    const outputs = readJson(file);
    const found = valueAt(outputs, ['lock', 'value']) ?? valueAt(outputs, ['images', 'lock']);
    if (found === undefined)
      throw new CliError(`${file} has no output 'lock'; use: terraform -chdir=cdktf.out/stacks/images output -json`);
    const entries = parseImageLock(found);
    const old = images.filter(({ name, contextHash }) =>
      entries.every((entry) => entry.name !== name || entry.contextHash !== contextHash),
    );
    if (old.length > 0)
      throw new CliError(
        `${file} is of other files for ${old.map(({ name }) => name).join(', ')}; deploy 'images' again`,
      );
    return entries.filter(({ name }) => images.some((image) => image.name === name));
  };
}
