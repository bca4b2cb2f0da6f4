/**
 * What README.md and docs/ name is there: files, headings, `make` targets. A page that tells of the code as it was is worse than none.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';

const REPOSITORY = join(__dirname, '../..');

/** Short forms of paths in code spans, and what they stand for. */
const SHORT_FORMS: ReadonlyArray<readonly [RegExp, string]> = [
    [/^(?=(?:webapp|server|dev|docs)\/)/, ''],
    [/^(?=(?:lib|page|vault|i18n)\/)/, 'webapp/src/'],
    [/^S:/, 'dev/e2e/specs/'],
    [/^E:/, 'dev/e2e/specs/evil_server/'],
    [/^K:/, 'dev/e2e/specs/keys_for_life/'],
    [/^(?=specs\/)/, 'dev/e2e/'],
];

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /```[^]*?```|`[^`\n]+`/g;
const PATH = /^[\w./:@-]+$/;
const TARGET = /^make ([a-z0-9-]+)/;

const makefile = readFileSync(join(REPOSITORY, 'Makefile'), 'utf8');

/** What a page names and isn't there, as it is written. */
function missingIn(page: string, text: string): string[] {
    const links = [...text.replace(CODE, '').matchAll(LINK)].map(([, target = '']) => target);
    const code = [...text.matchAll(CODE)].flatMap(([span]) => span.split('\n').map((line) => line.replaceAll('`', '').trim()));
    return [
        ...links.filter((target) => !/^https?:/.test(target) && !isLinked(page, target)),
        ...code.filter((span) => PATH.test(span) && !isFile(span)),
        ...code.filter((span) => TARGET.test(span) && !isTarget(span)),
    ];
}

function isLinked(page: string, target: string): boolean {
    const [path = '', heading] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return existsSync(join(REPOSITORY, file)) && (heading === undefined || headingsOf(file).includes(heading));
}

/** Names of headings as GitHub makes them. */
function headingsOf(file: string): string[] {
    const text = readFileSync(join(REPOSITORY, file), 'utf8');
    return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, '')
            .replaceAll(' ', '-'),
    );
}

/** True for whatever isn't written as a path of this repository. */
function isFile(span: string): boolean {
    const form = SHORT_FORMS.find(([prefix]) => prefix.test(span));
    return form === undefined || existsSync(join(REPOSITORY, span.replace(form[0], form[1])));
}

function isTarget(span: string): boolean {
    const [, name = ''] = TARGET.exec(span) ?? [];
    return new RegExp(`^${name}:`, 'm').test(makefile);
}

function pages(): string[] {
    const docs = readdirSync(join(REPOSITORY, 'docs'), {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.md'));
    return ['README.md', ...docs.sort().map((path) => `docs/${path}`)];
}

test('what is missing is found, and what is there is not', () => {
    const text = `
        [a page](people.md), [a heading](people.md#4-when-a-post-is-held), [none](nobody.md), [no heading](people.md#nothing)
        \`server/hooks.go\` \`server/nothing.go\` \`S:passive.spec.ts\` \`S:nothing.spec.ts\` \`E:posts.spec.ts\` \`E:nothing.spec.ts\` \`K:races.spec.ts\` \`K:nothing.spec.ts\` \`vault/api.ts\` \`vault/nothing.ts\`
        \`make test\` \`make nothing\`
    `;
    expect(missingIn('docs/any.md', text)).toEqual([
        'nobody.md',
        'people.md#nothing',
        'server/nothing.go',
        'S:nothing.spec.ts',
        'E:nothing.spec.ts',
        'K:nothing.spec.ts',
        'vault/nothing.ts',
        'make nothing',
    ]);
});

test.each(pages())('%s names nothing that is not there', (page) => {
    expect(missingIn(page, readFileSync(join(REPOSITORY, page), 'utf8'))).toEqual([]);
});
