import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { compileTemplate, parse } from 'vue/compiler-sfc';
import { readProject } from '../../src/cli/setup/read-project.ts';
import { guides } from '../../src/guides/catalogue.ts';
import { findGuides, findMeant } from '../../src/guides/find-guides.ts';
import type { Code, Guide, GuideValues } from '../../src/guides/guide.ts';
import { renderGuide } from '../../src/guides/render-guide.ts';
import { renderPage } from '../../src/guides/render-page.ts';

const values: GuideValues = {
  issuer: 'https://login.example.com/', issuerBase: 'https://login.example.com', clientId: 'the-client-id', clientSecret: 'the-client-secret',
  audience: 'https://api.example.com', permission: 'read:things', url: 'http://localhost:3456', port: '3456', random: 'the-random-text',
};
const pages = join(import.meta.dirname, '../../../../docs/quickstarts');
const wrong = 'run: node scripts/quickstarts.mjs --write';

describe('guides', () => {
  test('ids differ, and no value is left open or misspelt', () => {
    assert.equal(new Set(guides.map(({ id }) => id)).size, guides.length);
    for (const guide of guides) assert.doesNotMatch(JSON.stringify(renderGuide(guide, values)), /\{\{\w+\}\}|=undefined|undefined[/"]/, guide.id);
  });

  test('every guide writes down its client ID, and a secret where its application has one', () => {
    for (const guide of guides) {
      const written = renderGuide(guide, values).environment.map(({ value }) => value);
      assert.deepEqual([written.includes('the-client-id'), written.includes('the-client-secret')], [true, guide.application.authentication !== 'none'], guide.id);
      assert.ok(written.some((value) => value.includes('login.example.com')), guide.id);
    }
  });

  test('the code asks the environment for what is written down, or its package does', () => {
    const readByPackage = ['express', 'express-api', 'nextjs'];
    for (const guide of guides.filter(({ id, environmentUnread }) => !readByPackage.includes(id) && environmentUnread !== true)) {
      const code = guide.code.map(({ text }) => text).join('\n');
      for (const { name } of guide.environment.filter((one) => !one.name.startsWith('TEST_'))) assert.match(code, new RegExp(`\\b${name}\\b`), `${guide.id} ${name}`);
    }
  });

  test('where nothing reads the variables, the values stand in the code', () => {
    for (const guide of guides.filter(({ environmentUnread }) => environmentUnread === true)) {
      const { environment, code } = renderGuide(guide, values);
      for (const { name, value } of environment) assert.ok(code.some(({ text }) => text.includes(`'${value}'`)), `${guide.id} ${name}`);
    }
  });

  test('what is for an API or a permission is left out where there is none', () => {
    for (const guide of guides) {
      const { environment, code } = renderGuide(guide, { ...values, audience: '', permission: '' });
      assert.ok(environment.every(({ value }) => value !== ''), guide.id);
      assert.doesNotMatch(JSON.stringify(code), /audience: ''|\{\{[#/]|requiredScopes|read:things/, guide.id);
    }
  });

  test('docs/quickstarts has a page for each guide, made from the same data', () => {
    assert.deepEqual(readdirSync(pages).sort(), guides.map(({ id }) => `${id}.md`).sort(), wrong);
    for (const guide of guides) assert.equal(readFileSync(join(pages, `${guide.id}.md`), 'utf8'), renderPage(guide), wrong);
  });
});

describe('the code of every guide is well formed', () => {
  // With an API and without one, where that makes a difference.
  const pieces = guides.flatMap((guide: Guide) => {
    const [whole, least] = [values, { ...values, audience: '', permission: '' }].map((some) => renderGuide(guide, some).code) as [readonly Code[], readonly Code[]];
    return whole.flatMap((code, index) => {
      const other = least[index] ?? code;
      const title = `${guide.id}: ${code.file.split(' ')[0] ?? ''}`;
      return [{ ...code, title }, ...(other.text === code.text ? [] : [{ ...other, title: `${title}, without an API` }])];
    });
  });
  const endings: Readonly<Partial<Record<Code['language'], string>>> = { tsx: 'jsx', ts: 'ts', js: 'mjs' };
  const available = (program: string, ...args: readonly string[]) => spawnSync(program, args).status === 0;
  const python = available('python3', '--version') ? false : 'python3 is not installed';
  const java = available('javac', '-version') ? false : 'javac is not installed';
  const go = available('go', 'version') ? false : 'gofmt is not installed';

  const scripts: readonly Code['language'][] = ['js', 'tsx', 'ts'];
  for (const { title, language, text } of pieces) {
    if (scripts.includes(language)) test(title, () => assert.deepEqual(scriptErrors(language, text), []));
    if (language === 'python') test(title, { skip: python }, () => ends('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], text));
    if (language === 'vue') test(title, () => assert.deepEqual(vueErrors(text), []));
    // Stops after parsing: the packages that it imports are not here.
    if (language === 'java') test(title, { skip: java }, () => { const file = join(mkdtempSync(join(tmpdir(), 'gatehouse-guide-')), 'HomeController.java'); writeFileSync(file, text); ends('javac', ['-proc:none', '-XDshould-stop.ifNoError=PARSE', file], ''); });
    if (language === 'go') test(title, { skip: go }, () => ends('gofmt', ['-e'], text));
    if (language === 'properties') test(title, () => { for (const line of text.trim().split('\n')) assert.match(line, /^[\w.-]+=\S+$/); });
  }

  const scriptErrors = (language: Code['language'], text: string) =>
    (ts.transpileModule(text, { fileName: `a.${endings[language]}`, reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ESNext, experimentalDecorators: true, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve, allowJs: true } }).diagnostics ?? []).map(({ messageText }) => messageText);
  const vueErrors = (text: string) => {
    const { descriptor, errors } = parse(text);
    return [...errors, ...compileTemplate({ id: 'app', filename: 'App.vue', source: descriptor.template?.content ?? '' }).errors, ...scriptErrors('js', descriptor.scriptSetup?.content ?? '{')];
  };
  const ends = (program: string, args: readonly string[], input: string) => { const { status, stderr } = spawnSync(program, args, { input, encoding: 'utf8' }); assert.equal(status, 0, stderr); };
});

describe('which guide fits a project', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
    ['Next.js has React in it', { 'package.json': '{"dependencies":{"next":"16","react":"19"}}' }, 'nextjs'],
    ['Angular, whose projects have no other sign', { 'package.json': '{"dependencies":{"@angular/core":"22","rxjs":"7"}}' }, 'angular'],
    ['a package counts that is for development alone', { 'package.json': '{"devDependencies":{"vite":"7"}}' }, 'vanilla-js'],
    ['an MCP server may stand on Express', { 'package.json': '{"dependencies":{"@modelcontextprotocol/sdk":"1","express":"5"}}' }, 'mcp-server'],
    ['the package for APIs says that it is one', { 'package.json': '{"dependencies":{"express-oauth2-jwt-bearer":"1","express":"5"}}' }, 'express-api'],
    ['requirements of Python, in capitals and with versions', { 'requirements.txt': '# web\nFlask>=3\nrequests\n' }, 'flask'],
    ['pyproject, with extras', { 'pyproject.toml': '[project]\nname = "things"\ndependencies = [\n  "uvicorn[standard]>=0.3",\n  "FastAPI>=0.1", # the web\n]\n' }, 'fastapi'],
    ['Poetry', { 'pyproject.toml': '[tool.poetry]\nname = "things"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3"\n\n[build-system]\nrequires = ["fastapi"]\n' }, 'flask'],
    ['any Go module', { 'go.mod': 'module example.com/me/things\n\ngo 1.24\n' }, 'go'],
    ['Maven, not the parent', { 'pom.xml': '<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><artifactId>things</artifactId><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>' }, 'spring-boot'],
    ['Gradle', { 'build.gradle.kts': 'dependencies {\n  implementation("org.springframework.boot:spring-boot-starter-oauth2-client:3.5.0")\n}\n' }, 'spring-boot'],
    ['two that fit equally', { 'package.json': '{"dependencies":{"express":"5","fastify":"5"}}' }, undefined],
    ['nothing that is known', { 'package.json': '{}' }, undefined],
  ];
  for (const [title, files, expected] of cases) {
    test(title, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-guide-'));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      assert.equal(findMeant(findGuides(guides, await readProject(folder)))?.guide.id, expected);
    });
  }
});
