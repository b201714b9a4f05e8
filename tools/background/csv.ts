/**
 * The fields of one column of a CSV file with a header row (RFC 4180; a quotation mark inside an unquoted field is a character like any other).
 * Throws when there is no such column or the file ends inside a quoted field.
 */
export function csvColumn(text: string, name: string): string[] {
  const [header = [], ...rows] = csvRows(text.replace(/^\ufeff/, ''));
  const at = header.indexOf(name);
  if (at < 0) throw new Error(`no column “${name}”`);
  return rows.map((row) => row[at] ?? '');
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = (): void => {
    // A blank line is no row.
    if (row.length > 0 || field !== '') rows.push([...row, field]);
    row = [];
    field = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') field += text[++at];
      else quoted = false;
    } else if (sign === '"' && field === '') quoted = true;
    else if (sign === ',') {
      row.push(field);
      field = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r' || text[at + 1] !== '\n') field += sign;
  }
  if (quoted) throw new Error('ends inside a quoted field');
  endRow();
  return rows;
}
