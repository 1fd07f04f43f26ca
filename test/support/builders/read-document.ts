import { hclValue, templateText } from './hcl-value';

/** The JSON document that an argument will hold once Terraform has read it; references stand in it as `‹aws_vpc.main.id›`. */
export function readDocument(argument: unknown): unknown {
  const text = String(argument);
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(text)?.[1];
  return encoded === undefined ? JSON.parse(templateText(text)) : hclValue(encoded);
}
