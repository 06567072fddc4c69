// How is a selector of labels narrowed to one pod?
//
//   {service_name="orders"}  +  pod = a"b   →  {service_name="orders",pod="a\"b"}

/** Braces may be left out; '' selects everything. Throws an Error for the user when it cannot be a selector. */
export function readSelector(written: string): string {
  const text = written.trim();
  const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  const bare = inner.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if (!/^\s*([\w.]+\s*(=|!=|=~|!~)\s*""\s*(,\s*[\w.]+\s*(=|!=|=~|!~)\s*""\s*)*,?\s*)?$/.test(bare))
    throw new Error(`"${written}" is no selector. Write it like {service_name="orders"}.`);
  return `{${inner.trim().replace(/,$/, '')}}`;
}

/** The selector with one label more. */
export function withLabel(selector: string, name: string, value: string): string {
  const inner = selector.slice(1, -1);
  const escaped = value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return `{${inner}${inner === '' ? '' : ','}${name}="${escaped}"}`;
}
