import {readFileSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

import type {Page} from '@playwright/test';

import type {StackDescription} from '../../stack/src/api';
import type {CanarySearch} from './canary';
import type {Database} from './database';
import {textsOfStore, textsOfWebStorage, walkDatabases} from './in_page';
import type {Sent} from './sent';

/** Where the words of a member could have come to lie. */
export type Place = 'database' | 'server logs' | 'file store' | 'requests' | 'page store' | 'browser storage';

/** What was found in each place, by form and word; no entry where nothing was. */
export type Finds = Partial<Record<Place, string[]>>;

export const ALL_PLACES: readonly Place[] = ['database', 'server logs', 'file store', 'requests', 'page store', 'browser storage'];

/** Whose browser is searched. */
export interface Searched {
    readonly page: Page;
    readonly sent: Sent;
}

/** The parts of a stack, searched from the moment at which this was made. */
export class Places {
    private readonly logSizes: ReadonlyMap<string, number>;

    constructor(
        private readonly stack: StackDescription,
        private readonly database: Database,
    ) {
        this.logSizes = new Map(filesBelow(stack.logs.folder).map((path) => [path, statSync(path).size]));
    }

    async look(search: CanarySearch, browsers: readonly Searched[], places: readonly Place[] = ALL_PLACES): Promise<Finds> {
        const finds: Finds = {};
        for (const place of places) {
            const found = new Set<string>();
            for await (const {where, bytes} of this.contentsOf(place, browsers)) {
                for (const form of search.find(bytes)) {
                    found.add(`${form} in ${where}`);
                }
            }
            if (found.size > 0) {
                finds[place] = [...found];
            }
        }
        return finds;
    }

    private async *contentsOf(place: Place, browsers: readonly Searched[]): AsyncGenerator<{where: string; bytes: Buffer}> {
        switch (place) {
            case 'database':
                yield* this.database.dump();
                return;
            case 'server logs':
                for (const path of filesBelow(this.stack.logs.folder)) {
                    yield {where: path, bytes: readFileSync(path).subarray(this.logSizes.get(path) ?? 0)};
                }
                return;
            case 'file store':
                for (const path of filesBelow(this.stack.fileStore)) {
                    yield {where: path, bytes: Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)])};
                }
                return;
            case 'requests':
                for (const {sent} of browsers) {
                    yield* sent.all().map((bytes) => ({where: bytes.subarray(0, 120).toString('latin1').split('\n', 2).join(' '), bytes}));
                }
                return;
            case 'page store':
                for (const {page} of browsers) {
                    yield {where: 'redux', bytes: Buffer.from((await page.evaluate(textsOfStore)).join('\n'))};
                }
                return;
            case 'browser storage':
                for (const {page} of browsers) {
                    yield* storageOf(page);
                }
        }
    }
}

async function* storageOf(page: Page): AsyncGenerator<{where: string; bytes: Buffer}> {
    yield {where: 'local and session storage', bytes: Buffer.from((await page.evaluate(textsOfWebStorage)).join('\n'))};
    for (const {where, texts, bytes} of (await page.evaluate(walkDatabases)).values) {
        yield {where: `IndexedDB ${where}`, bytes: Buffer.from(texts.join('\n'))};
        yield* bytes.map((base64) => ({where: `IndexedDB ${where}`, bytes: Buffer.from(base64, 'base64')}));
    }
}

function filesBelow(folder: string): string[] {
    return readdirSync(folder, {recursive: true, encoding: 'utf8'})
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile());
}
