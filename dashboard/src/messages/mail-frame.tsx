import { useEffect, useRef } from 'react';

/** The HTML of a mail in a cage of the server's: no script of its own, no request, and links that lead nowhere. */
export function MailFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const show = () => { frame.current?.contentWindow?.postMessage(html, '*'); };
    const answer = ({ source, data }: MessageEvent) => { if (source === frame.current?.contentWindow && data === 'mail-frame') show(); };
    addEventListener('message', answer);
    show();
    return () => removeEventListener('message', answer);
  }, [html]);
  return <iframe ref={frame} className="mail-frame" sandbox="allow-scripts" src="/dashboard/mail-frame" title={title} />;
}
