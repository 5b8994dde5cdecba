import { checks } from '../../kernel/checks.ts';
import { reasons, type ReasonCode } from '../../kernel/reasons/index.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import type { Endpoint } from '../reply.ts';

/** RFC 6749 §5.2 `error_uri`: one page for every reason of the catalogue, offline like everything else. */
export const reasonEndpoints = (): readonly Endpoint[] => (Object.keys(reasons) as ReasonCode[]).map((reason) => ({
  name: 'reason', path: `/docs/errors/${reason}`, methods: ['GET'], cors: 'none',
  handle(request) {
    const { explain, fix, check } = reasons[reason];
    return { kind: 'page', status: 200, page: { name: 'reason', frame: frameOf(request), reason, explain, fix, holds: checks[check].holds, section: checks[check].section } };
  },
}));
