/**
 * Turns import_rules.json (who may import whom) into ESLint configuration.
 *
 * A layer is a folder or a file. Only what a layer lists is allowed, so a new folder starts with no rights; that every
 * source file belongs to a layer is checked by webapp/tests/architecture.test.ts, since a zone says nothing about
 * files outside its target.
 */
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/**
 * @typedef {{path: string, mayImport: string[], packages: string[], hostFree: boolean, packagesInOneFile?: Record<string, string>}} Layer
 * @typedef {{root: string, fixture: string, never: {targets: string[], from: string[]}, layers: Layer[]}} ImportRules
 */

/** @returns {ImportRules} */
export function readImportRules() {
    return JSON.parse(readFileSync(fileURLToPath(new URL('./import_rules.json', import.meta.url)), 'utf8'));
}

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const HOST_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'indexedDB', 'fetch', 'XMLHttpRequest', 'crypto'];

// A test may reach for in-memory twins and test tools of any layer.
const TESTS = ['**/*.test.ts', '**/*.test.tsx'];

/** @param {Layer} layer */
function filesOf(layer, /** @type {string} */ base) {
    return layer.path.endsWith('.ts') || layer.path.endsWith('.tsx') ? [`${base}/${layer.path}`] : [`${base}/${layer.path}/**/*.{ts,tsx}`];
}

/** @param {string} name `react`, or `@scope/*` for a whole scope */
function packagePattern(name) {
    const escaped = name.replace(/[.]/g, '\\.');
    return escaped.endsWith('/*') ? escaped.slice(0, -1) : `${escaped}(?:/|$)`;
}

/**
 * Everything that isn't relative and isn't listed. A list of what is forbidden could never be complete.
 * @param {string[]} allowed
 */
function packagesBut(allowed) {
    const relative = '\\.{1,2}(?:/|$)';
    return `^(?!${[relative, ...allowed.map(packagePattern)].join('|')})`;
}

/**
 * @param {string[]} allowed
 * @param {string} where
 */
function packageRules(allowed, where) {
    const regex = packagesBut(allowed);
    const message = `${where} may import ${allowed.length > 0 ? `only these packages: ${allowed.join(', ')}` : 'no package'} (dev/architecture/import_rules.json).`;
    return {
        'no-restricted-imports': ['error', {patterns: [{regex, message}]}],

        // no-restricted-imports doesn't look at import().
        'no-restricted-syntax': ['error', {selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\/')}/]`, message}],
    };
}

/**
 * @param {ImportRules} rules
 * @param {string} base folder that holds the layers, relative to the repository; a fixture gives its own
 */
function zones(rules, base) {
    const outside = rules.never.from
        .filter((from) => !base.startsWith(`${from}/`))
        .map((from) => ({target: `./${base}`, from: `./${from}`, message: 'What ships imports nothing from what does not.'}));
    const inside = rules.layers.map((layer) => ({
        target: `./${base}/${layer.path}`,
        from: `./${base}`,
        except: [layer.path, ...layer.mayImport].map((path) => `./${path}`),
        message: `${layer.path} may import ${layer.mayImport.length > 0 ? `only ${layer.mayImport.join(', ')}` : 'no other folder'} (dev/architecture/import_rules.json).`,
    }));
    return [...outside, ...inside];
}

/**
 * ESLint configuration that enforces the table on the files below `base`.
 *
 * @param {ImportRules} rules
 * @param {string} base
 */
export function layerConfig(rules, base) {
    const config = [
        {
            name: `layers: ${base}`,
            files: [`${base}/**/*.{ts,tsx}`],
            ignores: TESTS,
            rules: {'import-x/no-restricted-paths': ['error', {basePath: REPOSITORY, zones: zones(rules, base)}]},
        },
    ];
    for (const layer of rules.layers) {
        const globals = layer.hostFree ? {'no-restricted-globals': ['error', ...HOST_GLOBALS]} : {};
        config.push({
            name: `packages: ${base}/${layer.path}`,
            files: filesOf(layer, base),
            ignores: TESTS,
            rules: {...packageRules(layer.packages, layer.path), ...globals},
        });
        for (const [name, file] of Object.entries(layer.packagesInOneFile ?? {})) {
            config.push({
                name: `packages: ${base}/${file}`,
                files: [`${base}/${file}`],
                ignores: TESTS,
                rules: packageRules([...layer.packages, name], file),
            });
        }
    }
    return config;
}
