import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const NOT_A_SOURCE = new Set(['node_modules', 'dist', 'build', 'coverage', 'tests', 'contract', 'test-results']);

/** One thing that is built from files. */
export interface BuildStep {
    /** Files and folders that the result depends on. */
    readonly inputs: readonly string[];

    /** What else it depends on: versions, flags. */
    readonly settings?: readonly string[];
    readonly output: string;

    /** Where to remember what the output was built from. */
    readonly stamp: string;
}

/** Builds, unless the output is there and was built from the same inputs. Answers whether it built. */
export async function unlessUnchanged(step: BuildStep, build: () => Promise<void>): Promise<boolean> {
    const digest = digestOf(step);
    if (existsSync(step.output) && existsSync(step.stamp) && readFileSync(step.stamp, 'utf8') === digest) {
        return false;
    }
    await build();
    writeFileSync(step.stamp, digest);
    return true;
}

function digestOf(step: BuildStep): string {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(step.settings ?? []));
    for (const path of step.inputs.flatMap(filesBelow)) {
        const content = readFileSync(path);
        hash.update(`${path}\0${content.length}\0`).update(content);
    }
    return hash.digest('hex');
}

function filesBelow(path: string): string[] {
    if (!statSync(path).isDirectory()) {
        return [path];
    }
    return readdirSync(path)
        .filter((name) => !NOT_A_SOURCE.has(name))
        .sort()
        .flatMap((name) => filesBelow(join(path, name)));
}
