import { guides } from '../../guides/catalogue.ts';
import { findGuides, findMeant, type ProjectFacts } from '../../guides/find-guides.ts';
import type { Guide } from '../../guides/guide.ts';
import { wrongUse } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { projectFiles } from './read-project.ts';

/** The guide that is followed, why, and what else would have fitted. */
export interface Choice { readonly guide: Guide; readonly because: string; readonly others: readonly string[] }

/** The guide of `--framework`, else the one that the project shows, else the one that the person at the terminal names. Refuses with the list. */
export async function chooseGuide(asked: unknown, facts: ProjectFacts, { ask }: Pick<Terminal, 'ask'>): Promise<Choice> {
  const fitting = findGuides(guides, facts);
  if (typeof asked === 'string') return { guide: named(asked), because: '--framework', others: [] };
  const meant = findMeant(fitting);
  if (meant !== undefined) return { guide: meant.guide, because: meant.because, others: fitting.filter((one) => one !== meant).map(({ guide }) => guide.id) };
  const saw = fitting.length > 0 ? `These fit equally well: ${fitting.map(({ guide, because }) => `${guide.id} (${because})`).join(', ')}.` : nothingSeen(facts);
  if (ask === undefined) throw wrongUse(`${saw} Say which one is meant:\n${list()}`, `gatehouse setup --framework ${fitting[0]?.guide.id ?? 'express'}`);
  return { guide: named((await ask(`${saw}\n${list()}\nWhich one? `)).trim()), because: 'your answer', others: [] };
}

function named(id: string): Guide {
  const guide = guides.find((one) => one.id === id);
  if (guide === undefined) throw wrongUse(`There is no guide "${id}". There are:\n${list()}`, 'gatehouse setup --framework express');
  return guide;
}

const list = () => guides.map(({ id, title }) => `  ${id.padEnd(15)} ${title}`).join('\n');

function nothingSeen({ manifests }: ProjectFacts): string {
  const known = [...new Set(guides.flatMap(({ signs }) => signs.flatMap(({ packages }) => packages)))];
  return manifests.length === 0 ? `There is no ${projectFiles.join(', ')} to see the framework from.` : `${manifests.map(({ file }) => file).join(' and ')} names none of ${known.join(', ')}.`;
}
