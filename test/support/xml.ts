/** An element of an AWS reply. Attributes and mixed content do not occur in them. */
export interface XmlElement {
  readonly name: string;
  /** Its own text; empty where it has children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const TOKEN = /<(\/?)([\w:.-]+)[^<>]*?(\/?)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads a reply of one of the XML protocols. What is no XML becomes an element without children. */
export function readXml(document: string): XmlElement {
  const root = { name: '', text: '', children: [] as XmlElement[] };
  const open = [root];
  for (const [, closing, name, empty, text] of document.replace(/<\?.*?\?>/gs, '').matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += plain(text.trim());
    else if (closing) open.pop();
    else {
      const element = { name: name ?? '', text: '', children: [] as XmlElement[] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  return root.children[0] ?? root;
}

/** The elements at the end of a path of names: `elements(reply, 'securityGroupInfo', 'item')`. */
export function elements(from: XmlElement, ...path: readonly string[]): XmlElement[] {
  return path.reduce<XmlElement[]>((at, name) => at.flatMap((e) => e.children.filter((c) => c.name === name)), [from]);
}

/** The text at the end of a path; empty where nothing is there. */
export function textAt(from: XmlElement, ...path: readonly string[]): string {
  return elements(from, ...path)[0]?.text ?? '';
}

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
