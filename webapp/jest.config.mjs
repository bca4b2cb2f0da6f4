/**
 * Units, properties and vectors. Node's environment has real WebCrypto, jsdom's has none, so a test of a component
 * asks for jsdom itself (`@jest-environment jsdom` at its top).
 *
 * @type {import('jest').Config}
 */
const config = {
    testEnvironment: 'node',
    setupFiles: ['<rootDir>/tests/support/text_encoder.ts'],
    testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}', '<rootDir>/tests/**/*.test.{ts,tsx}'],
    transform: {
        '\\.[cm]?[jt]sx?$': [
            '@swc/jest',
            {
                jsc: {target: 'es2022', parser: {syntax: 'typescript', tsx: true}, transform: {react: {runtime: 'automatic'}}},
                module: {type: 'commonjs'},
            },
        ],
    },

    // These packages are published as ES modules only.
    transformIgnorePatterns: ['/node_modules/(?!(cborg|idb|openpgp|qr)/)'],
    moduleNameMapper: {
        '\\.css$': '<rootDir>/tests/support/empty_style.ts',

        // It exports to `import` only, and Jest asks as `require`.
        '^cborg$': '<rootDir>/../node_modules/cborg/cborg.js',
        '^openpgp/lightweight$': '<rootDir>/../node_modules/openpgp/dist/lightweight/openpgp.min.mjs',
        '^qr$': '<rootDir>/../node_modules/qr/index.js',
        '^qr/decode.js$': '<rootDir>/../node_modules/qr/decode.js',
    },
    collectCoverageFrom: ['src/**/*.{ts,tsx}', '!src/**/*.test.{ts,tsx}'],
};

export default config;
