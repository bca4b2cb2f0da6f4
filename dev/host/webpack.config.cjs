const path = require('node:path');

/** Plain scripts under the host's own policy: no eval, no inline source maps. */
module.exports = {
    mode: 'production',
    target: 'web',
    entry: './src/main.tsx',
    output: {path: path.resolve(__dirname, 'dist'), filename: 'main.js', clean: true},
    devtool: false,

    // A test tool: a readable stack is worth more than a small file.
    optimization: {minimize: false},
    performance: {hints: false},
    resolve: {extensions: ['.tsx', '.ts', '.js']},
    module: {
        rules: [
            {
                test: /\.tsx?$/,
                exclude: /node_modules/,
                loader: 'swc-loader',
                options: {
                    jsc: {
                        parser: {syntax: 'typescript', tsx: true},
                        target: 'es2022',
                        transform: {react: {runtime: 'automatic'}},
                    },
                },
            },
        ],
    },
};
