import fc, { type Arbitrary } from 'fast-check';

/** Texts that break what takes texts for something else: SQL, paths, patterns, prototypes, templates, directions, numbers, and sheer length. */
export const hostileTexts: readonly string[] = [
  '', ' ', '0', '-1', '1e9', '9007199254740993', 'NaN', 'null', 'undefined', 'true', '[]', '{}', '[object Object]',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty',
  "'", '"', '\\', "' OR '1'='1", "'; DROP TABLE users; --", '" OR ""="', "x' UNION SELECT * FROM keys --", '1;SELECT pg_sleep(1)', '%', '_', '*', '%%%%%%%%%%%', '(((((((((', ')', 'a AND', 'NOT', 'email:', 'email:*', 'email:/(a+)+$/', 'a:[1 TO', 'a:"',
  '../../etc/passwd', '..%2f..%2f', '/', '//', '?', '#', '%00', '%ff', 'C:\\x', 'file:///etc/passwd',
  'http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'https://[::1]/', 'javascript:alert(1)', 'data:text/html,x',
  '<script>alert(1)</script>', '{{7*7}}', '${7*7}', '{% for i in (1..99999999) %}x{% endfor %}', '=1+1', '@SUM(1)',
  '\u0000', 'a\u0000b', '\r\nX-Injected: 1', '\u202eevil', '\ufeff', '\ud800', '\udfff\ud800', '😀'.repeat(20), 'İı', 'ß', 'a\u0301', '\u{10ffff}',
  'auth0|', '|', 'auth0|auth0|1', 'x@', '@x', 'a@b', 'A@B.example', 'x'.repeat(300), 'x'.repeat(5000),
];

/** A text of whatever kind. */
export const anyText: Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostileTexts) }, { weight: 1, arbitrary: fc.string({ maxLength: 40 }) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) });

/** A value of whatever kind; sometimes one that is deep, or has the names of prototypes. */
export const anyJson: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) }, { weight: 2, arbitrary: anyText }, { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -0, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.constantFrom(...[50, 2000].map((depth) => nested(depth))) }, { weight: 1, arbitrary: fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
