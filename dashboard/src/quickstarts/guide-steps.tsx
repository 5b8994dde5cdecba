import { Fragment } from 'react';
import { stepsOf, type GuideStep } from '../../../server/src/guides/render-steps.ts';
import type { Guide } from '../../../server/src/guides/guide.ts';
import type { RenderedGuide } from '../../../server/src/guides/render-guide.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';

const shownAtTheEnd = 4;
/** Says that there is a secret, and which one. */
const masked = (secret: string) => `${'•'.repeat(12)}${secret.slice(-shownAtTheEnd)}`;

/** Words of a guide; what stands between backticks is code. */
function GuideWords({ text }: { readonly text: string }) {
  return <p>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>))}</p>;
}

interface GuideStepsProps { readonly guide: Guide; readonly rendered: RenderedGuide; /** Is masked on the screen, and copied as it is. */ readonly secret?: string | undefined; readonly leave?: (step: GuideStep) => boolean }

/** What is to be done by hand, each piece to be copied. */
export function GuideSteps({ guide, rendered, secret, leave = () => false }: GuideStepsProps) {
  return stepsOf(guide, rendered).filter((step) => !leave(step)).map((step) => (step.kind === 'words' ? <GuideWords key={step.text} text={step.text} /> : (
    <div className="stack" key={step.name}>
      <h3>{step.name}</h3>
      <CopyBlock label={step.kind === 'command' ? `command: ${step.name}` : step.name} text={secret === undefined ? step.text : step.text.replaceAll(secret, masked(secret))} copies={step.text} />
    </div>
  )));
}
