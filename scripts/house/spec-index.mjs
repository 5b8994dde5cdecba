import { documents, referencePattern } from './spec-documents.mjs';
import { linesOf } from './tree.mjs';

export const indexFile = 'server/src/protocol/INDEX.md';
const longest = 180;
const titlePattern = /\b(?:test|it|describe|suite)(?:\.\w+)?\(\s*(['"`])(.*?)\1\s*,/g;
/** Between two sentences of a comment. */
const sentenceEnd = /(?<=[.!?])\s+(?=[A-Z`"])/;
/** The references that a sentence begins with: they stand in the heading already. */
const lead = new RegExp(`^(?:(?:${referencePattern().source})(?:[,;]| and| with)?\\s*)+(?::|\\.(?!\\d))\\s*`);

/** Every reference in the source and in the titles of the tests: `{ document, place, kind: 'rule' | 'test', file, line, text }`. */
export function findReferences({ files, read }) {
  const rules = files.filter((file) => /^server\/src\/.*\.tsx?$/.test(file)).flatMap((file) => rulesIn(file, read(file)));
  const tests = files.filter((file) => /^server\/test\/(?!house\/).*\.test\.tsx?$/.test(file)).flatMap((file) => testsIn(file, read(file)));
  return [...rules, ...tests].sort(byPlace);
}

function rulesIn(file, text) {
  return passages(text).flatMap(({ words, number }) => sentencesOf(words).flatMap((sentence) => referencesIn(sentence)
    .map((reference) => ({ ...reference, kind: 'rule', file, line: number, text: shortened(withoutLead(sentence)) }))));
}

function testsIn(file, text) {
  return linesOf(text).flatMap(({ line, number }) => [...line.matchAll(titlePattern)].flatMap(([, , title]) => referencesIn(title)
    .map((reference) => ({ ...reference, kind: 'test', file, line: number, text: shortened(title) }))));
}

const referencesIn = (text) => [...text.matchAll(referencePattern())].map(({ groups }) => ({ document: groups.document, place: groups.place }));

/** A comment of several lines is one passage; any other line is one for itself. */
function passages(text) {
  const found = [];
  let inComment = false;
  for (const { line, number } of linesOf(text)) {
    const comment = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)\s?(.*?)(?:\*\/)?$/.exec(line)?.[1];
    if (comment === undefined) found.push({ words: wordsOfCode(line), number });
    else if (inComment && !/^\s*\/\*/.test(line) && !comment.startsWith('@')) found[found.length - 1].words += ` ${comment.trim()}`;
    else found.push({ words: comment.trim(), number });
    inComment = comment !== undefined && !line.includes('*/');
  }
  return found;
}

/** A rule of the catalogue says what holds; of other code the comment at the end of the line, or the line itself. */
function wordsOfCode(line) {
  const holds = /section: '([^']+)', holds: '([^']+)'/.exec(line);
  if (holds !== null) return `${holds[1]}: ${holds[2]}`;
  return (/\s\/\/\s(.*)$/.exec(line)?.[1] ?? line).trim();
}

/** The sentences of a passage. `RFC 6749 §5.2. What follows` is one: a reference alone says nothing. */
function sentencesOf(words) {
  const sentences = [];
  for (const sentence of words.trim().split(sentenceEnd)) {
    const bare = sentences.at(-1)?.replace(lead, '') === '';
    if (bare) sentences[sentences.length - 1] += ` ${sentence}`;
    else sentences.push(sentence);
  }
  return sentences;
}

const withoutLead = (sentence) => sentence.replace(lead, '') || sentence;
/** Signs that Markdown would take for its own, but in code. */
const escaped = (text) => text.split('`').map((part, index) => (index % 2 === 0 ? part.replace(/([*<])/g, '\\$1') : part)).join('`');
const shortened = (text) => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text).trim();

const keysOf = ({ document, place }) => [document.startsWith('RFC') ? 1 : 0, document, place.startsWith('§') ? 0 : 1, place];
function byPlace(a, b) {
  const [left, right] = [[...keysOf(a), a.kind, a.file], [...keysOf(b), b.kind, b.file]];
  for (const [index, value] of left.entries()) {
    const order = typeof value === 'number' ? value - right[index] : value.localeCompare(right[index], 'en', { numeric: true });
    if (order !== 0) return order;
  }
  return a.line - b.line;
}

/** The page: document, place, then the rules and the tests of it. Without line numbers, which would make it old at every edit. */
export function renderIndex(references) {
  const lines = [
    '# From the specification to the rule and its test', '',
    'Made by `node scripts/spec-index.mjs --write` from the comments of the source and the titles of the tests; `npm run lint` fails when it is out of date.',
    '`node scripts/spec-index.mjs "RFC 6749" 4.1` lists a place of a document with line numbers.',
  ];
  let [document, place] = ['', ''];
  for (const row of new Set(references.map(({ document: d, place: p, kind, file, text }) => JSON.stringify([d, p, kind, file, text])))) {
    const [d, p, kind, file, text] = JSON.parse(row);
    if (d !== document) lines.push('', `## ${d}: ${documents[d]}`);
    if (d !== document || p !== place) lines.push('', `### ${d} ${p}`, '');
    [document, place] = [d, p];
    lines.push(`- ${kind === 'test' ? 'test ' : ''}\`${file.replace(/^server\//, '')}\`: ${escaped(text)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The check of the house: the page is what the sources say now. */
export const specIndex = {
  name: 'spec-index-up-to-date',
  find: (tree) => (tree.exists(indexFile) && tree.read(indexFile) === renderIndex(findReferences(tree)) ? []
    : [{ file: indexFile, line: 1, message: 'out of date: node scripts/spec-index.mjs --write' }]),
};
