/**
 * The import table of dev/architecture/import_rules.json is enforced by ESLint. Its zones fail open: with a resolver that doesn't
 * know TypeScript, or a path that is written wrong, they report nothing. So files that break each rule are linted here, with the
 * configuration that the source is linted with.
 */
import {execFile} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';

const REPOSITORY = join(__dirname, '../..');
const ESLINT = join(REPOSITORY, 'node_modules/eslint/bin/eslint.js');
const EXPECTED = /\/\/ error: (\S+)$/;

interface Rules {
    readonly root: string;
    readonly fixture: string;
    readonly layers: ReadonlyArray<{readonly path: string; readonly mayImport: readonly string[]}>;
}

interface LintResult {
    readonly filePath: string;
    readonly messages: ReadonlyArray<{readonly line: number; readonly ruleId: string | null; readonly message: string}>;
}

const rules = JSON.parse(readFileSync(join(REPOSITORY, 'dev/architecture/import_rules.json'), 'utf8')) as Rules;

function sourceFiles(folder: string): string[] {
    return readdirSync(join(REPOSITORY, folder), {recursive: true, encoding: 'utf8'})
        .filter((path) => /\.tsx?$/.test(path))
        .map((path) => path.split(sep).join('/'))
        .sort();
}

function lint(folder: string): Promise<LintResult[]> {
    return new Promise((resolve, reject) => {
        const args = [ESLINT, '--no-ignore', '--format', 'json', folder];
        execFile(process.execPath, args, {cwd: REPOSITORY, maxBuffer: 1 << 26}, (error, stdout, stderr) => {
            // 1 means that there were findings, and there must be.
            if (error !== null && error.code !== 1) {
                reject(new Error(stderr));
            } else {
                resolve(JSON.parse(stdout) as LintResult[]);
            }
        });
    });
}

/** `file:line rule`, as the comments in the fixture say. */
function expectedFindings(): string[] {
    return sourceFiles(rules.fixture).flatMap((file) =>
        readFileSync(join(REPOSITORY, rules.fixture, file), 'utf8')
            .split('\n')
            .flatMap((line, index) => {
                const rule = EXPECTED.exec(line)?.[1];
                return rule === undefined ? [] : [`${file}:${index + 1} ${rule}`];
            }),
    );
}

const LAYER_RULES = [
    'import-x/no-restricted-paths',
    'import-x/no-cycle',
    'import-x/no-unresolved',
    'no-restricted-imports',
    'no-restricted-globals',
    'no-restricted-syntax',
];

test('every line that breaks the table is reported, by its rule, and no other line is', async () => {
    const results = await lint(rules.fixture);
    const findings = results.flatMap((result) =>
        result.messages
            .filter((message) => message.ruleId === null || LAYER_RULES.includes(message.ruleId))
            .map(
                (message) =>
                    `${relative(join(REPOSITORY, rules.fixture), result.filePath).split(sep).join('/')}:${message.line} ${message.ruleId ?? message.message}`,
            ),
    );

    const expected = expectedFindings();
    expect(new Set(expected.map((finding) => finding.split(' ')[1]))).toEqual(new Set(LAYER_RULES));
    expect(findings.sort()).toEqual(expected.sort());
}, 120_000);

test('every source file belongs to a layer of the table', () => {
    const outside = sourceFiles(rules.root).filter(
        (file) => !/\.(?:d|test)\.tsx?$/.test(file) && !rules.layers.some(({path}) => file === path || file.startsWith(`${path}/`)),
    );
    expect(outside).toEqual([]);
});

test('everything that the table names exists', () => {
    const files = sourceFiles(rules.root);
    const isThere = (path: string): boolean => path === 'i18n' || files.some((file) => file === path || file.startsWith(`${path}/`));
    const named = rules.layers.flatMap(({path, mayImport}) => [path, ...mayImport]);
    expect([...new Set(named)].filter((path) => !isThere(path))).toEqual([]);
});
