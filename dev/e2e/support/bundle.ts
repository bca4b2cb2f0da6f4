import {appendFile, mkdtemp, readFile, readdir, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {create, extract} from 'tar';

/**
 * The same plugin under another version, as an update brings it: the script differs too, since the host loads it under a name made
 * of its hash. Answers the path of the new bundle.
 */
export async function bundleOfVersion(bundle: string, version: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'e2ee-bundle-'));
    await extract({file: bundle, cwd: folder});
    const [root = ''] = await readdir(folder);
    const manifestPath = join(folder, root, 'plugin.json');
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as {webapp: {bundle_path: string}};
    await writeFile(manifestPath, JSON.stringify({...manifest, version}));
    await appendFile(join(folder, root, manifest.webapp.bundle_path), `\n// ${version}\n`);
    const target = join(folder, `${root}-${version}.tar.gz`);
    await create({file: target, cwd: folder, gzip: true, portable: true}, [root]);
    return target;
}
