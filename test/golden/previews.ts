import { readPreview } from '../../src/preview/read-preview';
import { renderMarkdown } from '../../src/preview/render/markdown';
import { verdictOf } from '../../src/preview/verdict';
import { RECORDED, recorded, recordedInput } from '../src/preview/support/recorded';

/** The comment on each plan that the real provider made, by file name. */
export function previewGoldens(): Record<string, string> {
  return Object.fromEntries(
    RECORDED.map((name) => {
      const preview = readPreview([recordedInput(name)]);
      const { terraform, provider } = recorded(name).recorded;
      const markdown = renderMarkdown(preview, verdictOf(preview));
      return [`previews/${name}.md`, `<!-- Terraform ${terraform}, ${provider} -->\n\n${markdown}`];
    }),
  );
}
