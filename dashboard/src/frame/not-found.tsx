import { PageHead } from '../pieces/page-head.tsx';
import { LinkButton } from '../pieces/link-button.tsx';

/** There is nothing at this address, or it is gone. */
export function NotFound({ what = 'page' }: { readonly what?: string }) {
  return (
    <div className="stack">
      <PageHead title={`There is no such ${what}`} lead={`It was removed, or the address is wrong.`} />
      <div><LinkButton to="/">Go to Getting started</LinkButton></div>
    </div>
  );
}
