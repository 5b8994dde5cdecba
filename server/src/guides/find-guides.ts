import type { Ecosystem, Guide, Sign } from './guide.ts';

/** What the files of a project say about it. */
export interface ProjectFacts {
  /** What it calls itself. */
  readonly name: string | undefined;
  /** The files that were there, each with the packages that it names. */
  readonly manifests: readonly { readonly file: string; readonly ecosystem: Ecosystem; readonly packages: readonly string[] }[];
}

/** A guide that fits, and why. */
export interface Fitting { readonly guide: Guide; readonly weight: number; readonly because: string }

/** The guides that fit a project, the best first; of equal ones the order of the list is kept. */
export function findGuides(guides: readonly Guide[], facts: ProjectFacts): readonly Fitting[] {
  return guides.flatMap((guide) => bestSign(guide, facts) ?? []).sort((a, b) => b.weight - a.weight);
}

/** The one guide that is meant: the best, where no other is as good. */
export function findMeant([best, second]: readonly Fitting[]): Fitting | undefined {
  return best !== undefined && (second === undefined || second.weight < best.weight) ? best : undefined;
}

function bestSign(guide: Guide, { manifests }: ProjectFacts): Fitting | undefined {
  const found = guide.signs.flatMap(({ ecosystem, packages, weight }: Sign) => {
    const manifest = manifests.find((one) => one.ecosystem === ecosystem && packages.every((name) => one.packages.includes(name)));
    return manifest === undefined ? [] : [{ guide, weight, because: packages.length === 0 ? manifest.file : `${packages.join(' and ')} in ${manifest.file}` }];
  });
  return found.sort((a, b) => b.weight - a.weight)[0];
}

/** The guides for a type of application, in the order of the list. */
export const guidesOfType = (guides: readonly Guide[], type: string): readonly Guide[] => guides.filter(({ application }) => application.type === type);
