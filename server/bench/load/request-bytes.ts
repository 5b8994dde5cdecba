type Fields = Readonly<Record<string, string>>;

/** Form or query text of fields, in their order. */
export const encodeFields = (fields: Fields) => new URLSearchParams(fields).toString();

/** A GET request as it goes over the wire. */
export const getBytes = (port: number, path: string, headers: Fields = {}) => `GET ${path} HTTP/1.1\r\n${headerLines(port, headers)}\r\n`;

/** A form POST as it goes over the wire. The body is text of one byte per character. */
export const formBytes = (port: number, path: string, { body, headers = {} }: { readonly body: string; readonly headers?: Fields }) =>
  `POST ${path} HTTP/1.1\r\n${headerLines(port, headers)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const headerLines = (port: number, headers: Fields) => `Host: 127.0.0.1:${port}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;
