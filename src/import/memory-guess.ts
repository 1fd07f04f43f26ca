import { bytesOf } from './quantities';

const HEAP_NAME = /(^|_)(MAX_)?HEAP(_SIZE|_MAX)?$/i;
const HEAP_OPTION = /-Xmx(\d+[kmgt]?)/i;

/** A Java process needs so much more than its heap, as a rule of thumb. */
const BESIDE_HEAP = 1.5;

/** Memory of a container that says how large the heap of its Java process is, MiB; undefined where none says so. */
export function memoryOfHeap(
  environment: Readonly<Record<string, unknown>>,
  command: readonly string[] = [],
): number | undefined {
  const said = Object.entries(environment).flatMap(([name, value]) => {
    const text = String(value);
    return HEAP_NAME.test(name) ? [text] : [HEAP_OPTION.exec(text)?.[1] ?? ''];
  });
  const sizes = [...said, ...command.map((word) => HEAP_OPTION.exec(word)?.[1] ?? '')].flatMap(
    (text) => bytesOf(text) ?? [],
  );
  const mib = Math.ceil((Math.max(0, ...sizes) * BESIDE_HEAP) / 1024 ** 2);
  return mib >= 64 && mib <= 1024 ** 2 ? mib : undefined;
}
