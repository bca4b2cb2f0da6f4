/**
 * The webapp half as the server serves it: main.js (`bundle_path` in plugin.json), which the host loads with a script tag, and
 * beside it the vault's worker and lazy chunks. Those carry their content's hash in the name, since the host lets everything
 * in that folder be cached for a year.
 */
import {fileURLToPath} from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Libraries that the host shares with plugins; React in particular must be its own. */
const HOST_LIBRARIES = {
    react: 'React',
    'react-dom': 'ReactDOM',
    redux: 'Redux',
    'react-redux': 'ReactRedux',
    'prop-types': 'PropTypes',
    'react-bootstrap': 'ReactBootstrap',
    'react-intl': 'ReactIntl',
    'react-router-dom': 'ReactRouterDom',
    luxon: 'Luxon',
};

/** @type {import('webpack').Configuration} */
const config = {
    mode: 'production',
    entry: {main: './src/index.tsx'},
    context: here('.'),
    output: {
        path: here('dist'),
        filename: '[name].js',
        chunkFilename: '[name].[contenthash].js',
        clean: true,

        // Set at run time, in page/mattermost/public_path.ts: the site may be served under a path.
        publicPath: '',
    },
    externals: HOST_LIBRARIES,
    resolve: {extensions: ['.ts', '.tsx', '.js']},
    module: {
        rules: [
            {
                test: /\.tsx?$/,
                exclude: /node_modules/,
                use: {
                    loader: 'swc-loader',
                    options: {
                        jsc: {target: 'es2022', parser: {syntax: 'typescript', tsx: true}, transform: {react: {runtime: 'automatic'}}},
                    },
                },
            },
            {test: /\.css$/, use: ['style-loader', 'css-loader']},
        ],
    },

    // The page's policy forbids eval, and so every devtool that is built on it.
    devtool: false,
    performance: {hints: 'error', maxAssetSize: 400_000, maxEntrypointSize: 400_000},
};

export default config;
