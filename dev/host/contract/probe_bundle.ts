import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import webpack from 'webpack';

const probe = fileURLToPath(new URL('./probe', import.meta.url));

/** Bundles of the probe, one per version; the server half is compiled once. */
export class ProbeBuilder {
    private readonly folder = mkdtempSync(join(tmpdir(), 'contract-probe-'));
    private readonly binary = join(this.folder, 'probe');

    constructor(private readonly recorderUrl: string) {
        execFileSync('go', ['build', '-o', this.binary, '.'], {cwd: join(probe, 'server'), stdio: 'inherit'});
    }

    /** Answers the path of the bundle. */
    async build(version: string): Promise<string> {
        const root = join(this.folder, version, 'test.probe');
        mkdirSync(join(root, 'server'), {recursive: true});
        const manifest = JSON.parse(readFileSync(join(probe, 'plugin.json'), 'utf8')) as object;
        writeFileSync(join(root, 'plugin.json'), JSON.stringify({...manifest, version}));
        writeFileSync(join(root, 'recorder_url'), this.recorderUrl);
        cpSync(this.binary, join(root, 'server/probe'));
        await buildWebapp(join(root, 'webapp'), version);
        const bundle = join(this.folder, `test.probe-${version}.tar.gz`);
        execFileSync('tar', ['-czf', bundle, '-C', join(root, '..'), 'test.probe']);
        return bundle;
    }

    remove(): void {
        rmSync(this.folder, {recursive: true, force: true});
    }
}

function buildWebapp(folder: string, version: string): Promise<void> {
    const compiler = webpack({
        mode: 'production',
        entry: join(probe, 'webapp/index.ts'),
        output: {path: folder, filename: 'probe.js'},
        devtool: false,
        resolve: {extensions: ['.ts', '.js']},
        module: {
            rules: [{test: /\.ts$/, loader: 'swc-loader', options: {jsc: {parser: {syntax: 'typescript'}, target: 'es2022'}}}],
        },
        plugins: [new webpack.DefinePlugin({PROBE_VERSION: JSON.stringify(version)})],
    });
    return new Promise((resolve, reject) => {
        compiler.run((failure, stats) => {
            if (failure || stats?.hasErrors()) {
                reject(failure ?? new Error(stats?.toString('errors-only')));
            } else {
                resolve();
            }
        });
    });
}
