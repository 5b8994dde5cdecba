import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { Endpoint } from '../endpoints/reply.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { TokenVerifier } from '../protocol/ports/key-ring.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import { appointmentsEndpoint } from './api/appointments.ts';
import type { BackChannel } from './back-channel.ts';
import { appointmentsApi, type SampleClientId } from './catalogue.ts';
import type { SampleInfo } from './ensure-samples.ts';
import { homeEndpoint } from './home/home-page.ts';
import { assetEndpoint } from './layout.ts';
import { sampleScope, spaEndpoints } from './spa/spa-page.ts';
import type { AppFace } from './web/app-pages.ts';
import { webAppEndpoints } from './web/web-app.ts';

/** What the sample pages run on. */
export interface SampleTools {
  readonly tenant: Tenant;
  readonly verifier: TokenVerifier;
  readonly directory: ClientDirectory;
  /** What proves that a caller of the API holds the key of its token. */
  readonly dpop: DpopTools;
  readonly clock: Clock;
  readonly channel: BackChannel;
  /** Address of the stylesheet of the hosted pages. */
  readonly stylesheet: string;
}

/** Every address under `/samples/`. */
export function sampleEndpoints(samples: SampleInfo, tools: SampleTools): readonly Endpoint[] {
  const look = { stylesheet: tools.stylesheet };
  const webApp = (clientId: SampleClientId, face: AppFace) => webAppEndpoints({
    face, tools, look,
    party: { clientId, secret: samples.clients.find(({ id }) => id === clientId)?.secret ?? '', redirectUri: `${tools.tenant.issuer}${face.path.slice(1)}callback`, audience: appointmentsApi, scope: sampleScope },
  });
  return [
    // Whoever types the bare address of a development server is led to what there is to try.
    { name: 'root', path: '/', methods: ['GET'], cors: 'none', handle: () => ({ kind: 'redirect', to: '/samples/' }) },
    homeEndpoint(samples, { tenant: tools.tenant, look }),
    assetEndpoint('samples_stylesheet', 'samples.css', 'text/css; charset=utf-8'),
    appointmentsEndpoint(tools),
    ...spaEndpoints(tools.tenant, look),
    ...webApp('sample-web', { title: 'Pied Piper Web', intro: 'A regular web application: its server keeps the secret and the tokens, the browser only a cookie.', path: '/samples/web/' }),
    ...webApp('sample-hooli', { title: 'Hooli', intro: 'An application of another company: the server asks the person before it gets anything.', path: '/samples/hooli/' }),
  ];
}
