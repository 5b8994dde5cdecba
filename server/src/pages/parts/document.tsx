import type { ComponentChildren } from 'preact';
import type { Page, PageClient } from '../page.ts';
import { shownName } from '../texts/fill.tsx';
import type { View } from '../view.ts';
import { Foot } from './foot.tsx';

interface Props {
  readonly view: View;
  readonly name: Page['name'];
  /** The task in a few words; the tenant is added. */
  readonly title: string;
  /** For the links below the card. */
  readonly client?: PageClient | undefined;
  /** Leaves the link back to the application out, where a button of the page leads there. */
  readonly noWayBack?: boolean;
  /** Of the forms that can be asked for again in another language: their path and transaction. */
  readonly again?: { readonly path: string; readonly state: string } | undefined;
  readonly wide?: boolean;
  /** What stands above the card: the menu of an account. */
  readonly before?: ComponentChildren;
  /** More for the head. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The one frame of every page: head, one card, the links below it. */
export function Document({ view, name, title, client, noWayBack = false, again, wide = false, before, head, children }: Props) {
  return (
    <html lang={view.language} dir={view.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{view.tell('title', { task: title, tenant: shownName(view.frame.tenantName) })}</title>
        <link rel="icon" href={view.setting.iconHref} />
        <link rel="stylesheet" href={view.setting.stylesheetHref} />
        {head}
      </head>
      <body class={before === undefined ? undefined : 'account'}>
        {before}
        <main data-page={name} class={wide ? 'card wide' : 'card'}>{children}</main>
        <Foot view={view} client={client} noWayBack={noWayBack} again={again} />
      </body>
    </html>
  );
}
