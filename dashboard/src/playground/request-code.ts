import type { HttpRequest } from './http-message.ts';

/** In which form a request can be copied. */
export const codeKinds = ['curl', 'JavaScript', 'Python', 'Go', 'HTTP file'] as const;
/** One of them. */
export type CodeKind = (typeof codeKinds)[number];

const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
/** The secret stands in no history and in no file. */
const withoutSecret = (body: string, put: string) => body.replaceAll(/((?:^|&)(?:client_secret|password)=)[^&]+/g, `$1${put}`);

const curl = ({ method, url, headers, body }: HttpRequest) => [
  `curl --request ${method} ${shell(url)}`, ...headers.map(([name, value]) => `--header ${shell(`${name}: ${value}`)}`), ...(body === undefined ? [] : [`--data ${shell(withoutSecret(body, 'SECRET'))}`]),
].join(' \\\n  ');

const javascript = ({ method, url, headers, body }: HttpRequest) => `const response = await fetch(${JSON.stringify(url)}, {
  method: '${method}',
  headers: ${JSON.stringify(Object.fromEntries(headers))},${body === undefined ? '' : `\n  body: ${JSON.stringify(withoutSecret(body, 'SECRET'))},`}
});
console.log(response.status, await response.text());`;

const python = ({ method, url, headers, body }: HttpRequest) => `import urllib.request

request = urllib.request.Request(
    ${JSON.stringify(url)},
    method="${method}",
    headers=${JSON.stringify(Object.fromEntries(headers))},${body === undefined ? '' : `\n    data=${JSON.stringify(withoutSecret(body, 'SECRET'))}.encode(),`}
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())`;

const go = ({ method, url, headers, body }: HttpRequest) => `package main

import (
	"fmt"
	"io"
	"net/http"${body === undefined ? '' : '\n\t"strings"'}
)

func main() {
	request, err := http.NewRequest("${method}", ${JSON.stringify(url)}, ${body === undefined ? 'nil' : `strings.NewReader(${JSON.stringify(withoutSecret(body, 'SECRET'))})`})
	if err != nil {
		panic(err)
	}
${headers.map(([name, value]) => `	request.Header.Set(${JSON.stringify(name)}, ${JSON.stringify(value)})\n`).join('')}	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	fmt.Println(response.Status, string(body))
}`;

/** A request as editors read it from a file with the ending http. */
export const httpFileOf = ({ method, url, headers, body }: HttpRequest): string => [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`), ...(body === undefined ? [] : ['', withoutSecret(body, '{{secret}}')])].join('\n');

const writers: Readonly<Record<CodeKind, (request: HttpRequest) => string>> = { curl, JavaScript: javascript, Python: python, Go: go, 'HTTP file': httpFileOf };

/** A request as code. */
export const codeOf = (kind: CodeKind, request: HttpRequest): string => writers[kind](request);
