/** What a table calculation takes for a formula. Numbers, and phone numbers in their one form, are none. */
const formula = /^[=+\-@\t\r]/;
const harmless = /^[+-]?\d+(\.\d+)?$/;

/** RFC 4180 §2: a line of a table. What would be run as a formula by the program that opens the file begins with an apostrophe instead. */
export const renderCsvLine = (values: readonly unknown[]): string => `${values.map(renderCell).join(',')}\r\n`;

function renderCell(value: unknown): string {
  const text = textOf(value);
  const safe = formula.test(text) && !harmless.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
