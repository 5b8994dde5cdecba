const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of an HTML mail, for programs that show no HTML: links keep their address, blocks their lines. */
export function plainTextOf(html: string): string {
  return html
    .replace(/<!--[\s\S]{0,100000}?-->/g, '')
    .replace(/<(style|script|head|title)\b[\s\S]{0,200000}?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<a\b[^>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^>]*>([^<]*)<\/a\s*>/gi, (_, url: string, label: string) => (label.trim() === '' || label.trim() === url ? url : `${label.trim()} (${url})`))
    .replace(/<(br|\/p|\/div|\/h[1-6]|\/li|\/tr|\/table)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, entity: string) => characterOf(entity.toLowerCase()) ?? whole)
    .split('\n').map((line) => line.trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** `amp`, `#38` or `#x26`; nothing that would end or hide a line. */
function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return named[entity];
  const point = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return point > 31 && point < 0x110000 && !(point >= 0xd800 && point < 0xe000) ? String.fromCodePoint(point) : undefined;
}
