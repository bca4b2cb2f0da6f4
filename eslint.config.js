import {createTypeScriptImportResolver} from 'eslint-import-resolver-typescript';
import {importX} from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import {defineConfig, globalIgnores} from 'eslint/config';
import tseslint from 'typescript-eslint';

import {layerConfig, readImportRules} from './dev/architecture/layers.js';

const importRules = readImportRules();

export default defineConfig([
    globalIgnores(['**/dist/', '**/.state/', '**/coverage/', '**/test-results/', '**/playwright-report/', `${importRules.fixture}/`]),
    {
        files: ['**/*.{ts,tsx}'],
        extends: [tseslint.configs.recommendedTypeChecked, importX.flatConfigs.typescript],
        plugins: {'import-x': importX},
        languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},

        // Without a resolver that knows TypeScript the zones of layers.js report nothing at all.
        settings: {
            'import-x/resolver-next': [
                createTypeScriptImportResolver({
                    project: ['webapp', 'dev/stack', 'dev/host', 'dev/e2e', 'dev/bench'],
                    noWarnOnMultipleProjects: true,
                }),
            ],
        },
        rules: {
            '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'separate-type-imports'}],
            '@typescript-eslint/no-explicit-any': 'error',
            '@typescript-eslint/no-floating-promises': [
                'error',

                // The runner awaits these itself.
                {allowForKnownSafeCalls: [{from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite']}]},
            ],
            '@typescript-eslint/no-non-null-assertion': 'error',

            // `'' | Hash` tells the reader that the empty string means something.
            '@typescript-eslint/no-redundant-type-constituents': 'off',
            '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true}],

            // In-memory twins implement asynchronous interfaces.
            '@typescript-eslint/require-await': 'off',
            '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
            eqeqeq: 'error',
            'import-x/no-cycle': 'error',
            'import-x/no-duplicates': 'error',
            'import-x/no-unresolved': 'error',
            'no-var': 'error',
            'prefer-const': 'error',
        },
    },
    {
        files: ['webapp/**/*.{ts,tsx}', 'dev/host/**/*.{ts,tsx}'],
        plugins: {'react-hooks': reactHooks},

        // The other rules of this plugin prepare code for the React compiler, which isn't used here.
        rules: {'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error'},
    },
    {
        files: ['webapp/src/**/*.{ts,tsx}'],
        rules: {
            'no-console': 'error',
            'no-restricted-exports': ['error', {restrictDefaultExports: {direct: true, named: true, defaultFrom: true}}],
        },
    },
    ...layerConfig(importRules, importRules.root),

    // The same rules on files that break them: see webapp/tests/architecture.test.ts.
    ...layerConfig(importRules, importRules.fixture),
    {
        files: ['webapp/**/*.test.{ts,tsx}'],

        // expect(mock.method) and the like.
        rules: {'@typescript-eslint/unbound-method': 'off'},
    },
]);
