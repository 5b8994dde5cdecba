import { referencePattern, titleOf } from './spec-documents.mjs';
import { linesOf } from './tree.mjs';

const one = 'write `RFC 6749 §4.1.3` or `OIDC Core §3.1.2.1`';

const addresses = [
  { pattern: /https?:\/\/(?:[a-z]+\.)?(?:rfc-editor|ietf)\.org\/\S*/gi, why: `no address of a specification: ${one}` },
  { pattern: /https?:\/\/(?:www\.)?openid\.(?:net\/(?:specs|developers|wg)|bitbucket\.io)\S*/gi, why: `no address of a specification: ${one}` },
];

/** Spellings that are never right, wherever they stand. */
const refused = [
  { pattern: /\b(?:sections?|sec\.|paragraph|chapter) +[A-Z]?\d[\d.]*/gi, why: `a place in a document has one spelling: ${one}` },
  { pattern: /\bRFC(?:s|[-_#]|\s{2,})?\s*\d{3,}/g, unless: /^RFC \d/, why: `one space between RFC and the number: ${one}` },
];

/** Spellings that are wrong in words, but may be a name in code (`rfc9068` as a value or variable). */
const refusedInWords = [{ pattern: /(?<!['"`\w-])[Rr]fc[ -]?\d{3,}(?!['"`\w])/g, why: `capitals and one space: ${one}` }];

/** The part of a line that is a comment, roughly: what stands in a string only looks like one when it has ` // ` or ` * ` in it. */
const commentIn = (line) => /(?:^|\s)(?:\/\/|\/\*\*?|\*)\s(.*)$/.exec(line)?.[1] ?? '';

/** What is wrong with the references to specifications in a text: `{ number, message }` for each. */
export function findBadReferences(text, { prose }) {
  return linesOf(text).flatMap(({ line: whole, number }) => {
    const line = addresses.reduce((rest, { pattern }) => rest.replace(pattern, ''), whole);
    return [...matches(whole, addresses), ...messagesAbout(line, prose)].map((message) => ({ number, message }));
  });
}

const messagesAbout = (line, prose) => [
  ...matches(line, refused), ...matches(prose ? line : commentIn(line), refusedInWords), ...strayMarks(line), ...unknownDocuments(line),
];

const matches = (line, patterns) => patterns.flatMap(({ pattern, unless, why }) => [...line.matchAll(pattern)]
  .filter(([found]) => unless?.test(found) !== true)
  .map(([found]) => `"${found}": ${why}`));

/** Every § belongs to a known document right before it and a number right after it. */
function strayMarks(line) {
  const rest = line.replace(referencePattern(), '');
  return [...rest.matchAll(/\S*\s?§\s?\S*/g)].map(([found]) => `"${found.trim()}": § stands between a known document and a number: ${one}`);
}

const unknownDocuments = (line) => [...line.matchAll(/\bRFC (\d{3,})(bis)?\b/g)]
  .filter(([name]) => titleOf(name) === undefined)
  .map(([name]) => `"${name}" is not among the documents in scripts/house/spec-documents.mjs`);

const isScanned = (path) => /^(?:server|dashboard|docs|examples|scripts)\/.*\.(?:tsx?|md|mjs|cjs|js|sql|css)$|^[^/]+\.md$/.test(path)
  // The scanner itself and the seeds that prove it.
  && !/^scripts\/(?:house\/|spec-index\.mjs$)|^server\/test\/house\//.test(path);

/** The check of the house: one spelling of references in comments, documents and titles. */
export const specReferences = {
  name: 'spec-reference-spelling',
  find: ({ files, read }) => files.filter(isScanned).flatMap((file) => findBadReferences(read(file), { prose: file.endsWith('.md') })
    .map(({ number, message }) => ({ file, line: number, message }))),
};
