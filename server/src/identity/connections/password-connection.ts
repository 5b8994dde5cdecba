/** Auth0: the name of the connection in which people with passwords live. Their ids start with `auth0|`. */
export const passwordConnection = 'Username-Password-Authentication';
