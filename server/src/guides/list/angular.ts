import { weights, type Guide } from '../guide.ts';

/** Angular in the browser, by auth0-angular. Its command line reads no file of variables, so the values stand in the code; they are no secrets. */
export const angular: Guide = {
  id: 'angular', title: 'Angular', about: 'People sign in to your single-page application; its components know who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/auth0-angular'], weight: weights.itself }, { ecosystem: 'npm', packages: ['@angular/core'], weight: weights.special }],
  application: { type: 'spa', authentication: 'none' }, api: undefined,
  port: 4200, callbacks: [''], logouts: [''], webOrigin: true,
  environmentFile: '.env', environment: [{ name: 'AUTH0_DOMAIN', value: '{{issuerBase}}' }, { name: 'AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'AUTH0_AUDIENCE', value: '{{audience}}' }], environmentUnread: true,
  install: 'npm install @auth0/auth0-angular',
  code: [
    {
      file: 'src/app/app.config.ts', language: 'ts', text: `import { provideAuth0 } from '@auth0/auth0-angular';
import { type ApplicationConfig } from '@angular/core';

export const appConfig: ApplicationConfig = {
  providers: [
    provideAuth0({
      domain: '{{issuerBase}}',
      clientId: '{{clientId}}',
      authorizationParams: { redirect_uri: window.location.origin{{#audience}}, audience: '{{audience}}'{{/audience}} },
    }),
  ],
};
`,
    },
    {
      file: 'src/app/app.ts', language: 'ts', text: `import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';

@Component({
  selector: 'app-root',
  imports: [AsyncPipe],
  template: \`
    @if (auth.isLoading$ | async) {
      <p>One moment</p>
    } @else if (auth.user$ | async; as user) {
      <p>{{ user.email }} <button (click)="signOut()">Sign out</button></p>
    } @else {
      <button (click)="signIn()">Sign in</button>
    }
  \`,
})
export class App {
  protected readonly auth = inject(AuthService);

  protected signIn() {
    this.auth.loginWithRedirect();
  }

  protected signOut() {
    this.auth.logout({ logoutParams: { returnTo: window.location.origin } });
  }
}
`,
    },
  ],
  run: 'npx ng serve --port {{port}}', next: 'Keep the other providers of your app.config.ts. Open {{url}} and sign in.',
};
