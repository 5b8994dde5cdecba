import { hash } from 'node:crypto';
import type { Reply } from '../reply.ts';

/** Puts in what the page around it sends, and nothing of anybody else. What is put in so runs no script of its own. */
const script = "addEventListener('message',({source,data})=>{if(source===parent&&typeof data==='string')document.documentElement.innerHTML=data});parent.postMessage('mail-frame','*')";

/**
 * The cage in which the dashboard shows the HTML of a mail: an origin of nobody, the one script above, styles and drawn images of the mail,
 * no request, no form, and links that lead nowhere. A mail is what others wrote.
 */
export const mailFrame: Reply = {
  kind: 'html', status: 200, html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body><script>${script}</script></body></html>`,
  csp: `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${hash('sha256', script, 'base64')}'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`,
};
