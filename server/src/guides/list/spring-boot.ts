import { weights, type Guide } from '../guide.ts';

/** Spring Boot with its OAuth 2.0 client; `[.properties]` tells Spring how to read a file without an ending. */
export const springBoot: Guide = {
  id: 'spring-boot', title: 'Spring Boot', about: 'People sign in to your Spring application; controllers get them as an OidcUser.',
  signs: [
    { ecosystem: 'java', packages: ['spring-boot-starter-oauth2-client'], weight: weights.itself },
    { ecosystem: 'java', packages: ['spring-boot-starter-web'], weight: weights.framework }, { ecosystem: 'java', packages: ['spring-boot-starter-webmvc'], weight: weights.framework },
  ],
  application: { type: 'regular_web', authentication: 'client_secret_basic' }, api: undefined,
  port: 8080, callbacks: ['/login/oauth2/code/gatehouse'], logouts: [''], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }],
  install: 'Add org.springframework.boot:spring-boot-starter-web and org.springframework.boot:spring-boot-starter-oauth2-client to pom.xml or build.gradle.',
  code: [
    {
      file: 'src/main/resources/application.properties', language: 'properties', text: `spring.config.import=optional:file:.env[.properties]
server.port={{port}}
spring.security.oauth2.client.registration.gatehouse.client-id=\${CLIENT_ID}
spring.security.oauth2.client.registration.gatehouse.client-secret=\${CLIENT_SECRET}
spring.security.oauth2.client.registration.gatehouse.scope=openid,profile,email
spring.security.oauth2.client.provider.gatehouse.issuer-uri=\${ISSUER}
`,
    },
    {
      file: 'src/main/java/com/example/HomeController.java', language: 'java', text: `package com.example;

import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class HomeController {
    @GetMapping("/")
    Map<String, Object> home(@AuthenticationPrincipal OidcUser user) {
        return user.getClaims();
    }
}
`,
    },
  ],
  run: './mvnw spring-boot:run', next: 'Open {{url}} and sign in: Spring asks for it by itself.',
};
